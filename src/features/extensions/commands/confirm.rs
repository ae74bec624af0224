//! 单位负责人确认

use serde_json::json;
use sqlx::PgPool;

use super::{extendable, nothing_open, notices, open_as_known};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        extensions::{
            inputs::AskForm,
            model::{Stage, can_confirm, is_late},
        },
        tasks::commands::life::{due::standing, lock},
    },
    server::{context::Act, database::idempotency},
    shared::{error::AppError, ids::CommandKey},
};

/// Confirms the unit's request, which goes to the office with this text and date. Whether it is late is judged by today:
/// only now it is asked.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when nothing waits for it or the task cannot be extended
/// any more; [`AppError::Conflict`] when the request was changed meanwhile; [`AppError::Fields`] as for asking.
pub async fn confirm(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    number: &str,
    version: i64,
    form: &AskForm,
) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "extension.confirmed").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    let standing = standing(&mut tx, &task).await?;
    if !can_confirm(&act.actor, standing.lead) {
        return Err(AppError::NotFound);
    }
    let request = open_as_known(&mut tx, act, &task, version).await?;
    if request.stage != Stage::ToConfirm {
        return Err(nothing_open(act, &task));
    }
    let due = extendable(act, &task, standing)?;
    let asked = form.parse(due, act.today, act.locale).map_err(AppError::Fields)?;
    let before = sqlx::query!("select cause, progress, asked_due, late from extensions where id = $1", request.id)
        .fetch_one(&mut *tx)
        .await?;
    let late = is_late(due, act.today);
    sqlx::query!(
        "update extensions set cause = $2, progress = $3, due_then = $4, asked_due = $5, late = $6, confirmed_by = $7,
                confirmed_at = $8, version = version + 1
         where id = $1",
        request.id,
        asked.cause,
        asked.progress,
        due,
        asked.asked_due,
        late,
        act.actor.person.0,
        act.at,
    )
    .execute(&mut *tx)
    .await?;
    notices::to_decide(&mut tx, act, &task, request.id, &asked).await?;
    let object = task.object();
    let before = json!({
        "asked_due": before.asked_due, "cause": before.cause, "progress": before.progress, "late": before.late,
    });
    let after = json!({ "asked_due": asked.asked_due, "cause": asked.cause, "progress": asked.progress, "late": late });
    record(&mut tx, act, NewEvent::new("extension.confirmed", object).before(&before).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
