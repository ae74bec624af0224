//! What was killed, interrupted or left behind.

use std::{fs, process, time::Instant};

use super::{connect, is_marked, mark};
use crate::support::{
    folder::{Folder, signal},
    server::Server,
    wait_for,
};

#[tokio::test]
async fn a_killed_server_leaves_its_database_to_the_next() {
    let folder = Folder::made();
    let server = Server::start(&folder);
    mark(&folder).await;
    let postgres = folder.postgres();
    server.kill();
    let server = Server::start(&folder);
    assert_eq!(folder.postgres(), postgres, "the PostgreSQL that was left running is taken over");
    assert!(is_marked(&folder).await);
    assert!(server.stop().success());
    assert_eq!(folder.postgres(), None, "one that was taken over is stopped too");
}

#[tokio::test]
async fn a_killed_server_and_database_start_again_on_the_same_data() {
    let folder = Folder::made();
    let server = Server::start(&folder);
    mark(&folder).await;
    signal("KILL", folder.postgres().unwrap());
    server.kill();
    let server = Server::start(&folder);
    assert!(is_marked(&folder).await);
    assert!(server.stop().success());
}

#[tokio::test]
async fn a_database_that_dies_is_started_again() {
    let folder = Folder::made();
    let server = Server::start(&folder);
    mark(&folder).await;
    let killed = folder.postgres().unwrap();
    signal("KILL", killed);
    wait_for("another PostgreSQL", || folder.postgres().filter(|now| *now != killed));
    server.wait_until_ready();
    assert!(is_marked(&folder).await);
    assert!(server.stop().success());
}

#[tokio::test]
async fn a_long_query_does_not_keep_a_killed_database_from_starting() {
    let folder = Folder::made();
    let server = Server::start(&folder);
    let mut connection = connect(&folder, "duban").await;
    let killed = folder.postgres().unwrap();
    let query = tokio::spawn(async move {
        sqlx::query("select count(*) from generate_series(1, 1000000000)").execute(&mut connection).await
    });
    let mut other = connect(&folder, "duban").await;
    let begun = Instant::now();
    loop {
        let running = "select from pg_stat_activity where state = 'active' and query like '%generate_series%'
                       and pid <> pg_backend_pid()";
        if sqlx::query(running).fetch_optional(&mut other).await.unwrap().is_some() {
            break;
        }
        assert!(begun.elapsed().as_secs() < 30);
        tokio::task::yield_now().await;
    }
    signal("KILL", killed);
    wait_for("another PostgreSQL", || folder.postgres().filter(|now| *now != killed));
    server.wait_until_ready();
    assert!(query.await.unwrap().is_err());
    assert!(server.stop().success());
}

#[test]
fn a_database_that_was_not_made_to_the_end_is_made_anew() {
    let folder = Folder::new();
    let half = folder.data.join("postgres.new-1");
    fs::create_dir_all(half.join("base")).unwrap();
    fs::write(half.join("PG_VERSION"), "15\n").unwrap();
    let server = Server::start(&folder);
    server.wait_until_ready();
    assert!(!half.exists());
}

#[test]
fn a_number_left_by_a_crash_may_be_another_process_now() {
    let folder = Folder::made();
    let server = Server::start(&folder);
    let text = fs::read_to_string(folder.cluster().join("postmaster.pid")).unwrap();
    assert!(server.stop().success());
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(folder.cluster().join("postmaster.pid"), format!("{}\n{rest}", process::id())).unwrap();
    let server = Server::start(&folder);
    assert_ne!(folder.postgres(), Some(process::id()));
    assert!(server.stop().success());
}
