//! 撤回申请

use serde_json::json;
use sqlx::PgPool;

use super::{notices, open_as_known};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        extensions::model::{Stage, can_ask},
        tasks::commands::life::{due::standing, lock},
    },
    server::{context::Act, database::idempotency},
    shared::{error::AppError, ids::CommandKey},
};

/// Takes the open request back, confirmed or not.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when none is open; [`AppError::Conflict`] when it was
/// changed meanwhile.
pub async fn withdraw(db: &PgPool, act: &Act, key: CommandKey, number: &str, version: i64) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "extension.withdrawn").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    if !can_ask(&act.actor, standing(&mut tx, &task).await?.lead) {
        return Err(AppError::NotFound);
    }
    let request = open_as_known(&mut tx, act, &task, version).await?;
    let asked_due = sqlx::query_scalar!(
        "update extensions set withdrawn_by = $2, withdrawn_at = $3, version = version + 1 where id = $1
         returning asked_due",
        request.id,
        act.actor.person.0,
        act.at,
    )
    .fetch_one(&mut *tx)
    .await?;
    if request.stage == Stage::ToDecide {
        notices::withdrawn(&mut tx, act, &task, request.id).await?;
    }
    let object = task.object();
    let before = json!({ "asked_due": asked_due });
    record(&mut tx, act, NewEvent::new("extension.withdrawn", object).before(&before)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
