//! Sixty simulated days over 中秋, 国庆 and five days without a server: exactly the expected urges and mails.

use chrono::{Days, NaiveDate};
use sqlx::PgPool;

use super::*;
use crate::{
    features::{
        notifications::{
            jobs::{self as mail_jobs, text_messages::NoTextMessages},
            tests::smtp::SmtpServer,
        },
        tasks::{
            commands::life::{
                set_aside::{resume, stop},
                sign::sign,
            },
            content::{TaskContent, WrittenMilestone},
            model::DueKind,
            tests::day,
        },
    },
    server::{
        mail::{Mail, Mailer},
        testing,
    },
    shared::actor::{Actor, Role},
};

/// When the server looks each day: by night, before half past eight, then, in the afternoon, late.
const TIMES: [&str; 5] = ["03:00", "08:15", "08:30", "14:00", "23:45"];

/// What was sent, in order.
const URGES: &[&str] = &[
    // The 15th to 17th are 中秋; the 18th, a Sunday, is worked.
    "09-18 08:30 P-CZT remind 35-01 sign",
    "09-18 08:30 P-BB blue 35-01 milestone 摸底",
    "09-21 08:30 P-FGW blue 35-01 milestone 公布",
    "09-23 08:30 P-BB blue 35-04 due",
    "09-27 08:30 P-BB yellow 35-01 milestone 摸底",
    "09-27 08:30 P-BB blue 35-01 due",
    // 国庆 is from the 1st to the 7th; the 8th and 9th, a weekend, are worked.
    "09-30 08:30 P-FGW yellow 35-01 milestone 公布",
    "10-11 08:30 P-FGW red 35-01 milestone 公布",
    "10-11 08:30 P-BB yellow 35-01 due",
    "10-14 08:30 P-CZT blue 35-03 due",
    // Extended on the 12th to the 31st: a new matter.
    "10-17 08:30 P-BB blue 35-01 due",
    "10-17 14:00 P-KJT blue 35-02 due",
    // Stopped from 26 September until now: yellow was missed.
    "10-18 14:00 P-BB red 35-04 due",
    "10-20 08:30 P-KJT remind 35-02 sign",
    "10-24 08:30 P-KJT yellow 35-02 due",
    // No server from the 25th to the 29th: one urge a matter, the highest.
    "10-31 08:30 P-BB yellow 35-01 due",
    "10-31 08:30 P-KJT red 35-02 due",
    "10-31 08:30 P-CZT red 35-03 due",
    "11-01 08:30 P-BB red 35-01 due",
    // Under review for closure until now.
    "11-03 14:00 P-KJT blue 35-05 due",
    "11-07 08:30 P-KJT yellow 35-05 due",
];

/// What went out by mail, to whom: the liaison officers and heads of 省编办, 省发改委 (2), 省财政厅 (3) and 省科技厅 (4), and the
/// office.
const MAILS: &[&str] = &[
    "09-13 08:30 digest: liaison liaison2 liaison3 liaison4 unit_head unit_head2 unit_head3 unit_head4",
    // Who has not signed is reminded, and the office is told.
    "09-18 08:30 digest: liaison liaison3 registrar unit_head3",
    "09-21 08:30 digest: liaison2",
    "09-23 08:30 digest: liaison",
    // September's reports are due on the 30th; 35-04 was stopped.
    "09-27 08:30 digest: liaison liaison2 liaison3 liaison4 unit_head unit_head2 unit_head3 unit_head4",
    "09-30 08:30 digest: liaison2",
    // Nobody reported.
    "10-08 08:30 digest: liaison liaison2 liaison3 liaison4 unit_head unit_head2 unit_head3 unit_head4",
    "10-11 08:30 digest: liaison",
    "10-11 08:30 urgent: liaison2 unit_head2",
    "10-14 08:30 digest: liaison3",
    "10-17 08:30 digest: liaison",
    // 35-02 was given, 35-04 goes on.
    "10-18 08:30 digest: liaison4 unit_head4",
    "10-18 14:00 urgent: liaison unit_head",
    "10-19 08:30 digest: liaison unit_head",
    "10-20 08:30 digest: liaison4 registrar unit_head4",
    "10-24 08:30 digest: liaison4",
    // After the days without a server: reports due today, and red slips. 省科技厅 has nothing to report now.
    "10-31 08:30 digest: liaison liaison2 liaison3 unit_head unit_head2 unit_head3",
    "10-31 08:30 urgent: liaison3 liaison4 unit_head3 unit_head4",
    "11-01 08:30 digest: liaison liaison2 liaison3 unit_head unit_head2 unit_head3",
    "11-01 08:30 urgent: liaison unit_head",
    "11-04 08:30 digest: liaison4 unit_head4",
    "11-07 08:30 digest: liaison4",
];

