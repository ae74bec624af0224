//! Each hears of the own inbox, whoever filled it.

use super::*;
use crate::{
    features::notifications::{
        commands::notify::notify,
        model::{Audience, Notice, Topic},
    },
    server::live::inboxes::marks,
};

/// As a job does: without an event.
async fn tell(app: &App, actor: &Actor, dedupe: &str) {
    let notice = Notice {
        topic: Topic::TaskResumed,
        task: None,
        audience: Audience::Person(actor.person),
        args: serde_json::json!({ "unit": "省A", "number": "35-08", "title": "改革" }),
        urgent: false,
        dedupe: dedupe.to_owned(),
    };
    let mut tx = app.db.begin().await.unwrap();
    notify(&mut tx, app.clock.now(), &[notice]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn mark(app: &App, actor: &Actor) -> String {
    marks(&app.db, &[actor.person]).await.unwrap()[&actor.person].0.clone()
}

#[sqlx::test]
async fn a_notification_without_an_event_is_told_to_its_person_only(pool: PgPool) {
    let server = server(pool).await;
    let app = &server.app;
    let one = testing::person(app, Role::Publicity, "P-01").await;
    let two = testing::person(app, Role::Liaison, "P-01").await;
    let address = format!("/live?since=0&inbox={}", mark(app, &one).await);
    let mut reading = server.ask(&address, &sign_in(app, &one).await, "").await;
    let mut other = server.ask(&address, &sign_in(app, &two).await, "").await;
    reading.expect("ready").await;
    other.expect("ready").await;
    tell(app, &one, "first").await;
    let heard = reading.expect("change").await;
    assert_eq!((heard.topic().as_str(), heard.object()), ("notifications", None));
    // The first thing that the other hears is the own one.
    tell(app, &two, "second").await;
    assert_eq!(other.expect("change").await.topic(), "notifications");
    sqlx::query("update notifications set read_at = now() where person_id = $1")
        .bind(one.person.0)
        .execute(&app.db)
        .await
        .unwrap();
    assert_eq!(reading.expect("change").await.topic(), "notifications", "read on another device");
}

#[sqlx::test]
async fn what_came_while_the_page_was_away_is_told(pool: PgPool) {
    let server = server(pool).await;
    let app = &server.app;
    let person = testing::person(app, Role::Liaison, "P-01").await;
    let before = mark(app, &person).await;
    tell(app, &person, "meanwhile").await;
    let cookie = sign_in(app, &person).await;
    let mut reading = server.ask(&format!("/live?since=0&inbox={before}"), &cookie, "").await;
    reading.expect("ready").await;
    assert_eq!(reading.expect("change").await.topic(), "notifications");
}
