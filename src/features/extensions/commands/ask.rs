//! 申请延期

use serde_json::json;
use sqlx::PgPool;

use super::{extendable, notices, open};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        extensions::{
            inputs::AskForm,
            model::{can_ask, can_confirm, is_late},
        },
        tasks::commands::life::{due::standing, lock},
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, ExtensionId, TaskId},
    },
    t,
};

/// Asks for a later due date on behalf of the first lead. What the head of the unit asks is confirmed by that.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when the task cannot be extended where it stands, or a
/// request is open; [`AppError::Fields`] when something is missing or the date is not later.
pub async fn ask(db: &PgPool, act: &Act, key: CommandKey, number: &str, form: &AskForm) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "extension.asked").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    let standing = standing(&mut tx, &task).await?;
    if !can_ask(&act.actor, standing.lead) {
        return Err(AppError::NotFound);
    }
    let due = extendable(act, &task, standing)?;
    if open(&mut tx, &task).await?.is_some() {
        return Err(AppError::Refused(t::extensions::one_open(act.locale, &task.number)));
    }
    let asked = form.parse(due, act.today, act.locale).map_err(AppError::Fields)?;
    let round = next_round(&mut tx, task.id).await?;
    let late = is_late(due, act.today);
    let confirmed = can_confirm(&act.actor, standing.lead);
    let id = ExtensionId::new().0;
    sqlx::query!(
        "insert into extensions (id, task_id, unit_id, round, cause, progress, due_then, asked_due, late, asked_by, asked_at,
                                 confirmed_by, confirmed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id,
        task.id.0,
        act.actor.unit.0,
        round,
        asked.cause,
        asked.progress,
        due,
        asked.asked_due,
        late,
        act.actor.person.0,
        act.at,
        confirmed.then_some(act.actor.person.0),
        confirmed.then_some(act.at),
    )
    .execute(&mut *tx)
    .await?;
    if confirmed {
        notices::to_decide(&mut tx, act, &task, id, &asked).await?;
    } else {
        notices::to_confirm(&mut tx, act, &task, id, &asked).await?;
    }
    let object = task.object();
    let before = json!({ "asked_due": due });
    let after = json!({
        "asked_due": asked.asked_due, "cause": asked.cause, "progress": asked.progress, "round": round, "late": late,
        "confirmed": confirmed,
    });
    record(&mut tx, act, NewEvent::new("extension.asked", object).before(&before).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Requests that were withdrawn do not count.
async fn next_round(tx: &mut Tx<'_>, task: TaskId) -> Result<i32, AppError> {
    Ok(sqlx::query_scalar!(
        "select 1 + count(*)::integer as \"round!\" from extensions where task_id = $1 and withdrawn_at is null",
        task.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}
