//! A task's life before closure, through its commands.

use chrono::TimeDelta;
use sqlx::PgPool;

use super::{Ledger, at_field, class, content, day, full};
use crate::{
    features::tasks::{
        commands::{
            edit::edit,
            life::{
                REASON,
                dispatch::{Dispatch, dispatch},
                give_back::{give_again, give_back},
                set_aside::{merge, resume, stop},
                sign::sign,
            },
        },
        content::TaskContent,
        model::State,
        queries::life::{self, Assignment},
    },
    server::{context::Act, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::CommandKey,
    },
};

fn wanted(numbers: &[&str]) -> Dispatch {
    Dispatch { numbers: numbers.iter().map(|number| (*number).to_owned()).collect(), ..Dispatch::default() }
}

impl Ledger {
    async fn give(&self, numbers: &[&str]) -> Result<usize, AppError> {
        dispatch(&self.app.db, &self.act(), CommandKey::new(), &wanted(numbers)).await
    }

    async fn officer(&self, unit: &str) -> Act {
        testing::act(&self.app, &testing::person(&self.app, Role::Liaison, unit).await)
    }

    async fn sign(&self, act: &Act, numbers: &[&str]) -> Result<usize, AppError> {
        sign(&self.app.db, act, CommandKey::new(), &wanted(numbers).numbers).await
    }

    async fn state(&self, number: &str) -> State {
        self.find(number).await.state
    }

    /// The unit's part in the dispatch in force.
    async fn part(&self, number: &str, unit: &str) -> Option<Assignment> {
        let parts = life::assignments(&self.app.db, self.find(number).await.id).await.unwrap();
        parts.into_iter().find(|part| part.unit_code == unit)
    }

    async fn reasons(&self, number: &str) -> Vec<(String, String, String)> {
        sqlx::query_as("select step, to_state, reason from life_steps where task_id = $1 order by at, id")
            .bind(self.find(number).await.id.0)
            .fetch_all(&self.app.db)
            .await
            .unwrap()
    }
}

#[sqlx::test]
async fn each_unit_signs_for_itself_and_the_lead_moves_the_task_on(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    assert_eq!(ledger.give(&[&number]).await, Ok(1));
    assert_eq!(ledger.state(&number).await, State::Dispatched);
    let part = ledger.part(&number, "P-CZT").await.unwrap();
    // Given on Wednesday: to be signed for by Friday.
    assert_eq!((part.sign_by, part.waits()), (day("2016-12-02"), true));
    let participant = ledger.officer("P-CZT").await;
    assert_eq!(ledger.sign(&participant, &[&number]).await, Ok(1));
    assert_eq!((ledger.state(&number).await, ledger.verbs().await.len()), (State::Dispatched, 3));
    let lead = ledger.officer("P-BB").await;
    assert_eq!(ledger.sign(&lead, &[&number]).await, Ok(1));
    assert_eq!(ledger.state(&number).await, State::Signed);
    assert_eq!(ledger.sign(&lead, &[&number]).await, Ok(0), "signed for already");
    let signed = ledger.part(&number, "P-BB").await.unwrap().signed.unwrap();
    assert_eq!(signed, (ledger.app.clock.now(), lead.actor.name.clone()));
    assert!(ledger.part(&number, "P-FGW").await.unwrap().waits());
    assert_eq!(ledger.verbs().await, ["task.created", "task.dispatched", "task.signed", "task.signed"]);
}

#[sqlx::test]
async fn a_new_first_lead_that_has_signed_before_has_signed(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    ledger.give(&[&number]).await.unwrap();
    let version = ledger.find(&number).await.version;
    ledger.sign(&ledger.officer("P-CZT").await, &[&number]).await.unwrap();
    assert_eq!(ledger.state(&number).await, State::Dispatched);
    let other = TaskContent { lead: "P-FGW".into(), co_leads: vec!["P-BB".into()], ..content(1) };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, version, &other).await.unwrap();
    assert_eq!(ledger.state(&number).await, State::Dispatched, "the new one has not signed either");
    let led = TaskContent { lead: "P-CZT".into(), participants: vec!["P-FGW".into()], ..other };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, version + 1, &led).await.unwrap();
    assert_eq!(ledger.state(&number).await, State::Signed);
    assert_eq!(ledger.reasons(&number).await.iter().filter(|(step, ..)| step == "sign").count(), 1);
}

