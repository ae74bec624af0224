//! Notifications against a database.

mod choosing;
mod mailing;
mod reading;
#[path = "../../../tests/support/smtp.rs"]
pub(crate) mod smtp;
mod telling;
mod texting;
mod trouble;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::PgPool;

use self::smtp::SmtpServer;
use super::{
    commands::notify::notify,
    jobs::{self, text_messages::NoTextMessages},
    model::{Audience, Notice, Topic},
};
use crate::{
    server::{
        clock::Clock,
        mail::{Mail, Mailer},
        state::App,
        testing,
    },
    shared::{
        actor::{Actor, Role},
        ids::TaskId,
    },
};

/// What a command or a job tells somebody.
async fn tell(app: &App, audience: Audience, dedupe: &str, urgent: bool, task: Option<(TaskId, &str)>) {
    let notice = Notice {
        topic: Topic::TaskResumed,
        task,
        audience,
        args: json!({ "unit": "省A", "number": "35-08", "title": dedupe }),
        urgent,
        dedupe: dedupe.to_owned(),
    };
    let mut tx = app.db.begin().await.unwrap();
    notify(&mut tx, app.clock.for_records(), &[notice.clone(), notice]).await.unwrap();
    tx.commit().await.unwrap();
}

/// `11-30T08:30` at the office in 2016.
fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("2016-{text}:00+08:00")).unwrap().to_utc()
}

/// An installation with a mail server, a liaison officer with an address, and a clock that the test sets.
struct Post {
    app: App,
    liaison: Actor,
    server: SmtpServer,
}

impl Post {
    async fn new(pool: PgPool) -> Self {
        let app = testing::app(pool).await;
        let liaison = testing::person(&app, Role::Liaison, "P-A").await;
        give_address(&app, &liaison).await;
        Self { app, liaison, server: SmtpServer::start() }
    }

    fn mailer(&self) -> Mailer {
        Mail::new(self.server.url(), "督办台账 <duban@example.org>", "https://duban.example.org").unwrap().mailer()
    }

    fn at(&self, time: &str) -> App {
        App { clock: Clock::fixed(at(time)), ..self.app.clone() }
    }

    /// Something happens at this time that the liaison officer should know.
    async fn happens(&self, time: &str, what: &str, urgent: bool) {
        tell(&self.at(time), Audience::Person(self.liaison.person), what, urgent, None).await;
    }

    /// The server looks at this time; returns how many mails it sent.
    async fn looks(&self, time: &str) -> usize {
        jobs::round(&self.at(time), &self.mailer(), &NoTextMessages).await.unwrap()
    }

    /// What was told by mail, letter for letter: the titles in it.
    fn told(&self) -> Vec<Vec<String>> {
        let letters = self.server.letters();
        letters.iter().map(|letter| titles(&plain(&letter.text))).collect()
    }
}

async fn give_address(app: &App, actor: &Actor) {
    sqlx::query("update people set email = account || '@example.org', mobile = '13800000000' where id = $1")
        .bind(actor.person.0)
        .execute(&app.db)
        .await
        .unwrap();
}

/// The plain part of a letter, decoded.
fn plain(text: &str) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let part = text.split("Content-Type: text/plain").nth(1).unwrap();
    let (head, rest) = part.split_once("\r\n\r\n").unwrap();
    let body = rest.split("\r\n--").next().unwrap();
    let bytes = if head.contains("base64") {
        STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap()
    } else {
        assert!(head.contains("quoted-printable"), "{head}");
        unquoted(body)
    };
    String::from_utf8(bytes).unwrap()
}

/// Quoted-printable (RFC 2045, 6.7): mostly ASCII, so mostly as it stands.
fn unquoted(body: &str) -> Vec<u8> {
    let body = body.replace("=\r\n", "");
    let mut parts = body.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    bytes
}

fn titles(plain: &str) -> Vec<String> {
    plain.split('「').skip(1).filter_map(|rest| Some(rest.split_once('」')?.0.to_owned())).collect()
}

/// A task of these units, told of under its number.
async fn task(app: &App, units: &[crate::shared::ids::UnitId]) -> TaskId {
    let task = TaskId::new();
    sqlx::query(
        "with plan as (insert into plans (id, name, prefix, year, starts_on, ends_on, created_at)
                       values ($1, '测示计划', '35', 2016, '2016-01-01', '2016-12-31', now()) returning id)
         insert into tasks (id, plan_id, seq, number, field, title, deadline_kind, created_at, updated_at)
         select $2, id, 8, '35-08', '测示', '测示', 'ongoing', now(), now() from plan",
    )
    .bind(uuid::Uuid::now_v7())
    .bind(task.0)
    .execute(&app.db)
    .await
    .unwrap();
    for unit in units {
        sqlx::query("insert into task_units (task_id, unit_id, role, position) values ($1, $2, 'participant', 0)")
            .bind(task.0)
            .bind(unit.0)
            .execute(&app.db)
            .await
            .unwrap();
    }
    task
}

async fn lose(app: &App, task: TaskId, actor: &Actor) {
    sqlx::query("delete from task_units where task_id = $1 and unit_id = $2")
        .bind(task.0)
        .bind(actor.unit.0)
        .execute(&app.db)
        .await
        .unwrap();
}

/// Minutes after a time of [`at`].
fn after(app: &App, minutes: i64) -> App {
    testing::later(app, TimeDelta::minutes(minutes))
}
