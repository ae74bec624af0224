//! Correcting a unit.

use serde_json::json;
use sqlx::PgPool;

use super::{authorised, create::no_parent};
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
    shared::{error::AppError, ids::CommandKey},
};

/// Stores the corrected unit over `version`. The code names the unit and does not change; without a number of order it
/// keeps its place.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`] when somebody else changed it since; [`AppError::Fields`].
pub async fn edit_unit(db: &PgPool, act: &Act, key: CommandKey, version: i64, form: UnitForm) -> Result<(), AppError> {
    authorised(act)?;
    let input = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "unit.edited").await?.is_some() {
        return Ok(());
    }
    let old = sqlx::query!(
        "select u.id, u.name, u.short_name, u.kind, u.sort_order, u.version, p.code as \"parent?\"
         from units u left join units p on p.id = u.parent_id where u.code = $1 for update of u",
        input.code,
    )
    .fetch_one(&mut *tx)
    .await?;
    if old.version != version {
        return Err(AppError::Conflict);
    }
    let parent = match &input.parent {
        None => None,
        Some(code) if *code == input.code => return Err(no_parent(act)),
        Some(code) => Some(pages::id_of(&mut tx, code).await?.ok_or_else(|| no_parent(act))?),
    };
    let sort_order = input.sort_order.unwrap_or(old.sort_order);
    sqlx::query!(
        "update units set name = $2, short_name = $3, kind = $4, parent_id = $5, sort_order = $6, version = version + 1
         where id = $1",
        old.id,
        input.name,
        input.short_name,
        input.kind.code(),
        parent,
        sort_order,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    let before = json!({
        "name": old.name, "short_name": old.short_name, "kind": old.kind, "parent": old.parent,
        "sort_order": old.sort_order,
    });
    let after = json!({
        "name": input.name, "short_name": input.short_name, "kind": input.kind, "parent": input.parent,
        "sort_order": sort_order,
    });
    let event = NewEvent::new("unit.edited", Object::new("unit", old.id, input.short_name));
    record(&mut tx, act, event.before(&before).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
