//! Checking the chain: every seal and event from the first to the last, in one snapshot, in bounded memory.

mod chain;
mod checkpoints;
mod finding;

use std::path::PathBuf;

use serde::Serialize;
use sqlx::{Executor as _, PgPool};

pub use self::finding::{Finding, Findings};
use crate::server::database::Tx;

/// What was checked and what was found.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Seals read.
    pub sealed: u64,
    /// The last number.
    pub last: i64,
    /// Digest of the last event, hexadecimal.
    pub digest: String,
    /// Committed events that wait for their seal.
    pub waiting: i64,
    /// Checkpoints compared.
    pub checkpoints: u64,
    /// Lines of the checkpoint files that could not be read.
    pub unreadable: u64,
    #[serde(flatten)]
    pub findings: Findings,
}

/// Checks the whole record, then the checkpoints of `files`.
///
/// # Errors
/// When the database or a file cannot be read: then nothing is known.
pub async fn verify(db: &PgPool, files: &[PathBuf]) -> anyhow::Result<Report> {
    let mut tx: Tx<'_> = db.begin().await?;
    // One snapshot: the chain may grow meanwhile. A long record may take long.
    tx.execute("set transaction isolation level repeatable read, read only").await?;
    tx.execute("set local statement_timeout = 0").await?;
    let mut report = Report::default();
    chain::walk(&mut tx, &mut report).await?;
    chain::strays(&mut tx, &mut report).await?;
    for file in files {
        checkpoints::compare(&mut tx, file, &mut report).await?;
    }
    tx.rollback().await?;
    Ok(report)
}
