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

/// Nothing younger is touched: the row of a file that is just coming is still to be written.
const SPARED: TimeDelta = TimeDelta::days(1);

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

/// Removes the files without a row, and what was begun and never ended.
///
/// # Errors
/// What the database or the store says.
pub async fn sweep(db: &PgPool, storage: &Storage, now: DateTime<Utc>) -> Result<()> {
    let moment = now - SPARED;
    storage.remove_beginnings(moment).await?;
    let old = storage.before(moment).await?;
    let known: Vec<Uuid> =
        sqlx::query_scalar!("select id from documents where id = any($1)", &old).fetch_all(db).await?;
    let known: HashSet<Uuid> = known.into_iter().collect();
    for id in old.into_iter().filter(|id| !known.contains(id)) {
        storage.delete(id).await?;
        tracing::info!(%id, "a file that no record knows was removed");
    }
    Ok(())
}
