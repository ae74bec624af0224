//! Who is told, and only once.

use sqlx::PgPool;

use super::{super::model::Audience, tell};
use crate::{
    server::{state::App, testing},
    shared::actor::{Actor, Role},
};

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
        tell(&app, audience, &dedupe, false, None).await;
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
    tell(&app, Audience::Unit(head.unit), "once", false, None).await;
    tell(&app, Audience::Person(head.person), "himself", false, None).await;
    assert_eq!(told(&app, "once").await, ["liaison"]);
    assert!(told(&app, "himself").await.is_empty());
}

#[sqlx::test]
async fn nobody_is_told_twice_of_the_same(pool: PgPool) {
    let app = testing::app(pool).await;
    let people = everybody(&app).await;
    let unit = people[5].unit;
    tell(&app, Audience::Liaisons(unit), "occasion", false, None).await;
    // The second time it concerns more people: only those are told.
    tell(&app, Audience::Unit(unit), "occasion", false, None).await;
    assert_eq!(told(&app, "occasion").await, ["liaison", "unit_head"]);
}
