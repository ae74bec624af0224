//! Receipt and reply, what waits for whom, and the rounds of the ladder beside the sixty days.

use sqlx::PgPool;

use super::*;
use crate::{
    features::{
        tasks::tests::{at_field, day},
        urging::{
            commands::reply::{receive, reply},
            model::{Level, Standing},
            queries::{
                list::{Filter, list},
                of_task::{Rung, of_task},
                waiting::{count, waiting},
            },
        },
    },
    server::testing,
    shared::{
        actor::{Actor, Role},
        error::AppError,
    },
};

/// 35-01 is due on 30 November: on 1 December it is late.
async fn late(pool: PgPool) -> (Ledger, Actor) {
    let ledger = Ledger::open(pool).await;
    let officer = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    ledger.given(1).await;
    (ledger, officer)
}

async fn standing(ledger: &Ledger, actor: &Actor) -> Vec<(Level, Standing)> {
    let found = list(&ledger.app.db, actor, Filter::default()).await.unwrap();
    found.lines.iter().map(|line| (line.level, line.standing)).collect()
}

/// How many items wait: to be answered, unanswered.
async fn waits(ledger: &Ledger, actor: &Actor, today: &str) -> (usize, usize) {
    let waiting = waiting(&ledger.app.db, actor, day(today)).await.unwrap();
    let both = (waiting.to_answer.len(), waiting.unanswered.len());
    assert_eq!(count(&ledger.app.db, actor, day(today)).await, Ok((both.0 + both.1) as i64));
    both
}

#[sqlx::test]
async fn a_unit_receives_and_replies_and_the_office_is_told(pool: PgPool) {
    let (ledger, officer) = late(pool).await;
    assert_eq!(ledger.looks("12-01T08:30").await, 1);
    assert_eq!(ledger.told("deadline_urged_red").await, ["liaison"]);
    let (app, urge) = (&app_at(&ledger.app, "12-01T10:00"), ledger.urge_of("P-BB").await);
    let act = testing::act(app, &officer);
    assert_eq!(waits(&ledger, &officer, "2016-12-01").await, (1, 0));
    assert_eq!(standing(&ledger, &officer).await, [(Level::Red, Standing::Sent)]);
    assert_eq!((receive(&app.db, &act, urge).await, receive(&app.db, &act, urge).await), (Ok(()), Ok(())));
    assert_eq!(standing(&ledger, &officer).await, [(Level::Red, Standing::Received)]);
    // The limit is the sixth, three working days on.
    assert_eq!(waits(&ledger, &ledger.registrar, "2016-12-06").await, (0, 0));
    assert_eq!(waits(&ledger, &ledger.registrar, "2016-12-07").await, (0, 1));
    at_field(reply(&app.db, &act, CommandKey::new(), urge, " ").await, "reply");
    let key = CommandKey::new();
    assert_eq!(reply(&app.db, &act, key, urge, "已报省政府").await, Ok(()));
    assert_eq!(reply(&app.db, &act, key, urge, "已报省政府").await, Ok(()), "the same form again");
    assert!(matches!(reply(&app.db, &act, CommandKey::new(), urge, "再报").await, Err(AppError::Refused(_))));
    assert_eq!(standing(&ledger, &ledger.registrar).await, [(Level::Red, Standing::Replied)]);
    assert_eq!(ledger.told("urge_replied").await, ["registrar"]);
    assert_eq!(waits(&ledger, &ledger.registrar, "2016-12-07").await, (0, 0));
    assert_eq!(waits(&ledger, &officer, "2016-12-07").await, (0, 0));
    let verbs = ledger.verbs().await;
    assert_eq!(verbs[2..], ["task.urged", "task.urge_received", "task.urge_replied"]);
}

#[sqlx::test]
async fn only_the_unit_that_was_urged_answers(pool: PgPool) {
    let (ledger, _) = late(pool).await;
    ledger.looks("12-01T08:30").await;
    let urge = ledger.urge_of("P-BB").await;
    let reporter = testing::person(&ledger.app, Role::Reporter, "P-BB").await;
    let other = testing::person(&ledger.app, Role::Liaison, "P-CZT").await;
    for actor in [&ledger.registrar, &reporter, &other] {
        let act = testing::act(&ledger.app, actor);
        assert_eq!(receive(&ledger.app.db, &act, urge).await, Err(AppError::NotFound));
        let replied = reply(&ledger.app.db, &act, CommandKey::new(), urge, "好").await;
        assert_eq!(replied, Err(AppError::NotFound));
    }
    assert_eq!(standing(&ledger, &reporter).await.len(), 1, "who drafts for the unit reads along");
    assert_eq!(standing(&ledger, &other).await, [], "another unit of the same task does not");
    let nobody = testing::person(&ledger.app, Role::SysAdmin, "XTB").await;
    assert_eq!(list(&ledger.app.db, &nobody, Filter::default()).await.err(), Some(AppError::NotFound));
}

