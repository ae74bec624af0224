//! The tasks on the timeline.

use sqlx::PgPool;

use super::{Ledger, content, day, full};
use crate::{
    features::tasks::{
        content::TaskContent,
        filter::LedgerFilter,
        queries::timeline::{self, DRAWN, LaneStep},
    },
    server::testing,
    shared::actor::{Actor, Role},
};

async fn lanes(ledger: &Ledger, actor: &Actor, query: &[(&str, &str)]) -> timeline::Lanes {
    let filter = LedgerFilter::from_pairs(query.iter().copied());
    timeline::lanes(&ledger.app.db, actor, &ledger.plan, &filter, &ledger.judge().await).await.unwrap()
}

fn numbers(found: &timeline::Lanes) -> Vec<&str> {
    found.lanes.iter().map(|lane| lane.number.as_str()).collect()
}

#[sqlx::test]
async fn a_lane_holds_the_days_and_leaves_out_what_has_none(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&full(1)).await;
    let found = lanes(&ledger, &ledger.registrar, &[]).await;
    let lane = &found.lanes[0];
    let step = LaneStep { title: "摸底".to_owned(), day: day("2016-10-31"), baseline: None, done: false };
    assert_eq!(lane.steps, [step]);
    assert_eq!((lane.lead.as_deref(), lane.current_due), (Some("省编办"), Some(day("2016-11-30"))));
    let days: Vec<_> = lane.days().collect();
    assert_eq!(days, ["2016-10-31", "2016-11-30", "2016-11-30"].map(day));
}

#[sqlx::test]
async fn filters_and_sight_are_those_of_the_ledger(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&content(1)).await;
    let other = TaskContent {
        lead: "P-KJT".to_owned(),
        field: "投资审批改革".to_owned(),
        co_leads: Vec::new(),
        participants: Vec::new(),
        ..content(2)
    };
    ledger.enter(&other).await;
    let liaison = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    assert_eq!(numbers(&lanes(&ledger, &liaison, &[]).await), ["35-01"]);
    assert!(lanes(&ledger, &liaison, &[("unit", "P-KJT")]).await.lanes.is_empty());
    assert_eq!(numbers(&lanes(&ledger, &ledger.registrar, &[("unit", "P-KJT")]).await), ["35-02"]);
    assert_eq!(numbers(&lanes(&ledger, &ledger.registrar, &[("field", "行政审批改革")]).await), ["35-01"]);
    assert_eq!(numbers(&lanes(&ledger, &ledger.registrar, &[("order", "desc")]).await), ["35-02", "35-01"]);
}

#[sqlx::test]
async fn a_large_plan_is_cut_and_says_so(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&content(1)).await;
    copies(&ledger, 2, DRAWN).await;
    let found = lanes(&ledger, &ledger.registrar, &[]).await;
    assert_eq!((found.lanes.len(), found.more), (DRAWN, false));
    copies(&ledger, DRAWN + 1, DRAWN + 1).await;
    let found = lanes(&ledger, &ledger.registrar, &[]).await;
    assert_eq!((found.lanes.len(), found.more), (DRAWN, true));
}

/// The first task again, under these numbers.
async fn copies(ledger: &Ledger, from: usize, to: usize) {
    sqlx::query(
        "insert into tasks (id, plan_id, seq, number, field, title, deadline_kind, state, created_at, updated_at)
         select gen_random_uuid(), plan_id, n, 'C-' || n, field, title, 'ongoing', state, created_at, updated_at
         from tasks, generate_series($1, $2) n where seq = 1",
    )
    .bind(from as i32)
    .bind(to as i32)
    .execute(&ledger.app.db)
    .await
    .unwrap();
}