#[sqlx::test]
async fn a_task_is_dispatched_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let (key, act, one) = (CommandKey::new(), ledger.act(), wanted(&[&number]));
    let (first, again) =
        tokio::join!(dispatch(&ledger.app.db, &act, key, &one), dispatch(&ledger.app.db, &act, key, &one));
    assert_eq!((first, again), (Ok(1), Ok(1)));
    assert!(matches!(ledger.give(&[&number]).await, Err(AppError::Refused(_))));
    assert_eq!(ledger.verbs().await, ["task.created", "task.dispatched"]);
    at_field(ledger.give(&[]).await, "numbers");
    assert_eq!(ledger.give(&["35-99"]).await, Err(AppError::NotFound));
}

#[sqlx::test]
async fn nothing_is_given_without_exactly_one_first_lead(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let set = async |role: &str| {
        let change = sqlx::query("update task_units set role = $1 where role in ('lead', 'co_lead')").bind(role);
        change.execute(&ledger.app.db).await
    };
    set("co_lead").await.unwrap();
    at_field(ledger.give(&[&number]).await, "numbers");
    assert_eq!((ledger.state(&number).await, ledger.verbs().await.len()), (State::Registered, 1));
    assert!(set("lead").await.is_err(), "the database knows no task with two");
}

#[sqlx::test]
async fn two_working_days_to_sign_pass_over_holidays_and_worked_weekends(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    // 国庆 is from the 1st to the 7th; the 8th and 9th, a weekend, are worked. 2016-11-30 less 61 days is 30 September.
    for (seq, days, sign_by) in
        [(1, 61, "2016-10-09"), (2, 58, "2016-10-09"), (3, 53, "2016-10-10"), (4, 47, "2016-10-18")]
    {
        let number = ledger.enter(&content(seq)).await;
        let app = testing::later(&ledger.app, TimeDelta::days(-days));
        let act = testing::act(&app, &ledger.registrar);
        dispatch(&app.db, &act, CommandKey::new(), &wanted(&[&number])).await.unwrap();
        assert_eq!(ledger.part(&number, "P-BB").await.unwrap().sign_by, day(sign_by), "{days} days before");
    }
}

#[sqlx::test]
async fn open_classes_become_named_units_and_stay_through_edits(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let written = TaskContent { classes: vec![class("RELATED_ALL", "各有关部门（单位）")], ..content(1) };
    let number = ledger.enter(&written).await;
    at_field(ledger.give(&[&number]).await, "class-RELATED_ALL");
    assert_eq!((ledger.state(&number).await, ledger.verbs().await.len()), (State::Registered, 1), "all or nothing");
    let named = |unit: &str| Dispatch { named: vec![("RELATED_ALL".into(), unit.into())], ..wanted(&["35-01"]) };
    let give = |wanted: Dispatch| {
        let (db, act) = (ledger.app.db.clone(), ledger.act());
        async move { dispatch(&db, &act, CommandKey::new(), &wanted).await }
    };
    at_field(give(named("P-NOT")).await, "numbers");
    assert_eq!(give(named("P-KJT")).await, Ok(1));
    let task = ledger.find(&number).await;
    let part = task.parts.iter().find(|part| part.unit_code == "P-KJT").unwrap();
    assert_eq!(part.class_code.as_deref(), Some("RELATED_ALL"));
    assert!(ledger.part(&number, "P-KJT").await.unwrap().waits());
    // What the office writes about the task is as it was: an export and a re-import find nothing to change.
    assert_eq!(TaskContent::from(&task), written);
    let renamed = TaskContent { title: "改名".into(), ..written.clone() };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 1, &renamed).await.unwrap();
    assert!(ledger.part(&number, "P-KJT").await.is_some());
    let without = TaskContent { classes: Vec::new(), ..renamed };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 2, &without).await.unwrap();
    assert!(ledger.part(&number, "P-KJT").await.is_none());
}

#[sqlx::test]
async fn words_without_a_unit_stand_in_the_way(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&full(1)).await;
    let error = ledger.give(&[&number]).await.unwrap_err();
    assert!(error.of_field("numbers").unwrap().contains("吉林某公司"), "{error:?}");
    assert!(error.of_field("class-RELATED_ALL").is_some());
}

