//! Editing a task.

use chrono::TimeDelta;
use sqlx::PgPool;

use super::{Ledger, at_field, content, day, full, last_event};
use crate::{
    features::tasks::{
        commands::edit::edit,
        content::TaskContent,
        inputs::TaskForm,
        model::DueKind,
        queries::{details, names},
    },
    server::testing,
    shared::{actor::Role, error::AppError, ids::CommandKey, locale::Locale},
};

#[sqlx::test]
async fn an_edit_is_stored_and_recorded_with_before_and_after(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&full(8)).await;
    let later = testing::later(&ledger.app, TimeDelta::hours(1));
    let new = TaskContent { title: "改后".to_owned(), co_leads: Vec::new(), classes: Vec::new(), ..full(8) };
    edit(&later.db, &testing::act(&later, &ledger.registrar), CommandKey::new(), &number, 1, &new).await.unwrap();
    let task = ledger.find(&number).await;
    assert_eq!((TaskContent::from(&task), task.version, task.parts.len()), (new.clone(), 2, 2));
    assert_eq!((task.created_at, task.updated_at), (ledger.app.clock.now(), later.clock.now()));
    assert_eq!(ledger.verbs().await, ["task.created", "task.edited"]);
    let recorded = last_event(&ledger.app, "task.edited").await;
    let json = |content: &TaskContent| Some(serde_json::to_value(content).unwrap());
    assert_eq!(recorded, (json(&full(8)), json(&new)));
}

#[sqlx::test]
async fn the_original_day_stays_when_the_day_moves(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    for (version, due) in [(1, "2016-12-10"), (2, "2016-12-20")] {
        let moved = TaskContent { due: Some(day(due)), ..content(1) };
        edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, version, &moved).await.unwrap();
        let task = ledger.find(&number).await;
        assert_eq!((task.due.original, task.due.current), (Some(day("2016-11-30")), Some(day(due))));
    }
    let ongoing = TaskContent { deadline_kind: DueKind::Ongoing, due: None, ..content(1) };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 3, &ongoing).await.unwrap();
    let task = ledger.find(&number).await;
    assert_eq!((task.due.kind, task.due.current), (DueKind::Ongoing, None));
    let fixed = TaskContent { due: Some(day("2016-12-18")), ..content(1) };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 4, &fixed).await.unwrap();
    let task = ledger.find(&number).await;
    assert_eq!((task.due.original, task.due.current), (Some(day("2016-11-30")), Some(day("2016-12-18"))));
}

#[sqlx::test]
async fn whoever_comes_second_is_told_and_changes_nothing(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&full(1)).await;
    let titled = |title: &str| TaskContent { title: title.to_owned(), ..full(1) };
    let send = |content: TaskContent, version| {
        let (db, act, number) = (ledger.app.db.clone(), ledger.act(), number.clone());
        async move { edit(&db, &act, CommandKey::new(), &number, version, &content).await }
    };
    send(titled("第一人"), 1).await.unwrap();
    let stored = ledger.find(&number).await;
    assert_eq!(send(titled("第二人"), 1).await, Err(AppError::Conflict));
    assert_eq!(send(titled("第二人"), 3).await, Err(AppError::Conflict), "a version that is not there yet");
    assert_eq!((ledger.find(&number).await, ledger.verbs().await.len()), (stored, 2));
    // At once: one of them.
    let (one, other) = tokio::join!(send(titled("甲"), 2), send(titled("乙"), 2));
    let answers = [one, other];
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    assert!(answers.contains(&Err(AppError::Conflict)));
    assert_eq!(ledger.find(&number).await.version, 3);
}

#[sqlx::test]
async fn repeated_under_one_key_it_is_done_once_even_after_a_new_number(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let (key, act) = (CommandKey::new(), ledger.act());
    for _ in 0..2 {
        assert_eq!(edit(&ledger.app.db, &act, key, &number, 1, &content(9)).await.unwrap(), "35-09");
    }
    assert_eq!((ledger.find("35-09").await.version, ledger.verbs().await.len()), (2, 2));
    let gone = details::find(&ledger.app.db, &ledger.registrar, &number).await;
    assert_eq!(gone, Err(AppError::NotFound));
}

#[sqlx::test]
async fn what_cannot_be_stored_is_told_at_its_field(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&full(1)).await;
    ledger.enter(&content(2)).await;
    let stored = ledger.find(&number).await;
    let (db, act) = (&ledger.app.db, ledger.act());
    at_field(edit(db, &act, CommandKey::new(), &number, 1, &full(2)).await, "seq");
    let gone = TaskContent { co_leads: vec!["P-GONE".to_owned()], ..full(1) };
    at_field(edit(db, &act, CommandKey::new(), &number, 1, &gone).await, "lead");
    assert_eq!(edit(db, &act, CommandKey::new(), "35-99", 1, &full(1)).await, Err(AppError::NotFound));
    assert_eq!((ledger.find(&number).await, ledger.verbs().await.len()), (stored, 2));
}

#[sqlx::test]
async fn more_edits_at_once_than_connections_all_end(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let act = ledger.act();
    let task = content(1);
    let edits = (0..20).map(|_| edit(&ledger.app.db, &act, CommandKey::new(), &number, 1, &task));
    let answers = futures::future::join_all(edits).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(AppError::Conflict))), "{answers:?}");
}

/// The form cannot show all words of the sheet. Saving it must not lose them.
#[sqlx::test]
async fn saving_the_form_as_it_came_changes_nothing(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&full(1)).await;
    let known = names::known(&mut ledger.app.db.acquire().await.unwrap()).await.unwrap();
    let form = TaskForm::of(&full(1), &known);
    let content = form.parse(&known, Locale::Chinese).unwrap();
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 1, &content).await.unwrap();
    assert_eq!(TaskContent::from(&ledger.find(&number).await), full(1));
    // A step that is moved loses the words of its old date, the others keep theirs.
    let mut form = TaskForm::of(&full(1), &known);
    form.milestone_dues[0] = "2016-11-15".to_owned();
    let content = form.parse(&known, Locale::Chinese).unwrap();
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 2, &content).await.unwrap();
    let words: Vec<_> = ledger.find(&number).await.milestones.into_iter().map(|step| step.due_text).collect();
    assert_eq!(words, ["", "持续推进", "适时"]);
}

#[sqlx::test]
async fn a_unit_taken_out_does_not_see_it_any_more(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let liaison = testing::person(&ledger.app, Role::Liaison, "P-CZT").await;
    details::find(&ledger.app.db, &liaison, &number).await.unwrap();
    let without = TaskContent { participants: Vec::new(), ..content(1) };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 1, &without).await.unwrap();
    assert_eq!(details::find(&ledger.app.db, &liaison, &number).await, Err(AppError::NotFound));
}
