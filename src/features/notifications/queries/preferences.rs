//! How somebody is told by mail.

use sqlx::PgExecutor;

use crate::{
    features::notifications::preferences::Preferences,
    shared::{error::AppError, ids::PersonId, locale::Locale},
};

/// What `person` chose, or the defaults.
pub async fn preferences(db: impl PgExecutor<'_>, person: PersonId) -> Result<Preferences, AppError> {
    let row = sqlx::query!(
        "select email, language, digest_at, quiet_from, quiet_until from notification_preferences where person_id = $1",
        person.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map_or_else(Preferences::default, |row| Preferences {
        by_mail: row.email,
        language: Locale::from_code(&row.language).unwrap_or_default(),
        digest_at: row.digest_at,
        quiet_from: row.quiet_from,
        quiet_until: row.quiet_until,
    }))
}
