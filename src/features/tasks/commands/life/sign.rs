//! 签收: a unit takes note that a task is in its hands.

use serde_json::json;
use sqlx::PgPool;

use super::{Taking, assignments::in_force, in_order, lock, take};
use crate::{
    features::{
        activity::{commands::record_all, model::NewEvent},
        lights::commands::refresh,
        tasks::model::{
            State, UnitRole,
            life::{Step, can_sign},
        },
    },
    server::{context::Act, database::idempotency},
    shared::{error::AppError, ids::CommandKey},
    t,
};

/// Signs for the actor's unit, for all of the tasks or none; what is signed for already stays as it is. The first lead's
/// signature moves the task on. Returns how many were signed for now.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, or when a task was not given to the unit; [`AppError::Refused`] when the unit
/// gave it back or a task was set aside; [`AppError::Fields`] at `numbers` when none is chosen.
pub async fn sign(db: &PgPool, act: &Act, key: CommandKey, numbers: &[String]) -> Result<usize, AppError> {
    if !can_sign(&act.actor) {
        return Err(AppError::NotFound);
    }
    if numbers.is_empty() {
        return Err(AppError::field("numbers", t::life::choose_tasks(act.locale)));
    }
    let mut tx = db.begin().await?;
    if let Some(done) = idempotency::claim(&mut tx, act, key, "task.signed").await? {
        return Ok(done);
    }
    let numbers = in_order(numbers);
    let mut events = Vec::new();
    for number in &numbers {
        let task = lock(&mut tx, act, number).await?;
        let part = in_force(&mut tx, task.id, act.actor.unit).await?;
        task.is_with_units(act)?;
        if part.returned {
            return Err(AppError::Refused(t::life::given_back_already(act.locale, &task.number)));
        }
        if part.signed {
            continue;
        }
        sqlx::query!(
            "update assignments set signed_at = $2, signed_by = $3 where id = $1",
            part.id,
            act.at,
            act.actor.person.0
        )
        .execute(&mut *tx)
        .await?;
        if part.role == UnitRole::Lead.code() && task.state == State::Dispatched {
            take(&mut tx, act, &task, Taking { unit: Some(act.actor.unit), ..Taking::of(Step::Sign) }).await?;
        }
        refresh(&mut tx, &[task.id.0]).await?;
        let object = task.object();
        events.push(NewEvent::new("task.signed", object).after(&json!({ "unit": act.actor.unit_name })));
    }
    let signed = events.len();
    record_all(&mut tx, act, events).await?;
    idempotency::keep(&mut tx, act, key, &signed).await?;
    tx.commit().await?;
    Ok(signed)
}
