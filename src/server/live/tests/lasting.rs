//! How long a stream lasts.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::TimeDelta;

use super::*;
use crate::server::{clock::Clock, live::STREAMS_EACH};

#[sqlx::test]
async fn stopping_ends_open_streams_and_does_not_wait_for_them(pool: PgPool) {
    let mut server = server(pool).await;
    let cookie = registrar(&server.app).await;
    let mut reading = server.listen(&cookie).await;
    reading.expect("ready").await;
    server.app.stopping.cancel();
    assert_eq!(reading.next().await, None);
    let serving = server.serving.take().expect("is serving");
    timeout(LONG, serving).await.expect("in time").expect("ended by itself");
}

#[sqlx::test]
async fn one_person_has_so_many_streams_and_no_more(pool: PgPool) {
    let server = server(pool).await;
    let cookie = registrar(&server.app).await;
    let mut readings = Vec::new();
    for _ in 0..STREAMS_EACH {
        readings.push(server.listen(&cookie).await);
    }
    assert_eq!(server.ask("/live", &cookie, "").await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = sign_in(&server.app, &testing::person(&server.app, Role::Leader, "XTB").await).await;
    server.listen(&other).await;
    readings.pop();
    let room = async {
        while server.ask("/live", &cookie, "").await.status != StatusCode::OK {
            // What makes the server notice that the reader has gone.
            happen(&server.app, "plan", Uuid::nil(), &[]).await;
        }
    };
    timeout(LONG, room).await.expect("room again");
}

#[sqlx::test]
async fn signing_out_ends_the_stream_at_once(pool: PgPool) {
    let server = server(pool).await;
    let app = &server.app;
    let cookie = registrar(app).await;
    let mut reading = server.listen(&cookie).await;
    reading.expect("ready").await;
    let session: Uuid =
        sqlx::query_scalar("update sessions set ended_at = now() returning id").fetch_one(&app.db).await.unwrap();
    happen(app, "session", session, &[]).await;
    reading.expect("ended").await;
    assert_eq!(reading.next().await, None);
}

#[sqlx::test]
async fn an_open_stream_does_not_keep_an_idle_session_alive(pool: PgPool) {
    let minutes = Arc::new(AtomicI64::new(0));
    let passed = Arc::clone(&minutes);
    let app = testing::app(pool).await;
    let clock = Clock::from_fn(move || testing::start() + TimeDelta::minutes(passed.load(Ordering::Relaxed)));
    let server = Server::start(&App { clock, ..app }).await;
    let app = &server.app;
    let cookie = registrar(app).await;
    let seen = || async { sqlx::query_scalar("select seen_at from sessions").fetch_one(&app.db).await.unwrap() };
    let at: chrono::DateTime<chrono::Utc> = seen().await;
    minutes.store(10, Ordering::Relaxed);
    server.listen(&cookie).await.expect("ready").await;
    server.ask("/login", &cookie, "x-live: 1\r\n").await;
    assert_eq!(seen().await, at);
    minutes.store(16, Ordering::Relaxed);
    assert_eq!(server.ask("/live", &cookie, "").await.status, StatusCode::UNAUTHORIZED);
}

#[sqlx::test]
async fn a_stream_is_neither_compressed_nor_kept(pool: PgPool) {
    let server = server(pool).await;
    let cookie = registrar(&server.app).await;
    let reading = server.ask("/live", &cookie, "accept-encoding: gzip, br\r\n").await;
    let head = reading.head.to_lowercase();
    assert!(head.contains("content-type: text/event-stream") && head.contains("x-accel-buffering: no"), "{head}");
    assert!(!head.contains("content-encoding"), "{head}");
    assert!(head.contains("cache-control: no-cache") || head.contains("cache-control: no-store"), "{head}");
}
