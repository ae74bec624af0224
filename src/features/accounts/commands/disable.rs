//! Taking an account out of use, and back.

use serde_json::json;
use sqlx::PgPool;

use super::authorised;
use crate::{
    features::{
        accounts::{
            model::{ADMIN_PARTS, can_disable},
            queries::roles,
        },
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        units,
    },
    server::context::Act,
    shared::{error::AppError, ids::PersonId},
    t,
};

/// Disables the account and ends all its sessions. Doing it again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Refused`] for one's own account and for the last of an administrator's part.
pub async fn disable(db: &PgPool, act: &Act, person: PersonId) -> Result<(), AppError> {
    authorised(act)?;
    let mut tx = db.begin().await?;
    roles::lock_admin_parts(&mut tx).await?;
    let found = sqlx::query!("select name, disabled_at from people where id = $1 for update", person.0)
        .fetch_one(&mut *tx)
        .await?;
    if found.disabled_at.is_some() {
        return Ok(());
    }
    let held = roles::held(&mut tx, person).await?;
    let others = match ADMIN_PARTS.into_iter().find(|part| held.has(*part)) {
        Some(part) => roles::other_holders(&mut tx, part, person).await?,
        None => 0,
    };
    can_disable(&act.actor, person, held, others).map_err(|refusal| refusal.told(act.locale))?;
    sqlx::query!("update people set disabled_at = $2, version = version + 1 where id = $1", person.0, act.at)
        .execute(&mut *tx)
        .await?;
    let ended =
        sqlx::query!("update sessions set ended_at = $2 where person_id = $1 and ended_at is null", person.0, act.now)
            .execute(&mut *tx)
            .await?
            .rows_affected();
    let event = NewEvent::new("person.disabled", Object::new("person", person.0, found.name));
    record(&mut tx, act, event.after(&json!({ "sessions_ended": ended }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Lets a disabled account be used again. Doing it again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Refused`] when the person's unit was closed meanwhile.
pub async fn enable(db: &PgPool, act: &Act, person: PersonId) -> Result<(), AppError> {
    authorised(act)?;
    let mut tx = db.begin().await?;
    let found = sqlx::query!(
        "select p.name, p.disabled_at, u.code as unit_code from people p join units u on u.id = p.unit_id
         where p.id = $1 for update of p",
        person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if found.disabled_at.is_none() {
        return Ok(());
    }
    if units::queries::lock_open_unit(&mut *tx, &found.unit_code).await?.is_none() {
        return Err(AppError::Refused(t::accounts::refused_closed_unit(act.locale).to_owned()));
    }
    sqlx::query!("update people set disabled_at = null, version = version + 1 where id = $1", person.0)
        .execute(&mut *tx)
        .await?;
    record(&mut tx, act, NewEvent::new("person.enabled", Object::new("person", person.0, found.name))).await?;
    tx.commit().await?;
    Ok(())
}
