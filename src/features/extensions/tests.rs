//! Extension requests, through the functions that pages and forms call.

mod reading;

use chrono::TimeDelta;
use sqlx::PgPool;

use super::{
    commands::{ask, confirm, decide, withdraw},
    inputs::{AskForm, DecideForm},
    model::{Decision, Stage},
    queries::{self, Request},
};
use crate::{
    features::tasks::{
        commands::{
            edit::edit,
            life::{
                dispatch::{Dispatch, dispatch},
                set_aside::stop,
            },
        },
        content::TaskContent,
        model::DueKind,
        tests::{Ledger, content, day},
    },
    server::{context::Act, state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::CommandKey,
        time,
    },
};

const TASK: &str = "35-01";

/// A dispatched task of 省编办, due on 30 November 2016, which is today; its people and the head of the office.
struct Case {
    ledger: Ledger,
    liaison: Actor,
    head: Actor,
    director: Actor,
}

impl Case {
    async fn new(pool: PgPool) -> Self {
        let ledger = Ledger::open(pool).await;
        ledger.enter(&content(1)).await;
        let wanted = Dispatch { numbers: vec![TASK.to_owned()], ..Dispatch::default() };
        dispatch(&ledger.app.db, &ledger.act(), CommandKey::new(), &wanted).await.unwrap();
        let liaison = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
        let head = testing::person(&ledger.app, Role::UnitHead, "P-BB").await;
        let director = testing::person(&ledger.app, Role::Director, "XTB").await;
        Self { ledger, liaison, head, director }
    }

    fn app(&self) -> &App {
        &self.ledger.app
    }

    fn act(&self, actor: &Actor) -> Act {
        testing::act(self.app(), actor)
    }

    async fn ask(&self, act: &Act, asked_due: &str) -> Result<(), AppError> {
        ask(&self.app().db, act, CommandKey::new(), TASK, &asking(asked_due)).await
    }

    async fn confirm(&self, act: &Act, asked_due: &str) -> Result<(), AppError> {
        let version = self.request().await.version;
        confirm(&self.app().db, act, CommandKey::new(), TASK, version, &asking(asked_due)).await
    }

    async fn decide(&self, act: &Act, form: &DecideForm) -> Result<(), AppError> {
        decide(&self.app().db, act, CommandKey::new(), TASK, self.request().await.version, form).await
    }

    /// The open request, else the newest one.
    async fn request(&self) -> Request {
        self.requests().await.swap_remove(0)
    }

    async fn requests(&self) -> Vec<Request> {
        let task = self.ledger.find(TASK).await.id;
        queries::of_task(&self.app().db, &self.director, task).await.unwrap()
    }

    /// Verbs since the task was dispatched.
    async fn verbs(&self) -> Vec<String> {
        self.ledger.verbs().await.split_off(2)
    }
}

fn asking(asked_due: &str) -> AskForm {
    AskForm { cause: "部门会签未完成".into(), progress: "已完成初稿".into(), asked_due: asked_due.into() }
}

fn granting(day: &str) -> DecideForm {
    DecideForm { decision: "granted".into(), granted_due: day.into(), reason: "情况属实".into() }
}

fn refusing() -> DecideForm {
    DecideForm { decision: "refused".into(), granted_due: String::new(), reason: "抓紧推进".into() }
}

fn refused(answer: Result<(), AppError>) {
    assert!(matches!(answer, Err(AppError::Refused(_))), "{answer:?}");
}

fn at_field(answer: Result<(), AppError>, field: &str) {
    assert!(answer.as_ref().unwrap_err().of_field(field).is_some(), "{field}: {answer:?}");
}

