//! The chain under the server's own rights; tampering as the owner of the database.

mod sealing;
mod tampering;

use std::path::PathBuf;

use chrono::{DateTime, TimeZone as _, Utc};
use serde_json::json;
use sqlx::{Executor as _, PgPool};
use uuid::Uuid;

use super::{
    sealing::{Round, seal},
    verify::{Report, verify},
};
use crate::{
    features::activity::{
        commands::{Who, record_as},
        model::{NewEvent, Object},
    },
    server::{
        clock::Clock,
        database::{self, Target},
    },
};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2016, 11, 30, 4, 0, 0).single().expect("a valid time")
}

/// A pool with the rights of the server.
async fn as_server(owner: &PgPool) -> PgPool {
    let options = owner.connect_options().as_ref().clone();
    database::grant(&mut owner.acquire().await.expect("a connection")).await.expect("rights");
    database::connect(&Target { app: options.clone(), owner: options }, 4).await.expect("a pool")
}

/// Records `count` events, a transaction each.
async fn record(db: &PgPool, count: usize) {
    let who = Who { person: None, name: "测示", address: "10.0.1.12", request_id: "test", at: noon() };
    for number in 0..count {
        let mut tx = db.begin().await.expect("a transaction");
        let object = Object::new("task", Uuid::nil(), format!("35-{number}"));
        let event = NewEvent::new("task.edited", object).before(&json!({"n": number})).after(&json!({"n": number + 1}));
        record_as(&mut tx, &who, event).await.expect("recorded");
        tx.commit().await.expect("committed");
    }
}

/// Seals until nothing is left.
async fn seal_all(db: &PgPool) {
    while seal(db, &Clock::fixed(noon())).await.expect("sealed") != Round::Idle {}
}

/// A chain of `count` events.
async fn chain(owner: &PgPool, count: usize) -> PgPool {
    let db = as_server(owner).await;
    record(&db, count).await;
    seal_all(&db).await;
    db
}

async fn report(db: &PgPool, files: &[PathBuf]) -> Report {
    verify(db, files).await.expect("checked")
}

/// Does what only the owner of the database can do, foreign keys off.
async fn tamper(owner: &PgPool, sql: &'static str) {
    let mut connection = owner.acquire().await.expect("a connection");
    connection.execute("set session_replication_role = replica").await.expect("the owner may");
    connection.execute(sql).await.expect("tampered");
    connection.execute("set session_replication_role = default").await.expect("the owner may");
}

/// A folder of the test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("duban-audit-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