struct Simulation {
    ledger: Ledger,
    /// Liaison officers by unit.
    officers: Vec<(&'static str, Actor)>,
    post: SmtpServer,
}

impl Simulation {
    async fn new(pool: PgPool) -> Self {
        let mut ledger = Ledger::open(pool).await;
        ledger.app.clock = Clock::fixed(at("09-12T09:00"));
        let mut officers = Vec::new();
        for unit in ["P-BB", "P-FGW", "P-CZT", "P-KJT"] {
            officers.push((unit, testing::person(&ledger.app, Role::Liaison, unit).await));
            testing::person(&ledger.app, Role::UnitHead, unit).await;
        }
        let addresses = "update people set email = account || '@example.org'";
        sqlx::query(addresses).execute(&ledger.app.db).await.unwrap();
        Self { ledger, officers, post: SmtpServer::start() }
    }

    fn mailer(&self) -> Mailer {
        Mail::new(self.post.url(), "督办台账 <duban@example.org>", "https://duban.example.org").unwrap().mailer()
    }

    async fn enter(&self) {
        let step = |title: &str, due: &str| WrittenMilestone {
            title: title.to_owned(),
            due: Some(day(due)),
            kind: DueKind::Fixed,
            due_text: String::new(),
        };
        let due = |due: &str| Some(day(due));
        let milestones = vec![step("摸底", "2016-09-30"), step("公布", "2016-10-10")];
        self.ledger.enter(&TaskContent { due: due("2016-10-14"), milestones, ..content(1) }).await;
        for (seq, lead, by) in [
            (2, "P-KJT", "2016-10-27"),
            (3, "P-CZT", "2016-10-28"),
            (4, "P-BB", "2016-10-12"),
            (5, "P-KJT", "2016-11-10"),
        ] {
            let alone = TaskContent { lead: lead.to_owned(), co_leads: vec![], participants: vec![], ..content(seq) };
            // A step that is due with the whole task: the unit is urged once.
            let milestones = if seq == 3 { vec![step("验收", by)] } else { Vec::new() };
            self.ledger.enter(&TaskContent { due: due(by), milestones, ..alone }).await;
        }
        // Entered and never given to anybody.
        self.ledger.enter(&TaskContent { due: due("2016-09-13"), ..content(6) }).await;
        self.sql("update milestones set unit_id = (select id from units where code = 'P-FGW') where title = '公布'")
            .await;
    }

    async fn sql(&self, text: &'static str) {
        sqlx::query(text).execute(&self.ledger.app.db).await.unwrap();
    }

    async fn give(&self, app: &App, numbers: &[&str]) {
        let numbers = Dispatch { numbers: numbers.iter().map(ToString::to_string).collect(), ..Dispatch::default() };
        dispatch(&app.db, &testing::act(app, &self.ledger.registrar), CommandKey::new(), &numbers).await.unwrap();
    }

    async fn sign(&self, app: &App, unit: &str, number: &str) {
        let (_, officer) = self.officers.iter().find(|(code, _)| *code == unit).unwrap();
        let act = testing::act(app, officer);
        assert_eq!(sign(&app.db, &act, CommandKey::new(), &[number.to_owned()]).await, Ok(1));
    }

