//! Entering a task.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::{Ledger, at_field, class, content, full, last_event};
use crate::{
    features::tasks::{
        commands::create::create,
        content::{TaskContent, WrittenMilestone},
        model::{DueKind, State, UnitRole},
    },
    server::testing,
    shared::{actor::Role, error::AppError, ids::CommandKey},
};

#[sqlx::test]
async fn a_task_is_entered_with_all_that_hangs_on_it(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&full(8)).await;
    assert_eq!(number, "35-08");
    let task = ledger.find(&number).await;
    assert_eq!(TaskContent::from(&task), full(8));
    assert_eq!((task.state, task.version, task.due.moved()), (State::Registered, 1, false));
    let codes = |role| task.units(role).map(|part| part.unit_code.as_str()).collect::<Vec<_>>();
    assert_eq!((codes(UnitRole::Lead), codes(UnitRole::CoLead)), (vec!["P-BB"], vec!["P-FGW"]));
    // The closed class stands for its nine cities, the open one for nobody yet.
    let participants = codes(UnitRole::Participant);
    assert_eq!((participants.len(), participants[0], participants.contains(&"R-YB")), (10, "P-CZT", true));
    let through = task.parts.iter().filter(|part| part.class.as_deref() == Some("各市（州）政府"));
    assert_eq!(through.count(), 9);
    let open: Vec<_> = task.classes.iter().map(|class| (class.written.as_str(), class.closed)).collect();
    assert_eq!(open, [("各市（州）", true), ("各有关部门（单位）", false)]);
}

#[sqlx::test]
async fn it_is_recorded_with_its_content_and_announced(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&full(8)).await;
    assert_eq!(ledger.verbs().await, ["task.created"]);
    let (before, after) = last_event(&ledger.app, "task.created").await;
    assert_eq!((before, after), (None, Some(serde_json::to_value(full(8)).unwrap())));
    let announced: i64 = sqlx::query_scalar(
        "select count(*) from outbox o join events e on e.id = o.event_id join tasks t on t.id = e.object_id
         where e.verb = 'task.created' and e.object_name = '35-08' and e.actor_id = $1",
    )
    .bind(ledger.registrar.person.0)
    .fetch_one(&ledger.app.db)
    .await
    .unwrap();
    assert_eq!(announced, 1);
}

#[sqlx::test]
async fn a_unit_that_is_named_and_stands_in_a_class_takes_part_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let twice = TaskContent {
        participants: vec!["R-CC".to_owned()],
        classes: vec![class("CITIES", "各市（州）政府"), class("REGIONS_ALL", "各地区")],
        ..content(1)
    };
    let task = ledger.find(&ledger.enter(&twice).await).await;
    assert_eq!(task.parts.len(), 2 + 15);
    let named: Vec<_> = task.parts.iter().filter(|part| part.unit_code == "R-CC").collect();
    assert_eq!((named.len(), &named[0].class), (1, &None));
}

#[sqlx::test]
async fn what_is_open_first_is_written_at_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let step = |day: u32| WrittenMilestone {
        title: format!("{day} 日"),
        due: NaiveDate::from_ymd_opt(2016, 10, day),
        kind: DueKind::Fixed,
        due_text: String::new(),
    };
    let task = TaskContent { milestones: vec![step(20), step(9)], ..content(1) };
    create(&ledger.app.db, &ledger.act(), CommandKey::new(), "35", &task).await.unwrap();
    let (open, place): (NaiveDate, String) =
        sqlx::query_as("select open_due, ctid::text from tasks").fetch_one(&ledger.app.db).await.unwrap();
    assert_eq!(open, NaiveDate::from_ymd_opt(2016, 10, 9).unwrap());
    assert_eq!(place, "(0,1)", "the first version of the row");
}

#[sqlx::test]
async fn the_head_of_the_office_may_too(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let director = testing::person(&ledger.app, Role::Director, "XTB").await;
    let act = testing::act(&ledger.app, &director);
    create(&ledger.app.db, &act, CommandKey::new(), "35", &content(1)).await.unwrap();
    assert_eq!(ledger.count().await, 1);
}

#[sqlx::test]
async fn what_cannot_be_entered_is_told_and_stores_nothing(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&content(1)).await;
    let enter = |content: TaskContent| {
        let (db, act) = (ledger.app.db.clone(), ledger.act());
        async move { create(&db, &act, CommandKey::new(), "35", &content).await }
    };
    at_field(enter(content(1)).await, "seq");
    at_field(enter(TaskContent { lead: "P-GONE".to_owned(), ..content(2) }).await, "lead");
    at_field(enter(TaskContent { participants: vec!["P-GONE".to_owned()], ..content(2) }).await, "lead");
    at_field(enter(TaskContent { classes: vec![class("GONE", "各厅")], ..content(2) }).await, "lead");
    let act = ledger.act();
    let elsewhere = create(&ledger.app.db, &act, CommandKey::new(), "36", &content(2)).await;
    assert_eq!(elsewhere, Err(AppError::NotFound), "no such plan");
    assert_eq!((ledger.count().await, ledger.verbs().await.len()), (1, 1));
}

#[sqlx::test]
async fn repeated_under_one_key_it_is_entered_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (key, act) = (CommandKey::new(), ledger.act());
    for _ in 0..2 {
        assert_eq!(create(&ledger.app.db, &act, key, "35", &content(1)).await.unwrap(), "35-01");
    }
    assert_eq!((ledger.count().await, ledger.verbs().await.len()), (1, 1));
    // Another person's key is another command, even if it is the same.
    let director = testing::person(&ledger.app, Role::Director, "XTB").await;
    let act = testing::act(&ledger.app, &director);
    at_field(create(&ledger.app.db, &act, key, "35", &content(1)).await, "seq");
}

#[sqlx::test]
async fn sent_twice_at_once_it_is_entered_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (key, act, content) = (CommandKey::new(), ledger.act(), content(1));
    let send = || create(&ledger.app.db, &act, key, "35", &content);
    let (first, second) = tokio::join!(send(), send());
    assert_eq!((first.unwrap().as_str(), second.unwrap().as_str()), ("35-01", "35-01"));
    assert_eq!((ledger.count().await, ledger.verbs().await.len()), (1, 1));
}

#[sqlx::test]
async fn two_who_take_one_number_at_once_are_told(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (act, content) = (ledger.act(), content(1));
    let send = || create(&ledger.app.db, &act, CommandKey::new(), "35", &content);
    let (first, second) = tokio::join!(send(), send());
    let (done, refused): (Vec<_>, Vec<_>) = [first, second].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len(), ledger.count().await), (1, 1, 1));
    for answer in refused {
        at_field(answer, "seq");
    }
}
