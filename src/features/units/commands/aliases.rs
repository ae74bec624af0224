//! Other wordings of a unit or a class, as ledgers have them.

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::authorised;
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        units::inputs,
    },
    server::{
        context::Act,
        database::{Tx, constraints::on_constraint},
    },
    shared::error::AppError,
    t,
};

/// What a wording stands for, by code.
#[derive(Clone, Debug)]
pub enum Named {
    Unit(String),
    Class(String),
}

struct Target {
    unit: Option<Uuid>,
    class: Option<Uuid>,
    object: Object,
}

impl Named {
    /// What a form names (`unit` or `class`, and its code), and the page where it is shown.
    pub fn of_form(of: &str, code: &str) -> Result<(Self, String), AppError> {
        match of {
            "unit" => Ok((Self::Unit(code.to_owned()), format!("/admin/units/{code}"))),
            "class" => Ok((Self::Class(code.to_owned()), format!("/admin/classes/{code}"))),
            _ => Err(AppError::NotFound),
        }
    }

    async fn find(&self, tx: &mut Tx<'_>) -> Result<Target, AppError> {
        Ok(match self {
            Self::Unit(code) => {
                let unit =
                    sqlx::query!("select id, short_name from units where code = $1", code).fetch_one(&mut **tx).await?;
                Target { unit: Some(unit.id), class: None, object: Object::new("unit", unit.id, unit.short_name) }
            }
            Self::Class(code) => {
                let class = sqlx::query!("select id, label from unit_classes where code = $1", code)
                    .fetch_one(&mut **tx)
                    .await?;
                Target { unit: None, class: Some(class.id), object: Object::new("unit_class", class.id, class.label) }
            }
        })
    }
}

/// Adds a wording. One that stands for the same already changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Fields`] at `alias` when it is empty or names something else.
pub async fn add_alias(db: &PgPool, act: &Act, named: &Named, alias: &str) -> Result<(), AppError> {
    authorised(act)?;
    let mut errors = Vec::new();
    let alias = inputs::text("alias", alias, act.locale, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Fields(errors));
    }
    let mut tx = db.begin().await?;
    let target = named.find(&mut tx).await?;
    let known = sqlx::query!("select unit_id, class_id from unit_aliases where alias = $1", alias)
        .fetch_optional(&mut *tx)
        .await?;
    if known.is_some_and(|known| (known.unit_id, known.class_id) == (target.unit, target.class)) {
        return Ok(());
    }
    let taken = sqlx::query_scalar!(
        "select exists (select 1 from units where $1 in (name, short_name))
             or exists (select 1 from unit_classes where label = $1) as \"taken!\"",
        alias,
    )
    .fetch_one(&mut *tx)
    .await?;
    if taken {
        return Err(AppError::field("alias", t::errors::alias_taken(act.locale)));
    }
    sqlx::query!(
        "insert into unit_aliases (alias, unit_id, class_id) values ($1, $2, $3)",
        alias,
        target.unit,
        target.class,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    let verb = if target.unit.is_some() { "unit.alias_added" } else { "unit_class.alias_added" };
    record(&mut tx, act, NewEvent::new(verb, target.object).after(&json!({ "alias": alias }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a wording away. One that is gone already changes nothing.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn remove_alias(db: &PgPool, act: &Act, named: &Named, alias: &str) -> Result<(), AppError> {
    authorised(act)?;
    let mut tx = db.begin().await?;
    let target = named.find(&mut tx).await?;
    let removed = sqlx::query!(
        "delete from unit_aliases
         where alias = $1 and unit_id is not distinct from $2 and class_id is not distinct from $3",
        alias,
        target.unit,
        target.class,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if removed == 0 {
        return Ok(());
    }
    let verb = if target.unit.is_some() { "unit.alias_removed" } else { "unit_class.alias_removed" };
    record(&mut tx, act, NewEvent::new(verb, target.object).before(&json!({ "alias": alias }))).await?;
    tx.commit().await?;
    Ok(())
}
