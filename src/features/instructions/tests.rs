//! Instructions, through the functions that pages and forms call.

mod reading;

use chrono::TimeDelta;
use sqlx::PgPool;

use super::{
    commands::{answer, give, note},
    inputs::GiveForm,
    model::Stage,
    queries::{self, Instruction},
};
use crate::{
    features::tasks::{
        commands::life::{
            dispatch::{Dispatch, dispatch},
            set_aside::stop,
        },
        tests::{Ledger, content, day},
    },
    server::{context::Act, state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::{CommandKey, InstructionId, PersonId},
    },
};

const TASK: &str = "35-01";

/// A dispatched task of 省编办, its liaison officer, and a leader.
struct Case {
    ledger: Ledger,
    liaison: Actor,
    leader: Actor,
}

impl Case {
    async fn new(pool: PgPool) -> Self {
        let ledger = Ledger::open(pool).await;
        ledger.enter(&content(1)).await;
        ledger.enter(&content(2)).await;
        let wanted = Dispatch { numbers: vec![TASK.to_owned()], ..Dispatch::default() };
        dispatch(&ledger.app.db, &ledger.act(), CommandKey::new(), &wanted).await.unwrap();
        let liaison = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
        let leader = testing::person(&ledger.app, Role::Leader, "XTB").await;
        Self { ledger, liaison, leader }
    }

    fn app(&self) -> &App {
        &self.ledger.app
    }

    fn act(&self, actor: &Actor) -> Act {
        testing::act(self.app(), actor)
    }

    async fn give(&self, act: &Act, form: &GiveForm) -> Result<InstructionId, AppError> {
        give(&self.app().db, act, CommandKey::new(), TASK, form).await
    }

    /// The leader gives one.
    async fn given(&self) -> InstructionId {
        self.give(&self.act(&self.leader), &saying("请抓紧")).await.unwrap()
    }

    async fn answer(&self, act: &Act, id: InstructionId) -> Result<(), AppError> {
        answer(&self.app().db, act, CommandKey::new(), id, "已落实").await
    }

    async fn note(&self, act: &Act, id: InstructionId, reason: &str) -> Result<(), AppError> {
        let version = self.find(id).await.version;
        note(&self.app().db, act, CommandKey::new(), id, version, reason).await
    }

    async fn find(&self, id: InstructionId) -> Instruction {
        queries::find(&self.app().db, &self.leader, id).await.unwrap()
    }

    /// Verbs since the task was dispatched.
    async fn verbs(&self) -> Vec<String> {
        self.ledger.verbs().await.split_off(3)
    }
}

fn saying(text: &str) -> GiveForm {
    GiveForm { text: text.into(), reply_due: "2016-12-07".into(), ..GiveForm::default() }
}

fn sorted(mut people: Vec<PersonId>) -> Vec<PersonId> {
    people.sort_unstable();
    people
}

fn refused<T: std::fmt::Debug>(answer: Result<T, AppError>) {
    assert!(matches!(answer, Err(AppError::Refused(_))), "{answer:?}");
}

fn at_field<T: std::fmt::Debug>(answer: Result<T, AppError>, field: &str) {
    assert!(answer.as_ref().unwrap_err().of_field(field).is_some(), "{field}: {answer:?}");
}

#[sqlx::test]
async fn a_leader_instructs_the_lead_answers_and_the_leader_takes_note(pool: PgPool) {
    let case = Case::new(pool).await;
    let id = case.given().await;
    let found = case.find(id).await;
    assert_eq!((found.stage, found.entered_by, found.given_on), (Stage::Waiting, None, day("2016-11-30")));
    case.answer(&case.act(&case.liaison), id).await.unwrap();
    let found = case.find(id).await;
    assert_eq!((found.stage, found.replies[0].late), (Stage::Answered, false));
    case.note(&case.act(&case.leader), id, "").await.unwrap();
    assert_eq!(case.find(id).await.stage, Stage::Closed);
    refused(case.answer(&case.act(&case.liaison), id).await);
    refused(case.note(&case.act(&case.leader), id, "").await);
    assert_eq!(case.verbs().await, ["instruction.given", "instruction.answered", "instruction.noted"]);
}

#[sqlx::test]
async fn a_reply_is_late_from_the_day_after(pool: PgPool) {
    let case = Case::new(pool).await;
    let id = case.given().await;
    for (days, late) in [(7, false), (8, true)] {
        let then = testing::later(case.app(), TimeDelta::days(days));
        case.answer(&testing::act(&then, &case.liaison), id).await.unwrap();
        assert_eq!(case.find(id).await.replies.last().unwrap().late, late, "{days}");
    }
    let usual = queries::usual_reply_due(&case.app().db, day("2016-11-30")).await.unwrap();
    assert_eq!(usual, day("2016-12-07"), "five working days after a Wednesday");
}

#[sqlx::test]
async fn asking_back_closes_the_answered_one_and_follows_it(pool: PgPool) {
    let case = Case::new(pool).await;
    let first = case.given().await;
    let back = |follows: InstructionId| GiveForm { follows: follows.to_string(), ..saying("还差哪些单位") };
    let leader = case.act(&case.leader);
    refused(case.give(&leader, &back(first)).await);
    case.answer(&case.act(&case.liaison), first).await.unwrap();
    let other = case.act(&testing::person(case.app(), Role::Leader, "XTB").await);
    assert_eq!(case.give(&other, &back(first)).await, Err(AppError::NotFound), "another leader's");
    let second = case.give(&leader, &back(first)).await.unwrap();
    assert_eq!(case.find(first).await.stage, Stage::Closed);
    assert_eq!(case.find(second).await.follows.as_deref(), Some("请抓紧"));
    refused(case.give(&leader, &back(first)).await);
    assert_eq!(case.verbs().await, ["instruction.given", "instruction.answered", "instruction.given"]);
}

