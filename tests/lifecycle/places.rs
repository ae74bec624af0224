//! Where the data folder lies and whom it belongs to.

use std::{fs, process::Command};

use super::{is_marked, mark};
use crate::support::{
    folder::Folder,
    server::{Server, run},
};

#[test]
fn a_path_may_hold_spaces_and_chinese() {
    let folder = Folder::with_data("督办 数据, \"甲\"");
    let server = Server::start(&folder);
    assert_eq!(server.get("/readyz"), Some(200));
    assert!(server.stop().success());
}

#[test]
fn a_path_may_be_longer_than_a_socket_may() {
    let folder = Folder::with_data(&"很长的目录/".repeat(9));
    let server = Server::start(&folder);
    assert_eq!(server.get("/readyz"), Some(200));
    let socket = folder.socket();
    assert!(!socket.starts_with(&folder.data));
    assert!(server.stop().success());
    fs::remove_dir_all(socket).ok();
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = Folder::new();
    fs::write(&folder.data, "a file").unwrap();
    let failed = run(&folder, &["serve"]);
    assert!(!failed.status.success());
    let said = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert!(said.contains("DUBAN_DATA"), "{said}");
}

/// What `id` says of the user who runs the tests.
fn id(arguments: &[&str]) -> u32 {
    let output = Command::new("id").args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap()
}

#[tokio::test]
async fn root_and_others_take_turns_on_one_folder() {
    if id(&["-u"]) != 0 {
        // Every other test shows the way of a user; this one needs root to change from one to another.
        return;
    }
    let (uid, gid) = (id(&["-u", "postgres"]), id(&["-g", "postgres"]));
    let folder = Folder::new();
    fs::create_dir_all(&folder.data).unwrap();
    folder.give_to(uid);
    let server = Server::start_as(&folder, uid, gid);
    mark(&folder).await;
    assert!(server.stop().success());

    let server = Server::start(&folder);
    assert!(is_marked(&folder).await, "root runs it under its owner");
    assert!(server.stop().success());

    folder.give_to(0);
    let server = Server::start(&folder);
    assert!(is_marked(&folder).await, "put back by root, it is given to postgres");
    assert!(server.stop().success());
}