#[sqlx::test]
async fn who_gets_a_part_later_is_given_the_task_and_who_loses_it_is_rid_of_it(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    ledger.give(&[&number]).await.unwrap();
    ledger.sign(&ledger.officer("P-FGW").await, &[&number]).await.unwrap();
    let changed = TaskContent { participants: vec!["P-KJT".into()], ..content(1) };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 1, &changed).await.unwrap();
    assert!(ledger.part(&number, "P-KJT").await.unwrap().waits());
    assert!(ledger.part(&number, "P-CZT").await.is_none());
    assert!(ledger.part(&number, "P-FGW").await.unwrap().signed.is_some(), "stays signed for");
}

#[sqlx::test]
async fn the_lead_gives_the_whole_task_back_others_only_their_part(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    ledger.give(&[&number]).await.unwrap();
    let (lead, participant) = (ledger.officer("P-BB").await, ledger.officer("P-CZT").await);
    let db = &ledger.app.db;
    at_field(give_back(db, &participant, CommandKey::new(), &number, "  ").await, "reason");
    let key = CommandKey::new();
    for _ in 0..2 {
        give_back(db, &participant, key, &number, "不涉及").await.unwrap();
    }
    assert_eq!(ledger.state(&number).await, State::Dispatched);
    let part = ledger.part(&number, "P-CZT").await.unwrap();
    assert_eq!(part.returned, Some((ledger.app.clock.now(), "不涉及".to_owned())));
    let answer = ledger.sign(&participant, &[&number]).await;
    assert!(matches!(answer, Err(AppError::Refused(_))), "{answer:?}");
    assert_eq!(give_again_as(&ledger, &participant, &number).await, Err(AppError::NotFound), "only the office");
    for _ in 0..2 {
        give_again_as(&ledger, &ledger.act(), &number).await.unwrap();
    }
    assert!(ledger.part(&number, "P-CZT").await.unwrap().waits());
    give_back(db, &lead, CommandKey::new(), &number, "应由省发改委牵头").await.unwrap();
    assert_eq!((ledger.state(&number).await, ledger.part(&number, "P-CZT").await), (State::Registered, None));
    assert_eq!(ledger.sign(&participant, &[&number]).await, Err(AppError::NotFound), "no longer in its hands");
    let steps = ledger.reasons(&number).await;
    assert_eq!(steps[1], ("give_back".into(), "registered".into(), "应由省发改委牵头".into()));
    assert_eq!(ledger.give(&[&number]).await, Ok(1));
    ledger.sign(&lead, &[&number]).await.unwrap();
    let late = give_back(db, &lead, CommandKey::new(), &number, "晚了").await;
    assert!(matches!(late, Err(AppError::Refused(_))), "signed for: {late:?}");
}

async fn give_again_as(ledger: &Ledger, act: &Act, number: &str) -> Result<(), AppError> {
    give_again(&ledger.app.db, act, CommandKey::new(), number, "P-CZT").await
}

#[sqlx::test]
async fn what_is_set_aside_can_be_taken_up_where_it_stood(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (one, other) = (ledger.enter(&content(1)).await, ledger.enter(&content(2)).await);
    ledger.give(&[&one]).await.unwrap();
    let db = &ledger.app.db;
    let key = CommandKey::new;
    at_field(stop(db, &ledger.act(), key(), &one, "\0 ").await, "reason");
    at_field(stop(db, &ledger.act(), key(), &one, &"长".repeat(REASON + 1)).await, "reason");
    // Browsers count a line's end as one character and send two.
    stop(db, &ledger.act(), key(), &one, &"行\r\n".repeat(REASON / 2)).await.unwrap();
    assert_eq!(ledger.state(&one).await, State::Stopped);
    let twice = stop(db, &ledger.act(), key(), &one, "再中止").await;
    assert!(matches!(twice, Err(AppError::Refused(_))), "{twice:?}");
    let later = testing::later(&ledger.app, TimeDelta::hours(1));
    resume(db, &testing::act(&later, &ledger.registrar), key(), &one, "恢复推进").await.unwrap();
    assert_eq!(ledger.state(&one).await, State::Dispatched);
    for wrong in ["35-99", &one, "", "\0"] {
        at_field(merge(db, &ledger.act(), key(), &one, wrong, "同一事项").await, "into");
    }
    let later = testing::later(&ledger.app, TimeDelta::hours(2));
    merge(db, &testing::act(&later, &ledger.registrar), key(), &one, &other, "同一事项").await.unwrap();
    let last = life::last_step(db, ledger.find(&one).await.id).await.unwrap().unwrap();
    assert_eq!(ledger.state(&one).await, State::Merged);
    assert_eq!((last.step.as_str(), last.into.as_deref()), ("merge", Some(other.as_str())));
    let into_set_aside = merge(db, &ledger.act(), key(), &other, &one, "同一事项").await;
    at_field(into_set_aside, "into");
    assert_eq!(ledger.verbs().await[3..], ["task.stopped", "task.resumed", "task.merged"]);
}

