//! Requests while the server stops, and what it counts of them.

use std::io::{Read as _, Write as _};

use crate::support::{
    folder::Folder,
    server::{Server, duban, get, status},
    wait_for,
};

#[test]
fn a_running_request_is_finished_before_the_end() {
    let folder = Folder::made();
    let mut server = Server::start(&folder);
    let mut stream = server.connect();
    let body = "language=en";
    let (first, rest) = body.split_at(4);
    let length = body.len();
    write!(
        stream,
        "POST /fn/preferences/language HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: text/html\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{first}"
    )
    .unwrap();
    // Another answer means that the server has taken up the connection before it.
    assert_eq!(server.get("/healthz"), Some(200));
    server.ask_to_stop();
    wait_for("the server to stop listening", || server.get("/healthz").is_none().then_some(()));
    assert!(folder.postgres().is_some(), "the database stays for what is running");
    stream.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(status(&answer).is_some_and(|status| status < 500), "{answer}");
    assert!(server.ended().success());
    assert_eq!(folder.postgres(), None);
}

#[test]
fn metrics_are_told_on_their_own_address() {
    let folder = Folder::made();
    let mut command = duban(&folder, &["serve"]);
    command.env("DUBAN_METRICS_ADDRESS", "127.0.0.1:0");
    let server = Server::start_with(&folder, command);
    assert_eq!(server.get("/readyz"), Some(200));
    assert_ne!(server.get("/metrics"), Some(200), "not where everybody can ask");
    let address = wait_for("the address of the metrics", || {
        let log = server.log();
        let (_, address) = log.lines().find(|line| line.contains("metrics"))?.split_once("address=")?;
        Some(address.trim().to_owned())
    });
    let told = get(&address, "/metrics").unwrap();
    for line in [
        "duban_requests_total{class=\"2xx\"} 1",
        "duban_request_seconds_bucket{le=\"+Inf\"}",
        "duban_database_connections ",
        "duban_database_connections_idle ",
        "duban_audit_backlog 0",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(server.stop().success());
}
