//! `duban doctor`

use serde_json::Value;

use crate::support::{
    folder::Folder,
    server::{Server, duban, run},
};

/// The status of each check, and the exit.
fn findings(mut command: std::process::Command) -> (Vec<(String, String)>, bool) {
    let output = command.output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], output.status.success());
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().map(|finding| {
        assert!(finding["status"] == "ok" || !text(finding, "advice").is_empty(), "{finding}: says what to do");
        (text(finding, "check"), text(finding, "status"))
    });
    (found.collect(), output.status.success())
}

fn has(findings: &[(String, String)], check: &str, status: &str) -> bool {
    findings.iter().any(|(name, found)| name == check && found == status)
}

#[test]
fn a_healthy_installation_passes() {
    let folder = Folder::new();
    let (before, ok) = findings(duban(&folder, &["doctor", "--json"]));
    assert!(ok, "{before:?}");
    assert!(!folder.cluster().exists(), "looking makes nothing");
    let server = Server::start(&folder);
    let (found, ok) = findings(duban(&folder, &["doctor", "--json"]));
    assert!(ok, "{found:?}");
    for check in ["configuration", "front_end", "storage", "server", "database", "schema", "rights"] {
        assert!(has(&found, check, "ok"), "{check}: {found:?}");
    }
    // What these come to depends on the machine; that they were looked at does not.
    for check in ["clock", "fonts", "converters"] {
        assert!(found.iter().any(|(name, status)| name == check && status != "fail"), "{check}: {found:?}");
    }
    assert!(server.stop().success());
    let (found, ok) = findings(duban(&folder, &["doctor", "--json"]));
    assert!(ok && !has(&found, "server", "ok"), "{found:?}");
    assert_eq!(folder.postgres(), None);
}

#[test]
fn what_is_amiss_fails_with_what_to_do() {
    let folder = Folder::new();
    std::fs::remove_file(folder.site.join("manifest.json")).unwrap();
    let (found, ok) = findings(duban(&folder, &["doctor", "--json"]));
    assert!(!ok && has(&found, "front_end", "fail"), "{found:?}");

    let mut command = duban(&folder, &["doctor", "--json"]);
    command.env("DUBAN_ADDRESS", "nowhere");
    let (found, ok) = findings(command);
    assert!(!ok && has(&found, "configuration", "fail"), "{found:?}");

    std::fs::write(&folder.data, "a file").unwrap();
    let (found, ok) = findings(duban(&folder, &["doctor", "--json"]));
    assert!(!ok && has(&found, "storage", "fail"), "{found:?}");
}

#[test]
fn it_speaks_the_language_that_is_asked_for() {
    let folder = Folder::new();
    let said = |arguments: &[&str]| String::from_utf8_lossy(&run(&folder, arguments).stdout).into_owned();
    assert!(said(&["doctor", "--language", "zh"]).contains("配置"));
    assert!(said(&["doctor"]).contains("Configuration"));
}
