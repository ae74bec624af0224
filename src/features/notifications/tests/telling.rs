//! Who is told, and only once.

use serde_json::json;
use sqlx::PgPool;

use crate::{
    features::notifications::{
        commands::notify::notify,
        model::{Audience, Notice, Topic},
    },
    server::{state::App, testing},
    shared::actor::{Actor, Role},
};

async fn tell(app: &App, audience: Audience, dedupe: &str) {
    let notice = Notice {
        topic: Topic::TaskSigned,
        task: None,
        audience,
        args: json!({ "unit": "省A", "number": "35-08", "title": "改革" }),
        urgent: false,
        dedupe: dedupe.to_owned(),
    };
    let mut tx = app.db.begin().await.unwrap();
    notify(&mut tx, app.clock.now(), &[notice.clone(), notice]).await.unwrap();
    tx.commit().await.unwrap();
}

/// The accounts that were told of an occasion.
async fn told(app: &App, dedupe: &str) -> Vec<String> {
    sqlx::query_scalar(
        "select p.account from notifications n join people p on p.id = n.person_id where dedupe = $1 order by account",
    )
    .bind(dedupe)
    .fetch_all(&app.db)
    .await
    .unwrap()
}

async fn everybody(app: &App) -> Vec<Actor> {
    let mut people = Vec::new();
    for role in Role::ALL {
        let unit = if matches!(role, Role::UnitHead | Role::Liaison | Role::Reporter) { "P-A" } else { "XTB" };
        people.push(testing::person(app, role, unit).await);
    }
    people
}

#[sqlx::test]
async fn each_audience_is_who_it_says(pool: PgPool) {
    let app = testing::app(pool).await;
    let people = everybody(&app).await;
    let (other, reporter) = (testing::person(&app, Role::Liaison, "P-B").await, &people[6]);
    let unit = people[5].unit;
    for (audience, accounts) in [
        (Audience::Person(reporter.person), vec!["reporter"]),
        (Audience::Unit(unit), vec!["liaison", "unit_head"]),
        (Audience::UnitHeads(unit), vec!["unit_head"]),
        (Audience::Liaisons(unit), vec!["liaison"]),
        (Audience::Unit(other.unit), vec!["liaison2"]),
        (Audience::Office, vec!["director", "registrar"]),
        (Audience::Directors, vec!["director"]),
        (Audience::Leaders, vec!["leader"]),
    ] {
        let dedupe = format!("{audience:?}");
        tell(&app, audience, &dedupe).await;
        assert_eq!(told(&app, &dedupe).await, accounts, "{audience:?}");
    }
}

#[sqlx::test]
async fn an_account_out_of_use_is_not_told(pool: PgPool) {
    let app = testing::app(pool).await;
    let head = testing::person(&app, Role::UnitHead, "P-A").await;
    testing::person(&app, Role::Liaison, "P-A").await;
    sqlx::query("update people set disabled_at = now() where id = $1")
        .bind(head.person.0)
        .execute(&app.db)
        .await
        .unwrap();
    tell(&app, Audience::Unit(head.unit), "once").await;
    tell(&app, Audience::Person(head.person), "himself").await;
    assert_eq!(told(&app, "once").await, ["liaison"]);
    assert!(told(&app, "himself").await.is_empty());
}

#[sqlx::test]
async fn nobody_is_told_twice_of_the_same(pool: PgPool) {
    let app = testing::app(pool).await;
    let people = everybody(&app).await;
    let unit = people[5].unit;
    tell(&app, Audience::Liaisons(unit), "occasion").await;
    // The second time it concerns more people: only those are told.
    tell(&app, Audience::Unit(unit), "occasion").await;
    assert_eq!(told(&app, "occasion").await, ["liaison", "unit_head"]);
}
