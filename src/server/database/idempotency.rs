//! The same command twice has one effect: a double tap, a retry after a cut.

use serde::{Serialize, de::DeserializeOwned};

use super::Tx;
use crate::{
    server::context::Act,
    shared::{error::AppError, ids::CommandKey},
};

/// The key a form sent; one that sends none does something new each time.
#[must_use]
pub fn key(text: &str) -> CommandKey {
    text.parse().unwrap_or_else(|_| CommandKey::new())
}

/// Claims `key` for this command. Returns the earlier answer if the command was done already; a second request at the
/// same time waits here until the first has committed or given up.
///
/// # Errors
/// [`AppError::Conflict`] when the key was used for another command; [`AppError::Internal`] when the kept answer cannot be
/// read.
pub async fn claim<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    act: &Act,
    key: CommandKey,
    verb: &str,
) -> Result<Option<T>, AppError> {
    claim_with(tx, act, key, verb, serde_json::Value::Null).await
}

/// As [`claim`], for a command that knows its answer beforehand: nothing has to be kept at its end.
///
/// # Errors
/// As of [`claim`].
pub async fn claim_with<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    act: &Act,
    key: CommandKey,
    verb: &str,
    answer: serde_json::Value,
) -> Result<Option<T>, AppError> {
    let claimed = sqlx::query!(
        "insert into done_commands (key, person_id, verb, answer, done_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        key.0,
        act.actor.person.0,
        verb,
        answer,
        act.now,
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if claimed == 1 {
        return Ok(None);
    }
    let done = sqlx::query!(
        "select verb, answer from done_commands where key = $1 and person_id = $2",
        key.0,
        act.actor.person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    if done.verb != verb {
        tracing::warn!(%key, verb, earlier = done.verb, "a command key was used for another command");
        return Err(AppError::Conflict);
    }
    serde_json::from_value(done.answer).map(Some).map_err(|error| {
        tracing::error!(%error, verb, "a kept answer cannot be read");
        AppError::Internal
    })
}

/// Keeps the answer for a repetition, in the command's own transaction.
pub async fn keep<T: Serialize>(tx: &mut Tx<'_>, act: &Act, key: CommandKey, answer: &T) -> Result<(), AppError> {
    let answer = serde_json::to_value(answer).map_err(|error| {
        tracing::error!(%error, "an answer cannot be kept");
        AppError::Internal
    })?;
    sqlx::query!(
        "update done_commands set answer = $3 where key = $1 and person_id = $2",
        key.0,
        act.actor.person.0,
        answer,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