#[sqlx::test]
async fn the_liaison_drafts_the_head_confirms_and_the_director_grants(pool: PgPool) {
    let case = Case::new(pool).await;
    let before = case.ledger.find(TASK).await;
    case.ask(&case.act(&case.liaison), "2016-12-10").await.unwrap();
    let request = case.request().await;
    assert_eq!((request.stage, request.round, request.late), (Stage::ToConfirm, 1, false));
    refused(case.decide(&case.act(&case.director), &granting("2016-12-10")).await);
    case.confirm(&case.act(&case.head), "2016-12-15").await.unwrap();
    assert_eq!((case.request().await.stage, case.request().await.asked_due), (Stage::ToDecide, day("2016-12-15")));
    // Another date than the asked one.
    case.decide(&case.act(&case.director), &granting("2016-12-12")).await.unwrap();
    let request = case.request().await;
    assert_eq!(request.stage, Stage::Decided(Decision::Granted));
    assert_eq!((request.due_then, request.granted_due), (day("2016-11-30"), Some(day("2016-12-12"))));
    let task = case.ledger.find(TASK).await;
    assert_eq!((task.due.original, task.due.current), (Some(day("2016-11-30")), Some(day("2016-12-12"))));
    assert_eq!(task.version, before.version + 1, "a form with the earlier date is not saved over it");
    assert_eq!(case.verbs().await, ["extension.asked", "extension.confirmed", "extension.decided"]);
}

#[sqlx::test]
async fn what_the_head_asks_needs_no_confirmation_and_a_refusal_moves_nothing(pool: PgPool) {
    let case = Case::new(pool).await;
    case.ask(&case.act(&case.head), "2016-12-15").await.unwrap();
    assert_eq!(case.request().await.stage, Stage::ToDecide);
    refused(case.confirm(&case.act(&case.head), "2016-12-15").await);
    case.decide(&case.act(&case.director), &refusing()).await.unwrap();
    let request = case.request().await;
    assert_eq!((request.stage, request.reason.as_str()), (Stage::Decided(Decision::Refused), "抓紧推进"));
    assert_eq!(case.ledger.find(TASK).await.due.current, Some(day("2016-11-30")));
    refused(case.decide(&case.act(&case.director), &granting("2016-12-15")).await);
}

#[sqlx::test]
async fn late_and_repeated_requests_and_dates_beyond_the_plan_are_marked(pool: PgPool) {
    let case = Case::new(pool).await;
    case.ask(&case.act(&case.head), "2016-12-15").await.unwrap();
    case.decide(&case.act(&case.director), &refusing()).await.unwrap();
    let late = testing::later(case.app(), TimeDelta::days(1));
    case.ask(&testing::act(&late, &case.head), "2016-12-20").await.unwrap();
    let request = case.request().await;
    assert_eq!((request.round, request.late, request.beyond_plan()), (2, true, false));
    let version = request.version;
    withdraw(&late.db, &testing::act(&late, &case.liaison), CommandKey::new(), TASK, version).await.unwrap();
    case.ask(&testing::act(&late, &case.liaison), "2016-12-21").await.unwrap();
    let request = case.request().await;
    assert_eq!((request.round, request.beyond_plan()), (2, true), "a withdrawn one does not count");
    case.confirm(&testing::act(&late, &case.head), "2016-12-21").await.unwrap();
    case.decide(&testing::act(&late, &case.director), &granting("2016-12-21")).await.unwrap();
    assert_eq!(case.ledger.find(TASK).await.due.current, Some(day("2016-12-21")), "the office may");
}

#[sqlx::test]
async fn a_draft_is_as_late_as_its_confirmation(pool: PgPool) {
    let case = Case::new(pool).await;
    case.ask(&case.act(&case.liaison), "2016-12-15").await.unwrap();
    assert!(!case.request().await.late);
    let late = testing::later(case.app(), TimeDelta::days(1));
    case.confirm(&testing::act(&late, &case.head), "2016-12-15").await.unwrap();
    assert!(case.request().await.late);
}

#[sqlx::test]
async fn there_is_one_open_request_and_the_same_twice_is_one(pool: PgPool) {
    let case = Case::new(pool).await;
    let (key, act) = (CommandKey::new(), case.act(&case.liaison));
    let (db, form) = (&case.app().db, asking("2016-12-15"));
    let (first, again) = tokio::join!(ask(db, &act, key, TASK, &form), ask(db, &act, key, TASK, &form));
    assert_eq!((first, again), (Ok(()), Ok(())));
    refused(case.ask(&act, "2016-12-16").await);
    refused(case.ask(&case.act(&case.head), "2016-12-16").await);
    let (key, head) = (CommandKey::new(), case.act(&case.head));
    for _ in 0..2 {
        confirm(db, &head, key, TASK, 1, &form).await.unwrap();
    }
    let (key, director) = (CommandKey::new(), case.act(&case.director));
    for _ in 0..2 {
        decide(db, &director, key, TASK, 2, &granting("2016-12-15")).await.unwrap();
    }
    assert_eq!(case.requests().await.len(), 1);
    assert_eq!(case.verbs().await, ["extension.asked", "extension.confirmed", "extension.decided"]);
}

