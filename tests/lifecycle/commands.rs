//! Several processes on one data folder, and what the commands say when they cannot go on.

use std::{fs, net::TcpListener, process::Stdio};

use crate::support::{
    folder::Folder,
    server::{Server, duban, run},
};

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_server_stops_its_database_with_itself() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    assert_eq!(server.get("/healthz"), Some(200));
    assert_eq!(server.get("/readyz"), Some(200));
    assert!(folder.postgres().is_some());
    assert!(server.stop().success());
    assert_eq!(folder.postgres(), None);
}

#[test]
fn a_second_server_says_so_and_stops() {
    let folder = Folder::made();
    let server = Server::start(&folder);
    let second = run(&folder, &["serve"]);
    assert!(!second.status.success());
    let said = said(&second);
    for part in ["正在被另一个 duban 进程使用", "in use by another duban process", &server.pid().to_string()]
    {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(server.get("/readyz"), Some(200), "the first is unharmed");
    server.kill();
    assert!(Server::start(&folder).stop().success(), "a killed server holds nothing");
}

#[test]
fn tools_share_the_database_of_the_server() {
    let folder = Folder::made();
    assert!(run(&folder, &["migrate"]).status.success(), "without a server");
    assert_eq!(folder.postgres(), None, "the last to leave stops it");
    let server = Server::start(&folder);
    let postgres = folder.postgres();
    assert!(run(&folder, &["migrate"]).status.success(), "beside a server");
    assert_eq!(folder.postgres(), postgres);
    assert_eq!(server.get("/readyz"), Some(200));
}

#[test]
fn two_tools_may_start_at_once() {
    let folder = Folder::new();
    let start = || duban(&folder, &["migrate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    for child in [start(), start(), start()] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }
    assert_eq!(folder.postgres(), None);
}

#[test]
fn an_error_after_the_database_started_stops_it() {
    let folder = Folder::made();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let failed = run(&folder, &["serve", "--address", &address]);
    assert!(!failed.status.success());
    assert!(said(&failed).contains("DUBAN_ADDRESS"), "{}", said(&failed));
    assert_eq!(folder.postgres(), None);
}

#[test]
fn a_missing_front_end_is_named() {
    let folder = Folder::new();
    fs::remove_file(folder.site.join("manifest.json")).unwrap();
    let failed = run(&folder, &["serve"]);
    assert!(!failed.status.success());
    assert!(said(&failed).contains("cargo xtask front"), "{}", said(&failed));
}

#[test]
fn a_database_of_another_version_is_named() {
    let folder = Folder::made();
    fs::write(folder.cluster().join("PG_VERSION"), "9\n").unwrap();
    let failed = run(&folder, &["migrate"]);
    assert!(!failed.status.success());
    assert!(said(&failed).contains("was made by PostgreSQL 9"), "{}", said(&failed));
}

#[test]
fn a_folder_that_holds_something_else_is_named() {
    let folder = Folder::new();
    fs::create_dir_all(folder.cluster()).unwrap();
    fs::write(folder.cluster().join("something"), "of somebody").unwrap();
    let failed = run(&folder, &["migrate"]);
    assert!(!failed.status.success());
    assert!(said(&failed).contains("move it away"), "{}", said(&failed));
    assert!(folder.cluster().join("something").exists(), "what is not ours stays");
}

#[test]
fn a_record_that_is_not_there_yet_is_named() {
    let checked = run(&Folder::new(), &["verify-audit"]);
    assert_eq!(checked.status.code(), Some(2), "neither sound nor unsound");
    assert!(said(&checked).contains("run duban migrate first"), "{}", said(&checked));
}
