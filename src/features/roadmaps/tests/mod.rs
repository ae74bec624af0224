//! Tests of roadmaps, through the functions that pages and forms call.

mod proposing;
mod refused;
mod reviewing;
mod waiting;

use std::collections::BTreeMap;

use sqlx::PgPool;

use super::{
    commands::{
        propose::{Proposal, Then, propose},
        review::{Review, review},
    },
    inputs::ReviewForm,
    model::{Line, Seen, Standing, Verdict},
    queries::{
        page,
        rounds::{self, Stored},
        standings::{self, UnitStanding},
    },
};
use crate::{
    features::tasks::{
        commands::life::{
            dispatch::{Dispatch, dispatch},
            sign::sign,
        },
        content::TaskContent,
        model::State,
        tests::{Ledger, content, day},
    },
    server::{context::Act, testing},
    shared::{actor::Role, error::AppError, ids::CommandKey},
};

/// A task that its lead 省编办 and its participant 省财政厅 signed for, with people of both.
struct Desk {
    ledger: Ledger,
    number: String,
    liaison: Act,
    head: Act,
    participant: Act,
    participant_head: Act,
}

impl Desk {
    async fn open(pool: PgPool) -> Self {
        Self::with(pool, content(1)).await
    }

    async fn with(pool: PgPool, content: TaskContent) -> Self {
        let ledger = Ledger::open(pool).await;
        let number = ledger.enter(&content).await;
        let wanted = Dispatch { numbers: vec![number.clone()], ..Dispatch::default() };
        dispatch(&ledger.app.db, &ledger.act(), CommandKey::new(), &wanted).await.unwrap();
        let app = ledger.app.clone();
        let act = async |role, unit| testing::act(&app, &testing::person(&app, role, unit).await);
        let liaison = act(Role::Liaison, "P-BB").await;
        let head = act(Role::UnitHead, "P-BB").await;
        let participant = act(Role::Liaison, "P-CZT").await;
        let participant_head = act(Role::UnitHead, "P-CZT").await;
        for signs in [&liaison, &participant] {
            sign(&app.db, signs, CommandKey::new(), std::slice::from_ref(&number)).await.unwrap();
        }
        Self { ledger, number, liaison, head, participant, participant_head }
    }

    /// What a form of this person's unit would carry.
    async fn seen(&self, act: &Act) -> Seen {
        let task = self.ledger.find(&self.number).await.id;
        let mut db = self.ledger.app.db.acquire().await.unwrap();
        rounds::last(&mut db, task, act.actor.unit).await.unwrap().map(|last| last.seen).unwrap_or_default()
    }

    async fn proposal(&self, act: &Act, lines: &[Line], then: Then) -> Proposal {
        Proposal { number: self.number.clone(), seen: self.seen(act).await, lines: lines.to_vec(), then }
    }

    async fn propose(&self, act: &Act, lines: &[Line], then: Then) -> Result<(), AppError> {
        propose(&self.ledger.app.db, act, CommandKey::new(), &self.proposal(act, lines, then).await).await
    }

    /// From drawing up to the office in one step, by the unit's head.
    async fn confirm(&self, head: &Act, lines: &[Line]) {
        self.propose(head, lines, Then::Confirm).await.unwrap();
    }

    /// The stored lines of the unit's last round.
    async fn lines(&self, act: &Act) -> Vec<Stored> {
        let task = self.ledger.find(&self.number).await.id;
        let mut db = self.ledger.app.db.acquire().await.unwrap();
        let last = rounds::last(&mut db, task, act.actor.unit).await.unwrap().expect("a round");
        rounds::lines(&mut db, last.id).await.unwrap()
    }

    /// An answer that says `verdicts` to the lines in their order; whatever is returned gets a comment.
    async fn answer(&self, unit: &Act, code: &str, verdicts: &[Verdict]) -> Review {
        let lines = self.lines(unit).await;
        let pairs = || lines.iter().zip(verdicts);
        let form = ReviewForm {
            verdicts: pairs().map(|(line, said)| (ReviewForm::name(line.id), said.code().to_owned())).collect(),
            comments: pairs()
                .filter(|(_, said)| **said == Verdict::Returned)
                .map(|(line, _)| (ReviewForm::name(line.id), "产出不明确".to_owned()))
                .collect::<BTreeMap<_, _>>(),
            rest: String::new(),
        };
        let seen = self.seen(unit).await;
        Review { number: self.number.clone(), unit: code.to_owned(), seen, form, comment: String::new() }
    }

    async fn review(&self, unit: &Act, code: &str, verdicts: &[Verdict]) -> Result<Verdict, AppError> {
        let answer = self.answer(unit, code, verdicts).await;
        review(&self.ledger.app.db, &self.ledger.act(), CommandKey::new(), &answer).await
    }

    async fn state(&self) -> State {
        self.ledger.find(&self.number).await.state
    }

    async fn standing(&self, unit: &str) -> UnitStanding {
        let task = self.ledger.find(&self.number).await.id;
        let all = standings::of_task(&self.ledger.app.db, task).await.unwrap();
        all.into_iter().find(|standing| standing.unit_code == unit).expect("a unit of the task")
    }

    async fn stands(&self, unit: &str) -> Standing {
        self.standing(unit).await.standing
    }

    async fn page(&self, act: &Act) -> page::DraftPage {
        page::draft(&self.ledger.app.db, &act.actor, &self.number).await.unwrap()
    }

    /// Title, day, baseline and unit of the task's steps.
    async fn steps(&self) -> Vec<(String, String, String, String)> {
        let text = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let task = self.ledger.find(&self.number).await;
        let steps = task.milestones.into_iter();
        steps.map(|m| (m.title, text(m.due), text(m.baseline), m.unit_name.unwrap_or_default())).collect()
    }

    async fn roadmap_verbs(&self) -> Vec<String> {
        self.ledger.verbs().await.into_iter().filter(|verb| verb.starts_with("roadmap.")).collect()
    }
}

fn line(title: &str, due: &str) -> Line {
    Line {
        row: 1,
        milestone: None,
        title: title.to_owned(),
        deliverable: format!("{title}报告"),
        due: (!due.is_empty()).then(|| day(due)),
    }
}

fn step(title: &str, due: &str, baseline: &str, unit: &str) -> (String, String, String, String) {
    (title.to_owned(), due.to_owned(), baseline.to_owned(), unit.to_owned())
}

fn at_field<T: std::fmt::Debug>(answer: Result<T, AppError>, field: &str) {
    let error = answer.unwrap_err();
    assert!(error.of_field(field).is_some(), "{field}: {error:?}");
}

fn refused<T: std::fmt::Debug>(answer: Result<T, AppError>) {
    assert!(matches!(answer, Err(AppError::Refused(_))), "{answer:?}");
}