#[sqlx::test]
async fn what_is_done_or_moved_settles_and_what_rose_is_followed(pool: PgPool) {
    let (ledger, officer) = late(pool).await;
    let sql = |text: &'static str| sqlx::query(text).execute(&ledger.app.db);
    // Yellow on the day it is given, red when it is late.
    assert_eq!(ledger.looks("11-30T09:00").await, 1);
    assert_eq!(ledger.looks("12-01T08:30").await, 1);
    let followed = (Level::Yellow, Standing::Followed);
    assert_eq!(standing(&ledger, &officer).await, [(Level::Red, Standing::Sent), followed]);
    assert_eq!(waits(&ledger, &officer, "2016-12-01").await, (1, 0));
    sql("update tasks set current_due = '2016-12-30'").await.unwrap();
    assert_eq!(standing(&ledger, &officer).await, [(Level::Red, Standing::Settled), followed]);
    assert_eq!(waits(&ledger, &officer, "2016-12-01").await, (0, 0));
    // The new date is a new matter; its ladder says what comes.
    let task = ledger.find("35-01").await.id;
    let seen = of_task(&ledger.app.db, &officer, task, day("2016-12-01")).await.unwrap();
    let of_deadline = seen.ladders.last().unwrap();
    assert_eq!(of_deadline.rungs[0], (Level::Blue, Rung::Next(day("2016-12-16"))));
    assert_eq!(ledger.looks("12-15T23:00").await, 3, "nobody signed: the three units are reminded");
    assert_eq!(ledger.looks("12-16T08:30").await, 1);
    assert_eq!(ledger.told("sign_overdue").await, ["liaison", "registrar", "registrar", "registrar"]);
}

#[sqlx::test]
async fn a_sample_that_stands_still_is_served_once(pool: PgPool) {
    let (ledger, _) = late(pool).await;
    let held = |time: &str| {
        let clock = Clock::fixed(at(time)).with_day(Some(day("2016-12-01")));
        let app = App { clock, ..ledger.app.clone() };
        async move { jobs::round(&app).await }
    };
    // A Sunday night by the machine, a Thursday at the office.
    assert_eq!(held("12-04T03:00").await, Ok(Some(1)));
    assert_eq!(held("12-20T09:00").await, Ok(Some(0)), "nothing new");
}

#[sqlx::test]
async fn where_there_is_no_liaison_officer_the_head_is_told(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    testing::person(&ledger.app, Role::UnitHead, "P-BB").await;
    ledger.given(1).await;
    assert_eq!(ledger.looks("11-30T09:00").await, 1);
    assert_eq!(ledger.told("deadline_urged_yellow").await, ["unit_head"]);
}

#[sqlx::test]
async fn a_unit_that_gave_its_part_back_is_left_in_peace(pool: PgPool) {
    let (ledger, _) = late(pool).await;
    let sql = "update assignments set returned_at = given_at, returned_by = $1, return_reason = '不涉及'
               where unit_id = (select id from units where code = 'P-CZT')";
    sqlx::query(sql).bind(ledger.registrar.person.0).execute(&ledger.app.db).await.unwrap();
    ledger.looks("12-06T08:30").await;
    let units: Vec<String> = ledger.urged().await.iter().map(|urge| urge[12..].to_owned()).collect();
    let wanted = ["P-BB red 35-01 due", "P-FGW remind 35-01 sign", "P-BB remind 35-01 sign"];
    assert!(units.len() == 3 && wanted.iter().all(|wanted| units.iter().any(|urge| urge == wanted)), "{units:?}");
}

#[sqlx::test]
async fn all_that_waits_is_listed_and_counted(pool: PgPool) {
    let (ledger, officer) = late(pool).await;
    for seq in 2..=60 {
        ledger.given(seq).await;
    }
    assert_eq!(ledger.looks("12-01T08:30").await, 60);
    assert_eq!(waits(&ledger, &officer, "2016-12-01").await, (60, 0));
    assert_eq!(waits(&ledger, &ledger.registrar, "2016-12-07").await, (0, 60));
}
