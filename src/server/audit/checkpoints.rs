//! Checkpoints: digests of the chain kept outside the database, in `<data>/audit/checkpoints.jsonl`, one JSON object a
//! line. Whoever cuts off the end of the chain or computes it again would have to change this file as well; copy it to
//! another machine to be safe from somebody who can write to both.

use std::{
    io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::time::Instant;

use super::{
    content::hex,
    sealing::{self, Head, Round},
};

/// At most one line in this time.
const GRAIN: Duration = Duration::from_secs(10);
/// No line is longer.
const LINE: u64 = 4096;

/// One line: the chain had this digest at this number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    pub number: i64,
    /// Hexadecimal
    pub digest: String,
    /// When the event was sealed.
    pub at: DateTime<Utc>,
}

impl From<Head> for Checkpoint {
    fn from(head: Head) -> Self {
        Self { number: head.number, digest: hex(&head.digest), at: head.sealed_at }
    }
}

/// Where the lines are in a data folder.
#[must_use]
pub fn path(data: &Path) -> PathBuf {
    data.join("audit").join("checkpoints.jsonl")
}

/// Appends lines.
pub struct Checkpoints {
    path: PathBuf,
    last: Option<Checkpoint>,
    written: Option<Instant>,
    grown: bool,
    failing: bool,
}

impl Checkpoints {
    /// Goes on from the file's last line, after comparing it with the database: a chain that was changed while the
    /// server was away is in the log from the start.
    pub async fn open(data: &Path, db: &PgPool) -> Self {
        let path = path(data);
        let last = last_line(&path);
        let mut checkpoints = Self { path, last, written: None, grown: true, failing: false };
        checkpoints.compare(db).await;
        checkpoints
    }

    /// After each round of sealing: writes the head when it grew and the last line is old enough.
    pub async fn note(&mut self, db: &PgPool, round: Round) {
        self.grown |= round != Round::Idle;
        if self.grown && self.written.is_none_or(|at| at.elapsed() >= GRAIN) {
            self.write(db).await;
        }
    }

    /// The last line before the process ends.
    pub async fn close(&mut self, db: &PgPool) {
        self.write(db).await;
    }

    async fn write(&mut self, db: &PgPool) {
        let head = match sealing::head(db).await {
            Ok(Some(head)) => Checkpoint::from(head),
            Ok(None) | Err(_) => return,
        };
        self.written = Some(Instant::now());
        self.grown = false;
        if self.last.as_ref() == Some(&head) {
            return;
        }
        self.compare(db).await;
        let (path, line) = (self.path.clone(), head.clone());
        let appended = tokio::task::spawn_blocking(move || append(&path, &line)).await;
        match appended {
            Ok(Ok(())) => self.failing = false,
            Ok(Err(error)) if !self.failing => {
                self.failing = true;
                tracing::error!(%error, path = %self.path.display(), "a checkpoint of the activity record cannot be kept");
            }
            _ => {}
        }
        self.last = Some(head);
    }

    /// Whether the chain still says what was noted last.
    async fn compare(&mut self, db: &PgPool) {
        let Some(last) = &self.last else { return };
        let found = sqlx::query_scalar!("select digest from event_seals where number = $1", last.number);
        match found.fetch_optional(db).await {
            Ok(Some(digest)) if hex(&digest) == last.digest => {}
            Ok(_) => tracing::error!(
                number = last.number,
                noted = %last.at,
                "the activity record was changed, cut off or replaced: run `duban verify-audit`"
            ),
            Err(_) => {}
        }
    }
}

fn append(path: &Path, checkpoint: &Checkpoint) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().create(true).read(true).append(true).mode(0o600).open(path)?;
    let mut line = serde_json::to_string(checkpoint)?;
    line.push('\n');
    if !ends_a_line(&mut file)? {
        // A line that was cut off by a crash stays alone.
        line.insert(0, '\n');
    }
    file.write_all(line.as_bytes())?;
    file.sync_data()
}

fn ends_a_line(file: &mut std::fs::File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    Ok(byte == *b"\n")
}

/// The last whole line, from the end of the file.
fn last_line(path: &Path) -> Option<Checkpoint> {
    let mut file = std::fs::File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LINE))).ok()?;
    let mut text = Vec::new();
    file.read_to_end(&mut text).ok()?;
    String::from_utf8_lossy(&text).lines().rev().find_map(|line| serde_json::from_str(line).ok())
}

/// A line of the file, or what stands in its place.
pub enum Line {
    Checkpoint(Checkpoint),
    /// Not a checkpoint: its line number, from 1.
    Unreadable(usize),
}

/// Reads the lines one by one; empty ones are skipped.
///
/// # Errors
/// When the file cannot be opened.
pub fn read(path: &Path) -> std::io::Result<impl Iterator<Item = Line>> {
    let mut reader = BufReader::new(std::fs::File::open(path)?);
    let mut number = 0;
    Ok(std::iter::from_fn(move || {
        loop {
            let mut line = Vec::new();
            let read = reader.by_ref().take(LINE).read_until(b'\n', &mut line).ok()?;
            if read == 0 {
                return None;
            }
            number += 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            return Some(serde_json::from_slice(&line).map_or(Line::Unreadable(number), Line::Checkpoint));
        }
    }))
}
