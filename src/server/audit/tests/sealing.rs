use std::{sync::Arc, time::Duration};

use sqlx::{PgPool, postgres::PgListener};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::server::{
    audit::{
        checkpoints,
        sealing::{CHANNEL, TURN},
    },
    config::{Config, Database},
    live::Live,
    site::Site,
    state::App,
    storage::Storage,
};

#[sqlx::test]
async fn events_are_numbered_without_gaps_and_leave_the_outbox(owner: PgPool) {
    let db = chain(&owner, 5).await;
    record(&db, 2).await;
    seal_all(&db).await;
    let numbers: Vec<i64> =
        sqlx::query_scalar("select number from event_seals order by number").fetch_all(&db).await.unwrap();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    let waiting: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(&db).await.unwrap();
    assert_eq!(waiting, 0);
    assert!(report(&db, &[]).await.findings.none());
}

#[sqlx::test]
async fn the_server_can_neither_change_nor_remove_events_or_seals(owner: PgPool) {
    let db = chain(&owner, 1).await;
    for sql in [
        "update events set verb = 'x'",
        "delete from events",
        "truncate events cascade",
        "update event_seals set digest = ''",
        "delete from event_seals",
        "truncate event_seals",
    ] {
        let error = db.execute(sql).await.expect_err(sql);
        assert_eq!(
            error.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref(),
            Some("42501"),
            "{sql}"
        );
    }
}

#[sqlx::test]
async fn what_is_not_committed_is_not_sealed_and_holds_nobody_up(owner: PgPool) {
    let db = as_server(&owner).await;
    let who = Who { person: None, name: "甲", address: "::1", request_id: "", at: noon() };
    let mut slow = db.begin().await.unwrap();
    record_as(&mut slow, &who, NewEvent::new("task.edited", Object::new("task", Uuid::nil(), "35-1"))).await.unwrap();
    // Later than the open one, and committed before it.
    record(&db, 1).await;
    assert_eq!(seal(&db, &Clock::fixed(noon())).await.unwrap(), Round::Sealed(1));
    slow.commit().await.unwrap();
    assert_eq!(seal(&db, &Clock::fixed(noon())).await.unwrap(), Round::Sealed(1));
    let report = report(&db, &[]).await;
    assert_eq!((report.sealed, report.waiting), (2, 0));
    assert!(report.findings.none());
}

#[sqlx::test]
async fn commands_go_on_while_a_sealer_hangs_and_others_do_not_wait_for_it(owner: PgPool) {
    let db = as_server(&owner).await;
    record(&db, 1).await;
    let mut hanging = db.begin().await.unwrap();
    sqlx::query("select pg_advisory_xact_lock($1)").bind(TURN).execute(&mut *hanging).await.unwrap();
    record(&db, 1).await;
    assert_eq!(seal(&db, &Clock::fixed(noon())).await.unwrap(), Round::Elsewhere);
    hanging.rollback().await.unwrap();
    assert_eq!(seal(&db, &Clock::fixed(noon())).await.unwrap(), Round::Sealed(2));
}

#[sqlx::test]
async fn sealers_at_once_make_one_chain(owner: PgPool) {
    let db = as_server(&owner).await;
    let sealers: Vec<_> = (0..3)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                loop {
                    let clock = Clock::fixed(noon());
                    seal(&db, &clock).await.expect("sealed or not its turn");
                    let sealed: i64 =
                        sqlx::query_scalar("select count(*) from event_seals").fetch_one(&db).await.unwrap();
                    if sealed == 60 {
                        break;
                    }
                }
            })
        })
        .collect();
    record(&db, 60).await;
    for sealer in sealers {
        timeout(Duration::from_secs(20), sealer).await.expect("in time").unwrap();
    }
    let report = report(&db, &[]).await;
    assert_eq!((report.sealed, report.last), (60, 60));
    assert!(report.findings.none());
}

#[sqlx::test]
async fn a_batch_is_told_once(owner: PgPool) {
    let db = as_server(&owner).await;
    let mut listener = PgListener::connect_with(&db).await.unwrap();
    listener.listen(CHANNEL).await.unwrap();
    record(&db, 7).await;
    seal_all(&db).await;
    record(&db, 1).await;
    seal_all(&db).await;
    let mut told = Vec::new();
    for _ in 0..2 {
        let message = timeout(Duration::from_secs(5), listener.recv()).await.expect("in time").unwrap();
        told.push(message.payload().to_owned());
    }
    assert_eq!(told, ["7", "8"]);
}

#[sqlx::test]
async fn an_event_that_waits_a_second_time_does_not_stop_sealing(owner: PgPool) {
    let db = chain(&owner, 1).await;
    tamper(&owner, "insert into outbox select id from events").await;
    record(&db, 1).await;
    seal_all(&db).await;
    let report = report(&db, &[]).await;
    assert_eq!((report.sealed, report.waiting), (2, 0));
    assert!(report.findings.none());
}

fn app(db: PgPool, folder: &Folder) -> App {
    let config = Config {
        address: ([127, 0, 0, 1], 0).into(),
        metrics_address: None,
        data: folder.0.clone(),
        files: folder.0.join("files"),
        site: PathBuf::new(),
        database: Database::Private,
        connections: 4,
        mail: None,
        behind_tls: false,
        trusted_proxy: false,
        json_log: false,
    };
    App {
        db,
        clock: Clock::fixed(noon()),
        config: Arc::new(config),
        site: Arc::new(Site::none()),
        storage: Storage::in_memory(),
        sample: false,
        stopping: CancellationToken::new(),
        live: Live::default(),
    }
}

#[sqlx::test]
async fn the_task_seals_by_itself_survives_cut_connections_and_notes_where_it_came_to(owner: PgPool) {
    let (folder, stop) = (Folder::new(), CancellationToken::new());
    let db = as_server(&owner).await;
    let sealing = tokio::spawn(super::super::sealing::run(app(db.clone(), &folder), stop.clone()));
    record(&db, 3).await;
    until_sealed(&owner, 3).await;
    owner
        .execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
        .await
        .unwrap();
    let again = as_server(&owner).await;
    record(&again, 2).await;
    until_sealed(&owner, 5).await;
    record(&again, 1).await;
    stop.cancel();
    timeout(Duration::from_secs(10), sealing).await.expect("in time").unwrap().unwrap();
    let file = checkpoints::path(&folder.0);
    let report = report(&again, std::slice::from_ref(&file)).await;
    assert_eq!(report.sealed, 6, "the last round seals what was waiting");
    assert!(report.checkpoints >= 2, "{report:?}");
    assert!(report.findings.none(), "{report:?}");
    let last = std::fs::read_to_string(file).unwrap().lines().last().unwrap().to_owned();
    assert!(last.starts_with("{\"number\":6,"), "{last}");
}

async fn until_sealed(owner: &PgPool, count: i64) {
    let reached = async {
        loop {
            let sealed: i64 = sqlx::query_scalar("select count(*) from event_seals").fetch_one(owner).await.unwrap();
            if sealed >= count {
                break;
            }
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(20), reached).await.expect("sealed in time");
}
