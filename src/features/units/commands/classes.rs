//! Entering and correcting a class of units.

use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use super::authorised;
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        units::inputs::{ClassForm, ClassInput},
    },
    server::{
        context::Act,
        database::{Tx, constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{ClassId, CommandKey},
    },
    t,
};

/// Enters a class at the end of the list; returns its code.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Fields`] when code or label is taken or a member is unknown.
pub async fn create_class(db: &PgPool, act: &Act, key: CommandKey, form: ClassForm) -> Result<String, AppError> {
    authorised(act)?;
    let input = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if let Some(code) = idempotency::claim::<String>(&mut tx, act, key, "unit_class.created").await? {
        return Ok(code);
    }
    let id = ClassId::new();
    let kinds = kinds(&input);
    sqlx::query!(
        "insert into unit_classes (id, code, label, closed, candidate_kinds, sort_order)
         values ($1, $2, $3, $4, $5, (select coalesce(max(sort_order), 0) + 10 from unit_classes))",
        id.0,
        input.code,
        input.label,
        input.closed,
        &kinds,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    set_members(&mut tx, act, id.0, &input.members).await?;
    let event = NewEvent::new("unit_class.created", Object::new("unit_class", id.0, input.label.clone()));
    record(&mut tx, act, event.after(&state(&input))).await?;
    idempotency::keep(&mut tx, act, key, &input.code).await?;
    tx.commit().await?;
    Ok(input.code)
}

/// Stores the corrected class over `version`. Its code does not change. Tasks that were dispatched keep the units they
/// were dispatched to.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`]; [`AppError::Fields`].
pub async fn edit_class(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    version: i64,
    form: ClassForm,
) -> Result<(), AppError> {
    authorised(act)?;
    let input = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "unit_class.edited").await?.is_some() {
        return Ok(());
    }
    let old = sqlx::query!(
        "select id, label, closed, candidate_kinds, version,
                array(select u.code from unit_class_members m join units u on u.id = m.unit_id
                      where m.class_id = c.id order by u.sort_order, u.code) as \"members!\"
         from unit_classes c where code = $1 for update of c",
        input.code,
    )
    .fetch_one(&mut *tx)
    .await?;
    if old.version != version {
        return Err(AppError::Conflict);
    }
    let kinds = kinds(&input);
    sqlx::query!(
        "update unit_classes set label = $2, closed = $3, candidate_kinds = $4, version = version + 1 where id = $1",
        old.id,
        input.label,
        input.closed,
        &kinds,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    set_members(&mut tx, act, old.id, &input.members).await?;
    let before = json!({
        "label": old.label, "closed": old.closed, "candidate_kinds": old.candidate_kinds, "members": old.members,
    });
    let event = NewEvent::new("unit_class.edited", Object::new("unit_class", old.id, input.label.clone()));
    record(&mut tx, act, event.before(&before).after(&state(&input))).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}

fn kinds(input: &ClassInput) -> Vec<String> {
    input.candidate_kinds.iter().map(|kind| kind.code().to_owned()).collect()
}

fn state(input: &ClassInput) -> Value {
    json!({
        "label": input.label, "closed": input.closed, "candidate_kinds": input.candidate_kinds,
        "members": input.members,
    })
}

async fn set_members(tx: &mut Tx<'_>, act: &Act, class: Uuid, members: &[String]) -> Result<(), AppError> {
    sqlx::query!("delete from unit_class_members where class_id = $1", class).execute(&mut **tx).await?;
    let found = sqlx::query!(
        "insert into unit_class_members (class_id, unit_id) select $1, id from units where code = any($2)",
        class,
        members,
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    let mut wanted: Vec<&String> = members.iter().collect();
    wanted.sort_unstable();
    wanted.dedup();
    if found == wanted.len() as u64 {
        Ok(())
    } else {
        Err(AppError::field("members", t::units::unknown_member(act.locale)))
    }
}
