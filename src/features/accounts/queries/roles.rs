//! Who holds which role.

use crate::{
    server::database::Tx,
    shared::{
        actor::{Role, Roles},
        error::AppError,
        ids::PersonId,
    },
};

/// The roles that a person holds, read inside a command.
pub async fn held(tx: &mut Tx<'_>, person: PersonId) -> Result<Roles, AppError> {
    let codes = sqlx::query_scalar!("select role from person_roles where person_id = $1", person.0)
        .fetch_all(&mut **tx)
        .await?;
    Ok(super::people::roles(&codes))
}

/// Lets one command at a time change who the administrators are: of two who withdraw from each other, the second sees
/// what the first did. Held until the transaction ends.
pub async fn lock_admin_parts(tx: &mut Tx<'_>) -> Result<(), AppError> {
    /// Any number that no other lock of ours has.
    const ADMIN_PARTS_LOCK: i64 = 0x6475_6261_6e01;
    sqlx::query!("select pg_advisory_xact_lock($1)", ADMIN_PARTS_LOCK).execute(&mut **tx).await?;
    Ok(())
}

/// How many others than `person` hold `role` in accounts that are in use.
pub async fn other_holders(tx: &mut Tx<'_>, role: Role, person: PersonId) -> Result<i64, AppError> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from person_roles r join people p on p.id = r.person_id
         where r.role = $1 and p.disabled_at is null and p.id <> $2",
        role.code(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}
