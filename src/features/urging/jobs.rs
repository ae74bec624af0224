//! The ladder runs by itself: in every server process, one at a time.
//!
//! The turn is a lock that ends with its transaction, so also when its process is killed: the next one goes on at once.
//! It only saves work. That nothing is sent twice is kept by each task's own transaction, and what a killed process did not
//! commit is found again by the next round: there is no list of what was to be sent, only what is due and what was sent.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::{
    commands::climb::{Round, climb_all},
    model::ladder::is_time,
};
use crate::{
    features::{calendar, instructions, lights, reports},
    server::state::App,
    shared::error::AppError,
};

/// The ladder's turn: "duban" in ASCII, eleventh lock (`audit::sealing` has the first, mails the second).
const TURN: i64 = 0x6475_6261_6e0b;
/// How often the clock is looked at.
const POLL: Duration = Duration::from_secs(5);
/// Seconds from one round to the next.
const QUARTER: i64 = 15 * 60;

/// Makes a round at the start and at each quarter of an hour until `stop`. A round that failed, or that another process had
/// begun, is made again: that process may have been killed.
///
/// # Errors
/// Never: a database that is away is waited for.
pub async fn run(app: App, stop: CancellationToken) -> anyhow::Result<()> {
    let (mut done, mut failing) = (None, false);
    loop {
        let quarter = app.clock.now().timestamp().div_euclid(QUARTER);
        if done != Some(quarter) {
            let outcome = tokio::select! {
                outcome = round(&app) => outcome,
                // A task's transaction that is under way is undone, as after a kill.
                () = stop.cancelled() => return Ok(()),
            };
            match &outcome {
                Ok(Some(sent @ 1..)) => tracing::info!(sent, "units were urged"),
                Err(error) if !failing => tracing::warn!(%error, "urging waits"),
                _ => {}
            }
            failing = outcome.is_err();
            if matches!(outcome, Ok(Some(_))) {
                done = Some(quarter);
            }
        }
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = sleep(POLL) => {}
        }
    }
}

/// What is done each quarter of an hour in working time: the word that reports are due or late and that instructions are
/// not answered, then the ladder. Returns how many urges were sent: none at night and on days off. `None` when another
/// process is at it.
///
/// # Errors
/// What the database says. All tasks but those that failed have been served.
pub async fn round(app: &App) -> Result<Option<usize>, AppError> {
    let calendar = calendar::queries::read(&app.db).await?;
    let (at, today) = (app.clock.for_records(), app.clock.today());
    if !is_time(today, app.clock.office_time(), &calendar) {
        return Ok(Some(0));
    }
    reports::commands::remind::remind(&app.db, at, today, &calendar).await?;
    instructions::commands::remind::remind(&app.db, at, today).await?;
    let rule = lights::queries::rule(&app.db, today).await?;
    let mut turn = app.db.begin().await?;
    let ours = sqlx::query_scalar!("select pg_try_advisory_xact_lock($1) as \"turn!\"", TURN).fetch_one(&mut *turn);
    if !ours.await? {
        return Ok(None);
    }
    let sent = climb_all(&app.db, Round { at, today, rule: &rule, calendar: &calendar }).await;
    turn.rollback().await?;
    sent.map(Some)
}
