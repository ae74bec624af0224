//! Who uses one-time codes, and who must.

use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, PgPool};

use crate::{
    features::accounts::{model::SETUP_LIMIT, second_factor::SecondFactorRule},
    shared::{error::AppError, ids::PersonId},
};

/// How far somebody is with one-time codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    None,
    /// There is a secret that was not confirmed with a code yet and still can be.
    Begun,
    InUse {
        recovery_codes: i64,
    },
}

/// The state of a person's one-time codes.
pub async fn factor_of(db: &PgPool, person: PersonId, now: DateTime<Utc>) -> Result<Factor, AppError> {
    let found = sqlx::query!(
        "select f.confirmed_at is not null as \"confirmed!\",
                (select count(*) from recovery_codes r where r.person_id = f.person_id) as \"recovery_codes!\"
         from second_factors f where f.person_id = $1 and (f.confirmed_at is not null or f.begun_at > $2)",
        person.0,
        now - SETUP_LIMIT,
    )
    .fetch_optional(db)
    .await?;
    Ok(match found {
        None => Factor::None,
        Some(found) if found.confirmed => Factor::InUse { recovery_codes: found.recovery_codes },
        Some(_) => Factor::Begun,
    })
}

/// The secret that is still to be confirmed, as [`factor_of`] found.
pub async fn unconfirmed_secret(db: &PgPool, person: PersonId) -> Result<Vec<u8>, AppError> {
    Ok(
        sqlx::query_scalar!(
            "select secret from second_factors where person_id = $1 and confirmed_at is null",
            person.0,
        )
        .fetch_one(db)
        .await?,
    )
}

/// The rule in force; the default one where none was chosen.
pub async fn rule(db: impl PgExecutor<'_>, sample: bool) -> Result<SecondFactorRule, AppError> {
    let code =
        sqlx::query_scalar!("select value from settings where name = 'second_factor'").fetch_optional(db).await?;
    Ok(code.and_then(|code| SecondFactorRule::from_code(&code)).unwrap_or_else(|| SecondFactorRule::by_default(sample)))
}