#[sqlx::test]
async fn the_office_enters_paper_and_closes_with_a_reason(pool: PgPool) {
    let case = Case::new(pool).await;
    let office = case.ledger.act();
    at_field(case.give(&office, &saying("请抓紧")).await, "leader");
    let paper = |leader: &Actor| GiveForm {
        leader: leader.person.to_string(),
        given_on: "2016-11-28".into(),
        ..saying("请抓紧")
    };
    at_field(case.give(&office, &paper(&case.liaison)).await, "leader");
    let id = case.give(&office, &paper(&case.leader)).await.unwrap();
    let found = case.find(id).await;
    assert_eq!((found.leader, found.given_on), (case.leader.person, day("2016-11-28")));
    assert_eq!(found.entered_by, Some(office.actor.name.clone()));
    case.answer(&case.act(&case.liaison), id).await.unwrap();
    at_field(case.note(&office, id, " ").await, "reason");
    case.note(&office, id, "领导已阅").await.unwrap();
    let closed = case.find(id).await;
    assert_eq!((closed.stage, closed.close_reason.as_str()), (Stage::Closed, "领导已阅"));
    // A leader cannot speak for another one.
    let other = testing::person(case.app(), Role::Leader, "XTB").await;
    assert_eq!(case.give(&case.act(&other), &paper(&case.leader)).await, Err(AppError::NotFound));
}

#[sqlx::test]
async fn without_a_reply_even_the_leader_says_why_it_is_closed(pool: PgPool) {
    let case = Case::new(pool).await;
    let id = case.given().await;
    at_field(case.note(&case.act(&case.leader), id, "").await, "reason");
    case.note(&case.act(&case.leader), id, "会上已说明").await.unwrap();
    assert_eq!(case.find(id).await.stage, Stage::Closed);
}

#[sqlx::test]
async fn the_same_twice_is_one_and_what_changed_meanwhile_is_seen_first(pool: PgPool) {
    let case = Case::new(pool).await;
    let (db, leader, liaison) = (&case.app().db, case.act(&case.leader), case.act(&case.liaison));
    let (key, form) = (CommandKey::new(), saying("请抓紧"));
    let (first, again) = tokio::join!(give(db, &leader, key, TASK, &form), give(db, &leader, key, TASK, &form));
    let id = first.clone().unwrap();
    assert_eq!(first, again);
    let stale = case.find(id).await.version;
    let key = CommandKey::new();
    for _ in 0..2 {
        answer(db, &liaison, key, id, "已落实").await.unwrap();
    }
    assert_eq!(case.find(id).await.replies.len(), 1);
    assert_eq!(note(db, &leader, CommandKey::new(), id, stale, "已阅").await, Err(AppError::Conflict));
    let (key, version) = (CommandKey::new(), case.find(id).await.version);
    for _ in 0..2 {
        note(db, &leader, key, id, version, "").await.unwrap();
    }
    assert_eq!(case.verbs().await, ["instruction.given", "instruction.answered", "instruction.noted"]);
}

#[sqlx::test]
async fn what_is_missing_is_said_and_nobody_works_on_it_is_refused(pool: PgPool) {
    let case = Case::new(pool).await;
    let (db, leader) = (&case.app().db, case.act(&case.leader));
    at_field(case.give(&leader, &GiveForm::default()).await, "text");
    at_field(case.give(&leader, &GiveForm { reply_due: "2016-11-29".into(), ..saying("x") }).await, "reply_due");
    refused(give(db, &leader, CommandKey::new(), "35-02", &saying("请抓紧")).await);
    assert_eq!(give(db, &leader, CommandKey::new(), "35-99", &saying("x")).await, Err(AppError::NotFound));
    let id = case.given().await;
    at_field(answer(db, &case.act(&case.liaison), CommandKey::new(), id, " ").await, "reply");
    stop(db, &case.ledger.act(), CommandKey::new(), TASK, "并入其他工作").await.unwrap();
    refused(case.give(&leader, &saying("请抓紧")).await);
    case.answer(&case.act(&case.liaison), id).await.unwrap();
}

#[sqlx::test]
async fn nobody_else_gives_answers_or_closes(pool: PgPool) {
    let case = Case::new(pool).await;
    let id = case.given().await;
    for role in Role::ALL {
        let act = case.act(&testing::person(case.app(), role, "P-FGW").await);
        if ![Role::Leader, Role::Registrar, Role::Director].contains(&role) {
            assert_eq!(case.give(&act, &saying("x")).await, Err(AppError::NotFound), "{role:?}");
        }
        assert_eq!(case.answer(&act, id).await, Err(AppError::NotFound), "{role:?}: a co-lead does not answer");
        if ![Role::Registrar, Role::Director].contains(&role) {
            assert_eq!(case.note(&act, id, "已阅").await, Err(AppError::NotFound), "{role:?}");
        }
        let own = case.act(&testing::person(case.app(), role, "P-BB").await);
        if ![Role::UnitHead, Role::Liaison].contains(&role) {
            assert_eq!(case.answer(&own, id).await, Err(AppError::NotFound), "{role:?}");
        }
    }
    assert_eq!(case.verbs().await, ["instruction.given"]);
    let stranger = testing::person(case.app(), Role::Liaison, "P-KJT").await;
    assert_eq!(queries::find(&case.app().db, &stranger, id).await.unwrap_err(), AppError::NotFound);
}
