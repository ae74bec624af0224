//! With a PostgreSQL of one's own: here the socket of another folder's private one stands in for it.

use std::{
    fs,
    process::{Command, Stdio},
};

use sqlx::Connection as _;

use super::connect;
use crate::support::{
    folder::Folder,
    server::{Server, duban},
};

/// An empty database in the running cluster of `folder`.
async fn empty_database(folder: &Folder) {
    let mut connection = connect(folder, "duban").await;
    sqlx::query("create database other").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

fn url(folder: &Folder, role: &str) -> String {
    format!("postgres://{role}@localhost/other?host={}", folder.socket().display())
}

fn with_both(mut command: Command, folder: &Folder) -> Command {
    command.env("DATABASE_URL", url(folder, "duban_app")).env("DATABASE_OWNER_URL", url(folder, "duban"));
    command
}

#[tokio::test]
async fn two_processes_may_migrate_and_serve_at_once() {
    let folder = Folder::made();
    let _holder = Server::start(&folder);
    empty_database(&folder).await;
    let migrate = || {
        let mut command = with_both(duban(&folder, &["migrate"]), &folder);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for child in [migrate(), migrate(), migrate()] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let one = Server::start_with(&folder, with_both(duban(&folder, &["serve"]), &folder));
    let mut without_owner = duban(&folder, &["serve"]);
    without_owner.env("DATABASE_URL", url(&folder, "duban_app"));
    let other = Server::start_with(&folder, without_owner);
    assert_eq!((one.get("/readyz"), other.get("/readyz")), (Some(200), Some(200)));
    assert!(one.stop().success());
    assert!(other.stop().success());
    assert!(folder.postgres().is_some(), "somebody else's database goes on");
}

#[tokio::test]
async fn the_doctor_tells_a_role_that_could_do_more_than_it_should() {
    let folder = Folder::made();
    let _holder = Server::start(&folder);
    empty_database(&folder).await;
    let mut command = duban(&folder, &["migrate"]);
    assert!(command.env("DATABASE_URL", url(&folder, "duban")).output().unwrap().status.success());
    let rights = |mut command: Command| {
        let report: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        findings.into_iter().find(|finding| finding["check"] == "rights").unwrap()["status"].clone()
    };
    let doctor = || duban(&folder, &["doctor", "--json"]);
    assert_eq!(rights(with_both(doctor(), &folder)), "ok");
    let mut owner = doctor();
    owner.env("DATABASE_URL", url(&folder, "duban"));
    assert_eq!(rights(owner), "warn");
    let mut connection = PgOther::open(&folder).await;
    connection.run("grant delete on events to duban_app").await;
    assert_eq!(rights(with_both(doctor(), &folder)), "fail");
}

/// The owner's connection to the other database.
struct PgOther(sqlx::PgConnection);

impl PgOther {
    async fn open(folder: &Folder) -> Self {
        Self(sqlx::PgConnection::connect(&url(folder, "duban")).await.unwrap())
    }

    async fn run(&mut self, statement: &'static str) {
        sqlx::query(statement).execute(&mut self.0).await.unwrap();
    }
}

#[test]
fn a_database_that_cannot_be_reached_is_named() {
    let folder = Folder::new();
    let mut command = duban(&folder, &["serve"]);
    let output = command.env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none").output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("the database cannot be reached"));
    assert!(fs::read_dir(&folder.data).is_err(), "no private database is made beside it");
}
