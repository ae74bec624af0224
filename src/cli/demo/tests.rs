//! The sample holds what it promises.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use sqlx::PgPool;

use super::*;
use crate::{
    features::{
        dashboard::queries::{Figures, figures},
        notifications::queries::bell::bell,
        work,
    },
    server::{state::App, testing},
    shared::actor::Actor,
};

async fn loaded(pool: PgPool) -> App {
    let app = testing::app(pool).await;
    load(&app.db, app.clock.now()).await.unwrap();
    app
}

async fn person(app: &App, account: &str) -> Actor {
    acting::as_account(&app.db, account, &app.clock).await.unwrap().actor
}

async fn count(app: &App, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(&app.db).await.unwrap()
}

fn today() -> NaiveDate {
    SAMPLE_DAY.parse().unwrap()
}

async fn dashboard(app: &App, account: &str) -> Figures {
    let plan = plans::find(&app.db, Some(PREFIX)).await.unwrap().unwrap();
    let actor = person(app, account).await;
    figures(&mut app.db.acquire().await.unwrap(), &actor, &plan, today()).await.unwrap()
}

async fn shows_every_state_and_light(app: &App) {
    let figures = dashboard(app, "lingdao").await;
    let states: BTreeMap<&str, i64> = figures.states.iter().map(|(state, count)| (state.code(), *count)).collect();
    let wanted = [
        ("dispatched", 2),
        ("in_progress", 56),
        ("merged", 1),
        ("registered", 4),
        ("roadmap_review", 3),
        ("signed", 5),
        ("stopped", 1),
    ];
    assert_eq!(states, BTreeMap::from(wanted));
    let lights: BTreeMap<&str, i64> = figures.lights.iter().map(|(light, count)| (light.code(), *count)).collect();
    assert_eq!(lights, BTreeMap::from([("red", 10), ("yellow", 21), ("blue", 11), ("green", 24)]));
    assert_eq!(figures.total, 72);
    assert!(!figures.late.is_empty() && figures.unsigned.tasks > 0 && figures.unreported.tasks > 0);
}

async fn has_something_of_everything(app: &App) {
    for (what, query, wanted) in [
        ("extensions granted", "select count(*) from extensions where decision = 'granted'", 16),
        ("extensions refused", "select count(*) from extensions where decision = 'refused'", 1),
        (
            "extensions at the office",
            "select count(*) from extensions where confirmed_at is not null and decided_at is null",
            1,
        ),
        ("extensions at the head", "select count(*) from extensions where confirmed_at is null", 1),
        ("open help", "select count(*) from help_requests where ended_at is null and whom = 'office'", 2),
        ("help answered", "select count(*) from help_requests where answer <> ''", 1),
        (
            "instructions without an answer",
            "select count(*) from instructions i where closed_at is null
             and not exists (select from instruction_replies r where r.instruction_id = i.id)",
            2,
        ),
        ("instructions to be noted", "select count(*) from instructions where closed_at is null", 3),
        ("instructions closed", "select count(*) from instructions where closed_at is not null", 1),
        (
            "red urges without an answer",
            "select least(count(*), 4) from urge_standings where level = 'red' and standing = 'sent'",
            4,
        ),
        ("urges by hand", "select count(*) from urges where by_person is not null", 4),
        ("urges replied to", "select least(count(*), 30) from urges where replied_at is not null", 30),
        ("reports returned", "select count(*) from reports where returned_at is not null", 2),
        ("roadmaps returned", "select count(*) from roadmaps where standing = 'returned'", 1),
        ("roadmaps in draft", "select count(*) from roadmaps where standing = 'draft'", 1),
        ("roadmaps with a head", "select count(*) from roadmaps where standing = 'with_head'", 1),
        ("roadmaps with the office", "select count(*) from roadmaps where standing = 'with_office'", 3),
        ("steps that moved", "select least(count(*), 10) from milestones where baseline <> due", 10),
        ("steps done late", "select least(count(*), 2) from milestones where done_on > due", 2),
        ("parts given back", "select count(*) from assignments where returned_at is not null and ended_at is null", 1),
    ] {
        assert_eq!(count(app, query).await, wanted, "{what}");
    }
}

/// Nothing carries a moment after the sample's last working day.
async fn ends_before_its_day(app: &App) {
    for query in [
        "select count(*) from events where at >= '2016-11-30 00:00+08'",
        "select count(*) from notifications where made_at >= '2016-11-30 00:00+08'",
        "select count(*) from urges where sent_on >= '2016-11-30'",
        "select count(*) from reports where sent_at >= '2016-11-30 00:00+08'",
    ] {
        assert_eq!(count(app, query).await, 0, "{query}");
    }
}

/// What a person sees first is not a flood.
async fn leaves_a_believable_heap(app: &App) {
    for (account, unread, waiting) in
        [("p-bb", 1..=15, 5..=25), ("jingban", 1..=40, 5..=40), ("lingdao", 0..=5, 0..=40)]
    {
        let actor = person(app, account).await;
        let told = bell(&app.db, &actor).await.unwrap().unread;
        assert!(unread.contains(&told), "{account}: {told} unread");
        let waits = work::queries::count(&app.db, &actor, today()).await.unwrap();
        assert!(waiting.contains(&waits), "{account}: {waits} wait");
    }
}

#[sqlx::test]
async fn the_sample_has_something_true_for_every_page(pool: PgPool) {
    let app = loaded(pool).await;
    shows_every_state_and_light(&app).await;
    has_something_of_everything(&app).await;
    ends_before_its_day(&app).await;
    leaves_a_believable_heap(&app).await;
    let events = count(&app, "select count(*) from events").await;
    load(&app.db, app.clock.now() + TimeDelta::days(1)).await.unwrap();
    assert_eq!(count(&app, "select count(*) from events").await, events, "loading again changes nothing");
}

#[sqlx::test]
async fn a_sample_that_was_interrupted_is_not_taken_for_whole(pool: PgPool) {
    let app = testing::app(pool).await;
    set(&app.db, "sample", "true").await.unwrap();
    set(&app.db, HISTORY, "begun").await.unwrap();
    let refused = load(&app.db, app.clock.now()).await.unwrap_err().to_string();
    assert!(refused.contains("interrupted"), "{refused}");
}
