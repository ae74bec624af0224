//! 退回: a unit gives a task back that is not its own, and the office gives it again.

use serde_json::json;
use sqlx::PgPool;

use super::{
    Taking,
    assignments::{follow_parts, in_force},
    lock,
    notices::given_back,
    reason, take,
};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        tasks::model::{
            State, UnitRole,
            life::{Step, can_direct, can_sign},
        },
    },
    server::{context::Act, database::idempotency},
    shared::{error::AppError, ids::CommandKey},
    t,
};

/// Gives the task back for the actor's unit. From the first lead the whole task goes back to the office; another unit's
/// part waits there until the office gives it again or takes the unit out.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, or when the task was not given to the unit; [`AppError::Fields`] without a
/// reason; [`AppError::Refused`] when it was signed for, and while the task is set aside.
pub async fn give_back(db: &PgPool, act: &Act, key: CommandKey, number: &str, why: &str) -> Result<(), AppError> {
    if !can_sign(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "task.given_back").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    let part = in_force(&mut tx, task.id, act.actor.unit).await?;
    task.is_with_units(act)?;
    let why = &*reason(why, act)?;
    if part.signed {
        return Err(AppError::Refused(t::life::signed_already(act.locale, &task.number)));
    }
    if part.returned {
        return Err(AppError::Refused(t::life::given_back_already(act.locale, &task.number)));
    }
    sqlx::query!(
        "update assignments set returned_at = $2, returned_by = $3, return_reason = $4 where id = $1",
        part.id,
        act.at,
        act.actor.person.0,
        why,
    )
    .execute(&mut *tx)
    .await?;
    given_back(&mut tx, act, &task, part.id, why).await?;
    if part.role == UnitRole::Lead.code() && task.state == State::Dispatched {
        let taking = Taking { unit: Some(act.actor.unit), reason: why, ..Taking::of(Step::GiveBack) };
        take(&mut tx, act, &task, taking).await?;
        sqlx::query!("update dispatches set ended_at = $2 where task_id = $1 and ended_at is null", task.id.0, act.at)
            .execute(&mut *tx)
            .await?;
        sqlx::query!("update assignments set ended_at = $2 where task_id = $1 and ended_at is null", task.id.0, act.at)
            .execute(&mut *tx)
            .await?;
    }
    let object = task.object();
    let after = json!({ "unit": act.actor.unit_name, "reason": why });
    record(&mut tx, act, NewEvent::new("task.given_back", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives the task again to a unit that gave its part back. Where it has the task in hand nothing changes.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, or when the unit has no part in the task.
pub async fn give_again(db: &PgPool, act: &Act, key: CommandKey, number: &str, unit: &str) -> Result<(), AppError> {
    if !can_direct(&act.actor) || unit.contains('\0') {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "task.given_again").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    let ended = sqlx::query_scalar!(
        "update assignments a set ended_at = $3 from units u
         where u.id = a.unit_id and u.code = $2 and a.task_id = $1 and a.ended_at is null and a.returned_at is not null
         returning u.short_name",
        task.id.0,
        unit,
        act.at,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(name) = ended else {
        let has = sqlx::query_scalar!(
            "select true as \"has!\" from assignments a join units u on u.id = a.unit_id
             where a.task_id = $1 and u.code = $2 and a.ended_at is null",
            task.id.0,
            unit,
        );
        return has.fetch_optional(&mut *tx).await?.map(drop).ok_or(AppError::NotFound);
    };
    follow_parts(&mut tx, act, &[task.id.0]).await?;
    let object = task.object();
    record(&mut tx, act, NewEvent::new("task.given_again", object).after(&json!({ "unit": name }))).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