#[sqlx::test]
async fn what_is_set_aside_is_neither_signed_for_nor_given_back(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    ledger.give(&[&number]).await.unwrap();
    let (db, lead) = (&ledger.app.db, ledger.officer("P-BB").await);
    stop(db, &ledger.act(), CommandKey::new(), &number, "国家政策调整").await.unwrap();
    assert!(matches!(ledger.sign(&lead, &[&number]).await, Err(AppError::Refused(_))));
    let back = give_back(db, &lead, CommandKey::new(), &number, "应由省发改委牵头").await;
    assert!(matches!(back, Err(AppError::Refused(_))), "{back:?}");
    assert!(ledger.part(&number, "P-BB").await.unwrap().waits());
    resume(db, &ledger.act(), CommandKey::new(), &number, "恢复推进").await.unwrap();
    ledger.sign(&lead, &[&number]).await.unwrap();
    assert_eq!(ledger.state(&number).await, State::Signed);
}

#[sqlx::test]
async fn the_units_of_both_tasks_hear_of_a_merger(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (one, other) = (ledger.enter(&content(1)).await, ledger.enter(&content(2)).await);
    ledger.give(&[&one, &other]).await.unwrap();
    ledger.officer("P-BB").await;
    merge(&ledger.app.db, &ledger.act(), CommandKey::new(), &one, &other, "同一事项").await.unwrap();
    let topics = "select topic from notifications where topic in ('task_merged', 'task_takes_over') order by topic";
    let told: Vec<String> = sqlx::query_scalar(topics).fetch_all(&ledger.app.db).await.unwrap();
    assert_eq!(told, ["task_merged", "task_takes_over"]);
}

#[sqlx::test]
async fn only_the_office_directs_and_only_units_sign(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (number, given) = (ledger.enter(&content(1)).await, ledger.enter(&content(2)).await);
    ledger.give(&[&given]).await.unwrap();
    let before = ledger.verbs().await;
    for role in Role::ALL {
        let actor: Actor = testing::person(&ledger.app, role, "P-BB").await;
        let (db, act, key) = (&ledger.app.db, testing::act(&ledger.app, &actor), CommandKey::new);
        if ![Role::Registrar, Role::Director].contains(&role) {
            for refused in [
                dispatch(db, &act, key(), &wanted(&[&number])).await.map(drop),
                give_again(db, &act, key(), &given, "P-CZT").await,
                stop(db, &act, key(), &number, "理由").await,
                merge(db, &act, key(), &number, &given, "理由").await,
                resume(db, &act, key(), &number, "理由").await,
            ] {
                assert_eq!(refused, Err(AppError::NotFound), "{role:?}");
            }
        }
        if ![Role::UnitHead, Role::Liaison].contains(&role) {
            let given = [given.clone()];
            assert_eq!(sign(db, &act, key(), &given).await, Err(AppError::NotFound), "{role:?}");
            let back = give_back(db, &act, key(), &given[0], "理由").await;
            assert_eq!(back, Err(AppError::NotFound), "{role:?}");
        }
    }
    let stranger = ledger.officer("P-KJT").await;
    assert_eq!(ledger.sign(&stranger, &[&given]).await, Err(AppError::NotFound), "another unit's task");
    assert_eq!(ledger.verbs().await, before);
}
