//! The ledger by the commands alone: sample, import, export and back, administrators, the record checked.

use std::{
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use crate::support::{
    folder::Folder,
    server::{duban, run},
};

fn demo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo").join(name)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The command's standard output, after an exit of 0.
fn done(folder: &Folder, arguments: &[&str]) -> Output {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
    output
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn sample() -> Folder {
    let folder = Folder::made();
    done(&folder, &["demo"]);
    folder
}

/// Every field that the expected file has, of every task.
fn equals_expected(reading: &Value) {
    let expected: Value = serde_json::from_slice(&std::fs::read(demo("ledger-72.expected.json")).unwrap()).unwrap();
    let (tasks, wanted) = (reading["tasks"].as_array().unwrap(), expected["tasks"].as_array().unwrap());
    assert_eq!((tasks.len(), wanted.len()), (72, 72));
    for (task, wanted) in tasks.iter().zip(wanted) {
        for (field, value) in wanted.as_object().unwrap() {
            // The place in the other file, which holds the same.
            if field != "csv_row" {
                assert_eq!(&task[field], value, "{field} of row {}", wanted["row"]);
            }
        }
    }
}

#[test]
fn a_dry_run_prints_what_it_reads_and_enters_nothing() {
    let folder = sample();
    let sheet = demo("ledger-72.xlsx");
    for _ in 0..2 {
        let output = done(&folder, &["import", "ledger", sheet.to_str().unwrap(), "--dry-run", "--json"]);
        let reading: Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
        equals_expected(&reading);
        assert!(said(&output).contains("nothing was entered"), "{}", said(&output));
    }
    let missing = run(&folder, &["import", "ledger", "no-such-file.xlsx", "--dry-run", "--json"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(missing.stdout.is_empty() && said(&missing).contains("no-such-file.xlsx"), "{}", said(&missing));
}

#[test]
fn what_was_exported_comes_back_unchanged() {
    let folder = sample();
    for name in ["ledger.xlsx", "ledger.csv"] {
        let file = folder.path().join(name);
        let file = file.to_str().unwrap();
        done(&folder, &["export", "ledger", file]);
        let output = done(&folder, &["import", "ledger", file]);
        assert!(said(&output).contains("0 new, 0 changed, 72 unchanged"), "{name}: {}", said(&output));
    }
    let record = done(&folder, &["verify-audit"]);
    assert!(printed(&record).contains("Nothing changed"), "{}", printed(&record));
}

#[test]
fn administrators_are_made_at_the_server() {
    let folder = Folder::made();
    for part in ["sys_admin", "security_admin", "auditor"] {
        let listed = printed(&done(&folder, &["admin", "list"]));
        assert!(listed.contains("still missing") && listed.contains(part), "{listed}");
        let account = part.replace('_', "-");
        let made = done(&folder, &["admin", "create", "--account", &account, "--name", "程某", "--role", part]);
        assert!(printed(&made).starts_with(&format!("{account} (程某) made\n")), "{}", printed(&made));
    }
    let listed = printed(&done(&folder, &["admin", "list"]));
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(listed.contains("sys-admin\t程某\tsys_admin\tin use"), "{listed}");
    let again = run(&folder, &["admin", "create", "--account", "auditor", "--name", "程某", "--role", "auditor"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("account"), "{}", said(&again));
    let codes = run(&folder, &["admin", "reset-codes", "--account", "auditor"]);
    assert_eq!(codes.status.code(), Some(1));
    assert!(said(&codes).contains("no account \"auditor\" with one-time codes"), "{}", said(&codes));
    done(&folder, &["verify-audit"]);
}

/// A terminal that its user types into: `script` lends one.
#[test]
fn a_password_typed_at_a_terminal_does_not_show() {
    let folder = Folder::made();
    let program = duban(&folder, &[]);
    let line = format!(
        "{} admin create --account anquan --name 程某 --role security_admin --password-stdin",
        program.get_program().to_string_lossy()
    );
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env_remove("DATABASE_URL").env_remove("DATABASE_OWNER_URL");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script (util-linux)");
    let (mut keys, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains("password: ") {
        let mut byte = [0];
        assert_eq!(screen.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&seen));
        seen.extend(byte);
    }
    keys.write_all(b"Nunjiang-Ship-48\n").unwrap();
    screen.read_to_end(&mut seen).unwrap();
    let seen = String::from_utf8_lossy(&seen);
    assert!(child.wait().unwrap().success() && seen.contains("anquan (程某) made"), "{seen}");
    assert!(!seen.contains("Nunjiang"), "{seen}");
}
