//! Reading the record, in its own database.

mod records;

use std::collections::BTreeSet;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use serde_json::json;
use sqlx::PgPool;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::{
    commands::{Who, record_as, record_export},
    export::{Writing, part},
    filter::AuditFilter,
    model::{NewEvent, Object},
    queries::{
        audit,
        history::{Record, history},
    },
};
use crate::{
    features::accounts::sessions,
    server::{audit::sealing::seal, http::router, state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::UnitId,
        locale::Locale,
    },
};

/// Records as `who`, now.
async fn happen(app: &App, who: Option<&Actor>, address: &str, event: NewEvent) {
    let who = Who {
        person: who.map(|actor| (actor.person, actor.unit)),
        name: who.map_or("路人", |actor| actor.name.as_str()),
        address,
        request_id: "r-1",
        at: app.clock.now(),
    };
    let mut tx = app.db.begin().await.unwrap();
    record_as(&mut tx, &who, event).await.unwrap();
    tx.commit().await.unwrap();
}

fn edited(id: u128, name: &str) -> NewEvent {
    let object = Object::new("task", Uuid::from_u128(id), name);
    NewEvent::new("task.edited", object).before(&json!({"title": "甲"})).after(&json!({"title": "乙"}))
}

async fn found(app: &App, auditor: &Actor, query: &[(&str, &str)]) -> Vec<String> {
    let filter = AuditFilter::from_pairs(query.iter().copied());
    let page = audit::page(&app.db, auditor, &filter).await.unwrap();
    page.rows.into_iter().map(|row| row.object_name).collect()
}

#[sqlx::test]
async fn each_filter_narrows_the_list(pool: PgPool) {
    let app = testing::app(pool).await;
    let auditor = testing::person(&app, Role::Auditor, "XTB").await;
    let liaison = testing::person(&app, Role::Liaison, "P-01").await;
    happen(&app, Some(&liaison), "10.0.1.12", edited(1, "35-01")).await;
    let next_day = testing::later(&app, chrono::TimeDelta::days(1));
    happen(&next_day, Some(&liaison), "10.0.2.1", edited(2, "35-02_%")).await;
    let refused = NewEvent::new("session.refused", Object { kind: "session", id: None, name: "nobody".into() });
    happen(&next_day, None, "192.168.0.1", refused).await;
    let all = ["nobody", "35-02_%", "35-01"];
    assert_eq!(found(&app, &auditor, &[]).await, all);
    assert_eq!(found(&app, &auditor, &[("q", "LIAISON")]).await, all[1..], "by account");
    assert_eq!(found(&app, &auditor, &[("q", "路人")]).await, all[..1], "by name");
    assert_eq!(found(&app, &auditor, &[("q", "02_%")]).await, all[1..2], "by object, taken literally");
    assert_eq!(found(&app, &auditor, &[("verb", "task.edited")]).await, all[1..]);
    assert_eq!(found(&app, &auditor, &[("kind", "session")]).await, all[..1]);
    assert_eq!(found(&app, &auditor, &[("address", "10.0.")]).await, all[1..]);
    assert_eq!(found(&app, &auditor, &[("to", "2016-11-30")]).await, all[2..]);
    assert_eq!(found(&app, &auditor, &[("from", "2016-12-01"), ("kind", "task")]).await, all[1..2]);
}

#[sqlx::test]
async fn pages_join_without_gap_or_overlap_in_both_directions(pool: PgPool) {
    let app = testing::app(pool).await;
    let auditor = testing::person(&app, Role::Auditor, "XTB").await;
    for number in 0..120 {
        // All at the same instant: only the id tells them apart.
        happen(&app, None, "::1", edited(number, &number.to_string())).await;
    }
    let page = async |older, newer| {
        let filter = AuditFilter { older, newer, ..AuditFilter::default() };
        audit::page(&app.db, &auditor, &filter).await.unwrap()
    };
    let first = page(None, None).await;
    let second = page(first.older, None).await;
    let third = page(second.older, None).await;
    assert_eq!([first.rows.len(), second.rows.len(), third.rows.len()], [50, 50, 20]);
    assert!(first.newer.is_none() && third.older.is_none());
    let ids: BTreeSet<Uuid> = [&first, &second, &third].iter().flat_map(|page| &page.rows).map(|row| row.id).collect();
    assert_eq!(ids.len(), 120);
    let back = page(None, third.newer).await;
    assert_eq!(
        back.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        second.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    );
    let start = page(None, back.newer).await;
    assert!(start.newer.is_none());
    assert_eq!(start.rows[0].id, first.rows[0].id);
}

