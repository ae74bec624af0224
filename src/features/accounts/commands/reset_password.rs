//! A new initial password for somebody who cannot sign in.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::{authorised, sign_in::void_tickets};
use crate::{
    features::{
        accounts::{
            model::{Issued, can_reset_password},
            passwords, queries,
        },
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
    },
    server::{context::Act, database::Tx},
    shared::{error::AppError, ids::PersonId},
};

/// Sets a random initial password, which must be changed at the next sign-in. All sessions of the person end, waiting
/// times too. Done twice, the password told last is the one that is good.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Refused`] for one's own account and for the other administrators.
pub async fn reset_password(db: &PgPool, act: &Act, person: PersonId) -> Result<Issued, AppError> {
    authorised(act)?;
    let password = passwords::initial();
    let hash = passwords::hash(password.clone()).await?;
    let mut tx = db.begin().await?;
    let found =
        sqlx::query!("select account, name from people where id = $1 for update", person.0).fetch_one(&mut *tx).await?;
    let held = queries::roles::held(&mut tx, person).await?;
    can_reset_password(&act.actor, person, held).map_err(|refusal| refusal.told(act.locale))?;
    set_initial(&mut tx, person, &hash, act.now).await?;
    let event = NewEvent::new("person.password_reset", Object::new("person", person.0, found.name.clone()));
    record(&mut tx, act, event).await?;
    tx.commit().await?;
    Ok(Issued { person, account: found.account, name: found.name, password })
}

/// Replaces the password by an initial one; the old one goes to the history, and nobody gets in by it any more.
pub(super) async fn set_initial(
    tx: &mut Tx<'_>,
    person: PersonId,
    hash: &str,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    sqlx::query!(
        "with earlier as (
            insert into password_history (person_id, password_hash, set_at)
            select id, password_hash, password_set_at from people where id = $1
            on conflict do nothing)
         update people set password_hash = $2, password_set_at = $3, must_change_password = true where id = $1",
        person.0,
        hash,
        at,
    )
    .execute(&mut **tx)
    .await?;
    void_tickets(tx, person).await?;
    sqlx::query!("update sessions set ended_at = $2 where person_id = $1 and ended_at is null", person.0, at)
        .execute(&mut **tx)
        .await?;
    sqlx::query!("delete from sign_in_failures where account = (select account from people where id = $1)", person.0,)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
