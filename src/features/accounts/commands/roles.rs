//! Granting and withdrawing roles: the security administrator's part.

use serde_json::json;
use sqlx::PgPool;

use crate::{
    features::{
        accounts::{
            model::{can_grant, can_grant_roles, can_withdraw},
            queries::roles,
        },
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
    },
    server::{
        context::Act,
        database::{Tx, constraints::on_constraint},
    },
    shared::{actor::Role, error::AppError, ids::PersonId},
    t,
};

fn authorised(act: &Act) -> Result<(), AppError> {
    if can_grant_roles(&act.actor) { Ok(()) } else { Err(AppError::NotFound) }
}

/// The role that a form names by its code.
fn role(act: &Act, code: &str) -> Result<Role, AppError> {
    Role::from_code(code).ok_or_else(|| AppError::field("role", t::accounts::role_needed(act.locale)))
}

async fn name(tx: &mut Tx<'_>, person: PersonId) -> Result<String, AppError> {
    Ok(sqlx::query_scalar!("select name from people where id = $1 for update", person.0).fetch_one(&mut **tx).await?)
}

/// Grants the role named by `code`. A role that is held already changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] for oneself; [`AppError::Fields`] at `role` when the
/// person already holds another of the three administrators' parts.
pub async fn grant(db: &PgPool, act: &Act, person: PersonId, code: &str) -> Result<(), AppError> {
    authorised(act)?;
    let role = role(act, code)?;
    let mut tx = db.begin().await?;
    let name = name(&mut tx, person).await?;
    let held = roles::held(&mut tx, person).await?;
    can_grant(&act.actor, person, held, role).map_err(|refusal| refusal.told(act.locale))?;
    let granted = sqlx::query!(
        "insert into person_roles (person_id, role, granted_by, granted_at) values ($1, $2, $3, $4)
         on conflict (person_id, role) do nothing",
        person.0,
        role.code(),
        act.actor.person.0,
        act.at,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?
    .rows_affected();
    if granted == 0 {
        return Ok(());
    }
    let event = NewEvent::new("role.granted", Object::new("person", person.0, name));
    record(&mut tx, act, event.after(&json!({ "role": role }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Withdraws the role named by `code`. A role that is not held changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] for oneself and for the last holder of an
/// administrator's part.
pub async fn withdraw(db: &PgPool, act: &Act, person: PersonId, code: &str) -> Result<(), AppError> {
    authorised(act)?;
    let role = role(act, code)?;
    let mut tx = db.begin().await?;
    roles::lock_admin_parts(&mut tx).await?;
    let name = name(&mut tx, person).await?;
    if !roles::held(&mut tx, person).await?.has(role) {
        return Ok(());
    }
    let others = roles::other_holders(&mut tx, role, person).await?;
    can_withdraw(&act.actor, person, role, others).map_err(|refusal| refusal.told(act.locale))?;
    sqlx::query!("delete from person_roles where person_id = $1 and role = $2", person.0, role.code())
        .execute(&mut *tx)
        .await?;
    let event = NewEvent::new("role.withdrawn", Object::new("person", person.0, name));
    record(&mut tx, act, event.before(&json!({ "role": role }))).await?;
    tx.commit().await?;
    Ok(())
}
