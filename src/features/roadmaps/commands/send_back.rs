//! 负责人退回: the unit's head wants the roadmap changed before it goes to the office.

use serde_json::json;
use sqlx::PgPool;

use super::{notices, store};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        roadmaps::{
            model::{Seen, Standing, can_confirm_roadmap},
            queries::rounds,
        },
        tasks::commands::life::{assignments::in_force, lock, reason},
    },
    server::{context::Act, database::idempotency},
    shared::{error::AppError, ids::CommandKey},
};

/// Makes what was sent to the head a draft again.
///
/// # Errors
/// [`AppError::NotFound`] for who is not the unit's head, or when the unit has no part in the task; [`AppError::Fields`]
/// without a reason; [`AppError::Refused`] unless it is with the head; [`AppError::Conflict`] when somebody was faster.
pub async fn send_back(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    number: &str,
    seen: Seen,
    why: &str,
) -> Result<(), AppError> {
    if !can_confirm_roadmap(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "roadmap.sent_back").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    in_force(&mut tx, task.id, act.actor.unit).await?;
    let why = &*reason(why, act)?;
    let last = rounds::last(&mut tx, task.id, act.actor.unit).await?.ok_or(AppError::NotFound)?;
    if last.standing != Standing::WithHead {
        return Err(store::refusal(act, last.standing));
    }
    store::unchanged(Some(&last), seen)?;
    sqlx::query!(
        "update roadmaps set sent_by = null, sent_at = null, sent_back_by = $2, sent_back_at = $3, sent_back_comment = $4,
                version = version + 1
         where id = $1",
        last.id.0,
        act.actor.person.0,
        act.at,
        why,
    )
    .execute(&mut *tx)
    .await?;
    notices::sent_back(&mut tx, act, &task, &last, why).await?;
    let object = task.object();
    let after = json!({ "unit": act.actor.unit_name, "reason": why });
    record(&mut tx, act, NewEvent::new("roadmap.sent_back", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
