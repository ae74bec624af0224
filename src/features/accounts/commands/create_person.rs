//! Opening an account.

use serde_json::json;
use sqlx::PgPool;

use super::{authorised, reset_password::reset_password};
use crate::{
    features::{
        accounts::{
            inputs::{PersonForm, PersonInput},
            model::Issued,
            passwords,
        },
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        units,
    },
    server::{
        context::Act,
        database::{Tx, constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, PersonId, UnitId},
    },
    t,
};

/// Opens an account with an initial password, which is told once and must be changed at the first sign-in. The account
/// has no role until the security administrator grants one. Done again under the same key, it tells a new initial
/// password of the one account: the first answer was lost, and the password is kept nowhere.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`].
pub async fn create_person(db: &PgPool, act: &Act, key: CommandKey, form: PersonForm) -> Result<Issued, AppError> {
    authorised(act)?;
    let input = form.parse(act.locale).map_err(AppError::Fields)?;
    let password = passwords::initial();
    let hash = passwords::hash(password.clone()).await?;
    let mut tx = db.begin().await?;
    if let Some(person) = idempotency::claim::<PersonId>(&mut tx, act, key, "person.created").await? {
        drop(tx);
        return reset_password(db, act, person).await;
    }
    let unit = unit(&mut tx, act, &input.unit).await?;
    let person = PersonId::new();
    sqlx::query!(
        "insert into people (id, account, name, unit_id, post, office_phone, mobile, email, password_hash, password_set_at,
                             must_change_password, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true, $10)",
        person.0,
        input.account,
        input.name,
        unit.0,
        input.post,
        input.office_phone,
        input.mobile,
        input.email,
        hash,
        act.now,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    let event = NewEvent::new("person.created", Object::new("person", person.0, input.name.clone()));
    record(&mut tx, act, event.after(&state(&input))).await?;
    idempotency::keep(&mut tx, act, key, &person).await?;
    tx.commit().await?;
    Ok(Issued { person, account: input.account, name: input.name, password })
}

/// The open unit with this code, locked against being closed meanwhile.
pub(super) async fn unit(tx: &mut Tx<'_>, act: &Act, code: &str) -> Result<UnitId, AppError> {
    units::queries::lock_open_unit(&mut **tx, code)
        .await?
        .ok_or_else(|| AppError::field("unit", t::accounts::no_unit(act.locale)))
}

/// What an event says of an account.
pub(super) fn state(input: &PersonInput) -> serde_json::Value {
    json!({
        "account": input.account, "name": input.name, "unit": input.unit, "post": input.post,
        "office_phone": input.office_phone, "mobile": input.mobile, "email": input.email,
    })
}
