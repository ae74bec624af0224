//! Readers who were away, readers who are slow.

use super::{
    super::{
        News,
        change::Change,
        stream::tests::{subscription, text},
    },
    *,
};

/// Waits until this server knows version `version`.
async fn known(server: &Server, version: i64) {
    let reached = async {
        while server.app.live.version() < version {
            tokio::task::yield_now().await;
        }
    };
    timeout(LONG, reached).await.expect("known in time");
}

#[sqlx::test]
async fn after_a_cut_exactly_what_was_missed_is_told(pool: PgPool) {
    let server = server(pool).await;
    let cookie = registrar(&server.app).await;
    let task = task(&server.app, 1, &[]).await;
    let mut reading = server.listen(&cookie).await;
    assert_eq!(reading.expect("ready").await.id, Some(0));
    happen(&server.app, "task", task, &[]).await;
    assert_eq!(reading.expect("change").await.id, Some(1));
    drop(reading);
    happen(&server.app, "task", task, &[]).await;
    happen(&server.app, "task", task, &[]).await;
    known(&server, 3).await;
    let mut again = server.ask("/live?since=0", &cookie, "last-event-id: 1\r\n").await;
    again.expect("ready").await;
    happen(&server.app, "task", task, &[]).await;
    for version in 2..=4 {
        assert_eq!(again.expect("change").await.id, Some(version));
    }
}

#[sqlx::test]
async fn a_page_says_from_where_it_was_read(pool: PgPool) {
    let server = server(pool).await;
    let cookie = registrar(&server.app).await;
    for _ in 0..2 {
        happen(&server.app, "plan", Uuid::nil(), &[]).await;
    }
    known(&server, 2).await;
    let mut reading = server.ask("/live?since=1", &cookie, "").await;
    assert_eq!(reading.expect("ready").await.id, Some(1));
    assert_eq!(reading.expect("change").await.id, Some(2));
}

#[sqlx::test]
async fn whoever_was_away_too_long_or_comes_from_another_chain_starts_over(pool: PgPool) {
    let server = server(pool).await;
    let cookie = registrar(&server.app).await;
    sqlx::query(
        "with event as (
             insert into events (id, at, actor_name, address, request_id, verb, object_kind, object_name)
             select gen_random_uuid(), now(), '甲', '::1', '', 'plan.edited', 'plan', '' from generate_series(1, 1100)
             returning id)
         insert into outbox select id from event",
    )
    .execute(&server.app.db)
    .await
    .unwrap();
    known(&server, 1100).await;
    for since in [5, 9_999] {
        let mut reading = server.ask(&format!("/live?since={since}"), &cookie, "").await;
        assert_eq!(reading.expect("ready").await.id, None);
        assert_eq!(reading.expect("reset").await.id, Some(1100));
    }
}

#[sqlx::test]
async fn a_slow_reader_starts_over_and_holds_nobody_up(pool: PgPool) {
    let app = testing::app(pool).await;
    let actor = testing::person(&app, Role::Registrar, "XTB").await;
    let token = sign_in(&app, &actor).await.split_once('=').expect("a pair").1.to_owned();
    let mut slow = subscription(&app, &actor, &token);
    let mut quick = subscription(&app, &actor, &token);
    let task = Uuid::now_v7();
    for number in 1..=100 {
        let change = Change { number, kind: "task".into(), id: Some(task), units: vec![], left_units: vec![] };
        app.live.tell(News::Changes { changes: vec![change], version: number });
        assert!(text(&mut quick).await.contains(&format!("id: {number}\n")));
    }
    let first = text(&mut slow).await;
    assert!(first.contains("event: reset\nid: 100\n"), "{first}");
    app.live.tell(News::Changes { changes: vec![], version: 101 });
    app.live.tell(News::Reset { version: 102 });
    assert!(text(&mut slow).await.contains("event: reset\nid: 102\n"), "what is older than the reset is passed over");
}
