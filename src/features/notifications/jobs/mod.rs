//! Telling again by mail. One process at a time makes and sends mails; the others look every few seconds whether it is
//! still at it.
//!
//! The turn is a lock that ends with its transaction, so also when its process is killed or loses the database: then the
//! next one goes on at once, without waiting for a lease to run out. A mail is made in one transaction with the mark at
//! its notifications, and sent before it is marked as sent: none is lost, and one whose end is not known is sent again with
//! the same bytes under the same Message-ID.

mod compose;
mod letter;
mod recipient;
mod send;
pub mod text_messages;

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use self::text_messages::{NoTextMessages, TextMessages};
use crate::{
    server::{database::Tx, mail::Mailer, state::App},
    shared::error::AppError,
};

/// The mailer's turn: "duban" in ASCII, second lock (`audit::sealing` has the first).
const TURN: i64 = 0x6475_6261_6e02;
/// How often it is looked at what there is to tell.
const POLL: Duration = Duration::from_secs(3);
/// Between two rounds that failed.
const AFTER_FAILURE: Duration = Duration::from_secs(15);

/// Makes and sends mails until `stop`.
///
/// # Errors
/// Never: a database that is away is waited for.
pub async fn run(app: App, mailer: Mailer, stop: CancellationToken) -> anyhow::Result<()> {
    let mut failing = false;
    loop {
        let outcome = tokio::select! {
            outcome = round(&app, &mailer, &NoTextMessages) => outcome,
            // A letter that is under way stays unmarked, as after a kill.
            () = stop.cancelled() => return Ok(()),
        };
        if let (Err(error), false) = (&outcome, failing) {
            tracing::warn!(%error, "mails wait");
        }
        failing = outcome.is_err();
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = sleep(if failing { AFTER_FAILURE } else { POLL }) => {}
        }
    }
}

/// Makes the mails that are due and sends what is due of all that wait; returns how many were sent. Nothing when another
/// process is at it.
///
/// # Errors
/// What the database says; a mail server that is away is none.
pub async fn round(app: &App, mailer: &Mailer, texts: &impl TextMessages) -> Result<usize, AppError> {
    let mut turn = app.db.begin().await?;
    let ours = sqlx::query_scalar!("select pg_try_advisory_xact_lock($1) as \"turn!\"", TURN).fetch_one(&mut *turn);
    if !ours.await? {
        return Ok(0);
    }
    compose::compose(app, &mailer.mail.public_url).await?;
    text_messages::tell(&app.db, app.clock.for_records(), texts).await?;
    let sent = send::send_due(app, mailer, &mut turn).await?;
    turn.rollback().await?;
    Ok(sent)
}

/// Fails when the turn was lost with its connection.
async fn still_ours(turn: &mut Tx<'_>) -> Result<(), AppError> {
    sqlx::query_scalar!("select true as \"here!\"").fetch_one(&mut **turn).await?;
    Ok(())
}