    /// What people do on this day, at ten o'clock.
    async fn happens(&self, today: NaiveDate) {
        let today = today.format("%m-%d").to_string();
        let app = &app_at(&self.ledger.app, &format!("{today}T10:00"));
        let office = testing::act(app, &self.ledger.registrar);
        let key = CommandKey::new();
        match today.as_str() {
            "09-12" => self.give(app, &["35-01", "35-03", "35-04", "35-05"]).await,
            "09-13" => {
                for (unit, number) in [("P-BB", "35-01"), ("P-CZT", "35-03"), ("P-BB", "35-04"), ("P-KJT", "35-05")] {
                    self.sign(app, unit, number).await;
                }
            }
            // On the last day.
            "09-14" => self.sign(app, "P-FGW", "35-01").await,
            "09-20" => self.sign(app, "P-CZT", "35-01").await,
            "09-26" => stop(&app.db, &office, key, "35-04", "机构调整").await.unwrap(),
            "09-29" => self.sql("update milestones set done_on = '2016-09-29' where title = '摸底'").await,
            "10-12" => self.sql("update tasks set current_due = '2016-10-31' where number = '35-01'").await,
            "10-17" => self.give(app, &["35-02"]).await,
            "10-18" => resume(&app.db, &office, key, "35-04", "调整完成").await.unwrap(),
            "10-20" => {
                self.sql("update milestones set done_on = '2016-10-20' where title = '公布'").await;
                self.sql("update tasks set state = 'closure_review' where number = '35-05'").await;
            }
            "11-03" => self.sql("update tasks set state = 'in_progress' where number = '35-05'").await,
            "11-09" => self.sql("update tasks set state = 'written_off' where number = '35-05'").await,
            _ => {}
        }
    }

    /// Two processes look at the same moment, and again; then mails go out, twice too.
    async fn look(&self, today: NaiveDate, time: &str) {
        let app = app_at(&self.ledger.app, &format!("{}T{time}", today.format("%m-%d")));
        let (one, two) = tokio::join!(jobs::round(&app), jobs::round(&app));
        one.and(two).unwrap();
        assert_eq!(jobs::round(&app).await, Ok(Some(0)), "{today} {time}: the round was done");
        let mailer = self.mailer();
        mail_jobs::round(&app, &mailer, &NoTextMessages).await.unwrap();
        assert_eq!(mail_jobs::round(&app, &mailer, &NoTextMessages).await, Ok(0));
    }

    /// Mails as they went out: time, kind, account.
    async fn mails(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', to_char(m.sent_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), m.kind, p.account)
             from mails m join people p on p.id = m.person_id order by m.sent_at, m.kind, p.account",
        )
        .fetch_all(&self.ledger.app.db)
        .await
        .unwrap()
    }
}

#[sqlx::test]
async fn sixty_days_bring_exactly_the_expected_urges_and_mails(pool: PgPool) {
    let simulation = Simulation::new(pool).await;
    simulation.enter().await;
    let first = day("2016-09-12");
    for today in first.iter_days().take(60) {
        let away = (day("2016-10-25")..=day("2016-10-29")).contains(&today);
        for time in TIMES {
            if time == "14:00" {
                simulation.happens(today).await;
            }
            if !away {
                simulation.look(today, time).await;
            }
        }
    }
    assert_eq!(first + Days::new(59), day("2016-11-10"), "the last day");
    assert_eq!(simulation.ledger.urged().await, URGES);
    let urged = simulation.ledger.verbs().await.iter().filter(|verb| *verb == "task.urged").count();
    assert_eq!(urged, URGES.len(), "one event each");
    mails_as_expected(&simulation).await;
}

/// Exactly these; digests at most one a person a day, by day and on working days; red slips at once to liaison officer and
/// head.
async fn mails_as_expected(simulation: &Simulation) {
    let mails = simulation.mails().await;
    assert_eq!(simulation.post.letters().len(), mails.len(), "each went out once");
    let mut letters: Vec<(String, Vec<&str>)> = Vec::new();
    for mail in &mails {
        let (letter, account) = mail.rsplit_once(' ').unwrap();
        match letters.last_mut() {
            Some((known, accounts)) if known == letter => accounts.push(account),
            _ => letters.push((letter.to_owned(), vec![account])),
        }
    }
    let letters: Vec<String> =
        letters.into_iter().map(|(letter, accounts)| format!("{letter}: {}", accounts.join(" "))).collect();
    assert_eq!(letters, MAILS);
    let mut digests: Vec<String> = mails
        .iter()
        .filter(|mail| mail.contains("digest"))
        .map(|mail| format!("{} {}", &mail[..5], mail.rsplit(' ').next().unwrap()))
        .collect();
    let all = digests.len();
    digests.dedup();
    assert_eq!(digests.len(), all, "one a day");
    assert!(
        mails.iter().all(|mail| mail[6..].starts_with("08:30") || mail[6..].starts_with("14:00 urgent")),
        "{mails:#?}"
    );
}
