//! Closing a unit that takes no further part, and opening it again.

use serde_json::json;
use sqlx::PgPool;

use super::authorised;
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        units::{model::can_close, queries::pages::used},
    },
    server::context::Act,
    shared::{error::AppError, ids::UnitId},
    t,
};

/// Closes the unit today. Doing it again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Refused`] while people or open tasks hang on it.
pub async fn close_unit(db: &PgPool, act: &Act, code: &str) -> Result<(), AppError> {
    authorised(act)?;
    let mut tx = db.begin().await?;
    // Locked: nobody gets an account in it meanwhile (accounts lock the unit they are put in).
    let unit = sqlx::query!("select id, short_name, closed_on from units where code = $1 for update", code)
        .fetch_one(&mut *tx)
        .await?;
    if unit.closed_on.is_some() {
        return Ok(());
    }
    can_close(used(&mut tx, UnitId(unit.id)).await?)
        .map_err(|used| AppError::Refused(t::units::still_used(act.locale, used.people, used.tasks)))?;
    sqlx::query!("update units set closed_on = $2, version = version + 1 where id = $1", unit.id, act.today)
        .execute(&mut *tx)
        .await?;
    let event = NewEvent::new("unit.closed", Object::new("unit", unit.id, unit.short_name));
    record(&mut tx, act, event.after(&json!({ "closed_on": act.today }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens a closed unit again. Doing it again changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn reopen_unit(db: &PgPool, act: &Act, code: &str) -> Result<(), AppError> {
    authorised(act)?;
    let mut tx = db.begin().await?;
    let unit = sqlx::query!("select id, short_name, closed_on from units where code = $1 for update", code)
        .fetch_one(&mut *tx)
        .await?;
    if unit.closed_on.is_none() {
        return Ok(());
    }
    sqlx::query!("update units set closed_on = null, version = version + 1 where id = $1", unit.id)
        .execute(&mut *tx)
        .await?;
    let event = NewEvent::new("unit.reopened", Object::new("unit", unit.id, unit.short_name));
    record(&mut tx, act, event.before(&json!({ "closed_on": unit.closed_on }))).await?;
    tx.commit().await?;
    Ok(())
}
