//! Sweeping away files that no record knows.

use std::{collections::HashSet, time::Duration};

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::server::{state::App, storage::Storage};

/// Looked for so often.
const EVERY: Duration = Duration::from_hours(6);

/// Nothing younger is touched: the row of a file that is just coming is still to be written; and when an older dump was
/// restored beside the files, there is time to find that the rows of newer ones are missing.
const SPARED: TimeDelta = TimeDelta::days(30);

/// Sweeps from time to time until it is told to stop. Several servers may do so at once.
///
/// # Errors
/// What the database or the store says.
pub async fn run(app: App, stop: CancellationToken) -> Result<()> {
    loop {
        sweep(&app.db, &app.storage, app.clock.now()).await?;
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Removes the files without a row, and what was begun and never ended. A database that knows none of the files is not
/// theirs: a server that was started on an empty one, before the office's is restored, removes nothing.
///
/// # Errors
/// What the database or the store says.
pub async fn sweep(db: &PgPool, storage: &Storage, now: DateTime<Utc>) -> Result<()> {
    let moment = now - SPARED;
    storage.remove_beginnings(moment).await?;
    let old = storage.before(moment).await?;
    let known: Vec<Uuid> =
        sqlx::query_scalar!("select id from documents where id = any($1)", &old).fetch_all(db).await?;
    if known.is_empty() && !old.is_empty() {
        tracing::warn!(files = old.len(), "the database knows none of the stored files; they are left alone");
        return Ok(());
    }
    let known: HashSet<Uuid> = known.into_iter().collect();
    for id in old.into_iter().filter(|id| !known.contains(id)) {
        storage.delete(id).await?;
        tracing::info!(%id, "a file that no record knows was removed");
    }
    Ok(())
}