#[sqlx::test]
async fn two_people_at_once_do_not_overrule_each_other(pool: PgPool) {
    let case = Case::new(pool).await;
    case.ask(&case.act(&case.liaison), "2016-12-15").await.unwrap();
    let db = &case.app().db;
    let old = case.request().await.version;
    case.confirm(&case.act(&case.head), "2016-12-14").await.unwrap();
    let key = CommandKey::new;
    // The liaison takes back what the head has just sent: not what was on the page.
    assert_eq!(withdraw(db, &case.act(&case.liaison), key(), TASK, old).await, Err(AppError::Conflict));
    let again = confirm(db, &case.act(&case.head), key(), TASK, old, &asking("2016-12-15")).await;
    assert_eq!(again, Err(AppError::Conflict));
    let stale = decide(db, &case.act(&case.director), key(), TASK, old, &granting("2016-12-15")).await;
    assert_eq!(stale, Err(AppError::Conflict));
    let one = case.request().await;
    withdraw(db, &case.act(&case.liaison), key(), TASK, one.version).await.unwrap();
    refused(decide(db, &case.act(&case.director), key(), TASK, one.version, &granting("2016-12-15")).await);
    refused(withdraw(db, &case.act(&case.liaison), key(), TASK, one.version).await);
    assert_eq!(case.verbs().await, ["extension.asked", "extension.confirmed", "extension.withdrawn"]);
}

#[sqlx::test]
async fn nobody_else_asks_confirms_or_decides(pool: PgPool) {
    let case = Case::new(pool).await;
    let db = &case.app().db;
    let key = CommandKey::new;
    case.ask(&case.act(&case.liaison), "2016-12-15").await.unwrap();
    for role in Role::ALL {
        // Of the co-lead for the unit's roles, of the office for the others.
        let act = case.act(&testing::person(case.app(), role, "P-FGW").await);
        assert_eq!(case.ask(&act, "2016-12-15").await, Err(AppError::NotFound), "{role:?}");
        assert_eq!(case.confirm(&act, "2016-12-15").await, Err(AppError::NotFound), "{role:?}");
        assert_eq!(withdraw(db, &act, key(), TASK, 1).await, Err(AppError::NotFound), "{role:?}");
        if role != Role::Director {
            assert_eq!(case.decide(&act, &refusing()).await, Err(AppError::NotFound), "{role:?}");
        }
        let own = case.act(&testing::person(case.app(), role, "P-BB").await);
        if role != Role::UnitHead {
            assert_eq!(case.confirm(&own, "2016-12-15").await, Err(AppError::NotFound), "{role:?}");
        }
    }
    assert_eq!(case.verbs().await, ["extension.asked"]);
}

#[sqlx::test]
async fn only_a_fixed_date_that_is_worked_towards_is_moved(pool: PgPool) {
    let case = Case::new(pool).await;
    let db = &case.app().db;
    at_field(case.ask(&case.act(&case.liaison), "2016-11-30").await, "asked_due");
    let empty = ask(db, &case.act(&case.liaison), CommandKey::new(), TASK, &AskForm::default()).await;
    at_field(empty.clone(), "cause");
    at_field(empty, "progress");
    case.ask(&case.act(&case.head), "2016-12-15").await.unwrap();
    at_field(case.decide(&case.act(&case.director), &DecideForm::default()).await, "decision");
    at_field(case.decide(&case.act(&case.director), &granting("2016-11-29")).await, "granted_due");
    stop(db, &case.ledger.act(), CommandKey::new(), TASK, "并入其他工作").await.unwrap();
    refused(case.decide(&case.act(&case.director), &granting("2016-12-15")).await);
    case.decide(&case.act(&case.director), &refusing()).await.unwrap();
    refused(case.ask(&case.act(&case.liaison), "2016-12-15").await);
    let ongoing = TaskContent { deadline_kind: DueKind::Ongoing, due: None, ..content(1) };
    let version = case.ledger.find(TASK).await.version;
    edit(db, &case.ledger.act(), CommandKey::new(), TASK, version, &ongoing).await.unwrap();
    refused(case.ask(&case.act(&case.liaison), "2016-12-15").await);
}