#[sqlx::test]
async fn only_the_auditor_reads_the_record(pool: PgPool) {
    let app = testing::app(pool).await;
    for role in Role::ALL {
        let actor = testing::person(&app, role, if role == Role::Liaison { "P-01" } else { "XTB" }).await;
        let allowed = role == Role::Auditor;
        let filter = AuditFilter::default();
        assert_eq!(audit::page(&app.db, &actor, &filter).await.is_ok(), allowed, "{role:?}");
        assert_eq!(audit::chain(&app.db, &actor).await.is_ok(), allowed, "{role:?}");
        let exported = record_export(&app.db, &testing::act(&app, &actor), &filter).await;
        assert_eq!(exported, if allowed { Ok(()) } else { Err(AppError::NotFound) }, "{role:?}");
    }
    assert_eq!(testing::verbs(&app).await, ["export.made"]);
}

#[sqlx::test]
async fn the_export_holds_every_event_once_and_no_formula(pool: PgPool) {
    let app = testing::app(pool).await;
    for number in 0..1203 {
        let mut event = edited(number, &format!("=cmd|{number}"));
        event.left_units = vec![UnitId(Uuid::nil())];
        happen(&app, None, "::1", event).await;
    }
    seal(&app.db, &app.clock).await.unwrap();
    let mut writing = Writing::new(app.db.clone(), AuditFilter::default(), app.clock.now(), Locale::Chinese);
    let mut file = Vec::new();
    let mut parts = 0;
    while let Some(part) = part(&mut writing).await.unwrap() {
        file.extend(part);
        parts += 1;
    }
    assert_eq!(parts, 3);
    let text = String::from_utf8(file).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().get(2), Some("操作人"));
    let names: BTreeSet<String> = reader.records().map(|line| line.unwrap().get(9).unwrap().to_owned()).collect();
    assert_eq!(names.len(), 1203);
    assert!(names.iter().all(|name| name.starts_with("'=cmd|")));
}

#[sqlx::test]
async fn a_history_is_of_one_record_newest_first_and_goes_on(pool: PgPool) {
    let app = testing::app(pool).await;
    let liaison = testing::person(&app, Role::Liaison, "P-01").await;
    for minute in 0..25 {
        let later = testing::later(&app, chrono::TimeDelta::minutes(minute));
        happen(&later, Some(&liaison), "::1", edited(1, "35-01")).await;
        happen(&later, Some(&liaison), "::1", edited(2, "35-02")).await;
    }
    let record = Record::new("task", Uuid::from_u128(1));
    let first = history(&app.db, record, None).await.unwrap();
    assert_eq!(first.rows.len(), 20);
    assert!(first.rows.is_sorted_by_key(|row| std::cmp::Reverse(row.at)));
    assert_eq!(first.rows[0].unit.as_deref(), Some("省P-01"));
    let second = history(&app.db, record, first.older).await.unwrap();
    assert_eq!((second.rows.len(), second.older), (5, None));
    let plan = Record::new("plan", Uuid::from_u128(1));
    assert!(history(&app.db, plan, None).await.unwrap().rows.is_empty());
    assert!(history(&app.db, record.only(&["task.signed"]), None).await.unwrap().rows.is_empty());
    assert_eq!(history(&app.db, record.only(&["task.edited"]), None).await.unwrap().rows.len(), 20);
}

async fn ask(app: &App, actor: &Actor, address: &str) -> (StatusCode, String, String) {
    let token = sessions::new_token();
    sqlx::query(
        "insert into sessions (id, token_digest, person_id, created_at, seen_at, address, device)
         values ($1, $2, $3, $4, $4, '::1', 'test')",
    )
    .bind(Uuid::now_v7())
    .bind(sessions::digest(&token))
    .bind(actor.person.0)
    .bind(app.clock.now())
    .execute(&app.db)
    .await
    .unwrap();
    let request = Request::get(address).header(header::COOKIE, sessions::cookie(&token, false));
    let response = router(app.clone()).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    let content = response.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, content, String::from_utf8(body.to_vec()).unwrap())
}

#[sqlx::test]
async fn the_page_shows_what_changed_and_is_there_for_the_auditor_only(pool: PgPool) {
    let app = testing::app(pool).await;
    let auditor = testing::person(&app, Role::Auditor, "XTB").await;
    let registrar = testing::person(&app, Role::Registrar, "XTB").await;
    happen(&app, Some(&registrar), "10.0.1.12", edited(1, "35-01 <b>清理</b>")).await;
    seal(&app.db, &app.clock).await.unwrap();
    let (status, _, page) = ask(&app, &auditor, "/admin/audit?verb=task.edited").await;
    assert_eq!(status, StatusCode::OK);
    for part in ["data-live=\"audit\"", "修改任务", "重点任务", "<del>甲<", "<ins>乙<", "已封存到第 1 号", "10.0.1.12"]
    {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    assert!(!page.contains("<b>清理"), "text stays text");
    let (status, content, file) = ask(&app, &auditor, "/admin/audit/export.csv?kind=task").await;
    assert_eq!((status, content.as_str()), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(file.contains("35-01 <b>清理</b>"));
    for address in ["/admin/audit", "/admin/audit/export.csv"] {
        assert_eq!(ask(&app, &registrar, address).await.0, StatusCode::NOT_FOUND, "{address}");
    }
}
