//! PostgreSQL's log: one file in the data folder, and one before it.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read as _, Seek as _, SeekFrom},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use anyhow::{Context as _, Result};

/// From this size on, a log is put aside and begun anew.
const LARGE: u64 = 16 * 1024 * 1024;
/// So many lines of the end explain a failure.
const LINES: usize = 6;

/// Opens the log so that several processes can add to it and it can be emptied under them.
pub fn open(path: &Path) -> Result<File> {
    turn_over(path);
    let log = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
    log.with_context(|| format!("{} cannot be written", path.display()))
}

/// Keeps a large log as `.1` and empties it. PostgreSQL goes on writing to the same file.
pub fn turn_over(path: &Path) {
    if length(path) < LARGE {
        return;
    }
    let kept = fs::copy(path, path.with_extension("log.1"));
    if let Err(error) = kept.and_then(|_| OpenOptions::new().write(true).open(path)?.set_len(0)) {
        tracing::warn!(%error, "PostgreSQL's log cannot be put aside");
    }
}

pub fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |log| log.len())
}

/// What was written after the first `from` bytes.
pub fn since(path: &Path, from: u64) -> String {
    let mut said = Vec::new();
    if let Ok(mut log) = File::open(path)
        && log.seek(SeekFrom::Start(from)).is_ok()
    {
        log.read_to_end(&mut said).ok();
    }
    String::from_utf8_lossy(&said).into_owned()
}

/// The end of what a program said.
pub fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n  ")
}
