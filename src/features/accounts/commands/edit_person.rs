//! Correcting an account.

use sqlx::PgPool;

use super::{
    authorised,
    create_person::{state, unit},
};
use crate::{
    features::{
        accounts::inputs::{PersonForm, PersonInput},
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
    },
    server::{
        context::Act,
        database::{constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, PersonId, UnitId},
    },
};

/// Stores the corrected account over `version`.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`] when somebody else changed it since; [`AppError::Fields`].
pub async fn edit_person(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    person: PersonId,
    version: i64,
    form: PersonForm,
) -> Result<(), AppError> {
    authorised(act)?;
    let input = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "person.edited").await?.is_some() {
        return Ok(());
    }
    let old = sqlx::query!(
        "select p.account, p.name, p.unit_id, u.code as unit_code, p.post, p.office_phone, p.mobile, p.email, p.version
         from people p join units u on u.id = p.unit_id where p.id = $1 for update of p",
        person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if old.version != version {
        return Err(AppError::Conflict);
    }
    // Somebody may stay in a unit that was closed, but not be moved to one.
    let unit = if old.unit_code == input.unit { UnitId(old.unit_id) } else { unit(&mut tx, act, &input.unit).await? };
    sqlx::query!(
        "update people set account = $2, name = $3, unit_id = $4, post = $5, office_phone = $6, mobile = $7, email = $8,
                           version = version + 1
         where id = $1",
        person.0,
        input.account,
        input.name,
        unit.0,
        input.post,
        input.office_phone,
        input.mobile,
        input.email,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    let before = PersonInput {
        account: old.account,
        name: old.name,
        unit: old.unit_code,
        post: old.post,
        office_phone: old.office_phone,
        mobile: old.mobile,
        email: old.email,
    };
    let event = NewEvent::new("person.edited", Object::new("person", person.0, input.name.clone()));
    record(&mut tx, act, event.before(&state(&before)).after(&state(&input))).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
