//! Finding and calling what the other modules use: the project's folder, cargo, node packages, other programs.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

pub const PACKAGE: &str = "duban";

/// The folder of the clone.
pub fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask.parent().expect("xtask lies in the clone").to_owned()
}

/// Where this clone's own products lie; what is compiled on the way lies where `scripts/env` says.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A cargo call in the clone that knows nothing of the cargo that started this program.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "DATABASE_URL" {
            command.env_remove(name);
        }
    }
    // The query metadata in .sqlx is the truth of every build; `sqlx` is the one step that asks a database.
    command.env("SQLX_OFFLINE", "true");
    command
}

/// What cargo made of this package.
pub struct Artifact {
    pub fresh: bool,
    pub files: Vec<PathBuf>,
    pub executable: Option<PathBuf>,
}

/// Runs a cargo build and gives what it made of this package. Progress and messages go to the terminal.
pub fn cargo_artifacts(command: &mut Command) -> Result<Vec<Artifact>> {
    command.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    let output = command.spawn().with_context(|| text(command))?.wait_with_output()?;
    if !output.status.success() {
        bail!("this failed: {}", text(command));
    }
    let messages = String::from_utf8(output.stdout)?;
    let mut artifacts = Vec::new();
    for line in messages.lines() {
        let message: Value = serde_json::from_str(line)?;
        let ours = message["manifest_path"].as_str().is_some_and(|path| Path::new(path) == root().join("Cargo.toml"));
        if message["reason"] == "compiler-artifact" && ours {
            artifacts.push(Artifact {
                fresh: message["fresh"] == true,
                files: message["filenames"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(PathBuf::from)
                    .collect(),
                executable: message["executable"].as_str().map(PathBuf::from),
            });
        }
    }
    Ok(artifacts)
}

/// Runs a program to its end; anything but success is an error that repeats the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", text(command)))?;
    if !status.success() {
        bail!("this failed ({status}): {}", text(command));
    }
    Ok(())
}

/// Runs a program and gives what it printed.
pub fn output(command: &mut Command) -> Result<Vec<u8>> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", text(command)))?;
    if !output.status.success() {
        bail!("this failed ({}): {}", output.status, text(command));
    }
    Ok(output.stdout)
}

/// A program of the node packages that `scripts/bootstrap` installed.
pub fn node_program(name: &str) -> Result<Command> {
    let path = root().join("node_modules/.bin").join(name);
    if !path.exists() {
        bail!("node_modules/.bin/{name} is missing: run scripts/bootstrap");
    }
    let mut command = Command::new(path);
    command.current_dir(root());
    Ok(command)
}

/// The command as one would type it.
pub fn text(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// The files below a folder, sorted; none if there is no folder.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    Ok(found)
}
