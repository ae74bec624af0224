//! Entering a unit.

use serde_json::json;
use sqlx::PgPool;

use super::authorised;
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        units::{inputs::UnitForm, queries::pages},
    },
    server::{
        context::Act,
        database::{constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, UnitId},
    },
    t,
};

/// Enters a unit; returns its code.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`] when code or a name is taken.
pub async fn create_unit(db: &PgPool, act: &Act, key: CommandKey, form: UnitForm) -> Result<String, AppError> {
    authorised(act)?;
    let input = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if let Some(code) = idempotency::claim::<String>(&mut tx, act, key, "unit.created").await? {
        return Ok(code);
    }
    let parent = match &input.parent {
        None => None,
        Some(code) => Some(pages::id_of(&mut tx, code).await?.ok_or_else(|| no_parent(act))?),
    };
    let sort_order = match input.sort_order {
        Some(order) => order,
        None => pages::last_order(&mut tx, input.kind).await? + 1,
    };
    let id = UnitId::new();
    sqlx::query!(
        "insert into units (id, code, name, short_name, kind, parent_id, sort_order) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        input.code,
        input.name,
        input.short_name,
        input.kind.code(),
        parent,
        sort_order,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    let after = json!({
        "code": input.code, "name": input.name, "short_name": input.short_name, "kind": input.kind,
        "parent": input.parent, "sort_order": sort_order,
    });
    let event = NewEvent::new("unit.created", Object::new("unit", id.0, input.short_name)).after(&after);
    record(&mut tx, act, event).await?;
    idempotency::keep(&mut tx, act, key, &input.code).await?;
    tx.commit().await?;
    Ok(input.code)
}

pub(super) fn no_parent(act: &Act) -> AppError {
    AppError::field("parent", t::units::no_parent(act.locale))
}
