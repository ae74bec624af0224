//! 审定延期

use serde_json::json;
use sqlx::PgPool;

use super::{extendable, nothing_open, notices, open_as_known};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        extensions::{
            inputs::DecideForm,
            model::{Decision, Stage, can_decide},
        },
        lights,
        tasks::commands::life::{
            due::{postpone, standing},
            lock,
        },
    },
    server::{context::Act, database::idempotency},
    shared::{
        error::AppError,
        ids::{CommandKey, PersonId},
    },
};

/// Grants the request, with the asked date or another one, or refuses it. Granting moves the task's current due date.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when nothing waits for a decision, or the task cannot be
/// extended any more (refusing it is always possible); [`AppError::Conflict`] when the request was changed meanwhile;
/// [`AppError::Fields`] without decision, reason or a later date that is not past.
pub async fn decide(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    number: &str,
    version: i64,
    form: &DecideForm,
) -> Result<(), AppError> {
    if !can_decide(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "extension.decided").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    let request = open_as_known(&mut tx, act, &task, version).await?;
    if request.stage != Stage::ToDecide {
        return Err(nothing_open(act, &task));
    }
    let standing = standing(&mut tx, &task).await?;
    if Decision::from_code(&form.decision) == Some(Decision::Granted) {
        extendable(act, &task, standing)?;
    }
    let decided = form.parse(standing.due, act.today, act.locale).map_err(AppError::Fields)?;
    let asked_by = sqlx::query_scalar!(
        "update extensions set decided_by = $2, decided_at = $3, decision = $4, granted_due = $5, reason = $6,
                version = version + 1
         where id = $1 returning asked_by",
        request.id,
        act.actor.person.0,
        act.at,
        decided.decision.code(),
        decided.granted_due,
        decided.reason,
    )
    .fetch_one(&mut *tx)
    .await?;
    let (mut before, mut after) = (json!({}), json!({ "decision": decided.decision.code(), "reason": decided.reason }));
    if let Some(day) = decided.granted_due {
        postpone(&mut tx, act, &task, day).await?;
        lights::commands::refresh(&mut tx, &[task.id.0]).await?;
        before["due"] = json!(standing.due);
        after["due"] = json!(day);
    }
    let told = notices::Decided {
        request: request.id,
        decision: decided.decision,
        day: decided.granted_due,
        reason: &decided.reason,
        lead: standing.lead,
        asked_by: PersonId(asked_by),
    };
    notices::decided(&mut tx, act, &task, &told).await?;
    let object = task.object();
    record(&mut tx, act, NewEvent::new("extension.decided", object).before(&before).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
