//! Choosing how to be told by mail.

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        notifications::{
            inputs::{PreferencesForm, time_text},
            preferences::Preferences,
            queries::preferences::preferences,
        },
    },
    server::context::Act,
    shared::error::AppError,
};

/// Keeps the actor's choice. Choosing the same again changes nothing.
///
/// # Errors
/// [`AppError::Fields`]
pub async fn save_preferences(db: &PgPool, act: &Act, form: &PreferencesForm) -> Result<(), AppError> {
    let new = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    let old = preferences(&mut *tx, act.actor.person).await?;
    if old == new {
        return Ok(());
    }
    sqlx::query!(
        "insert into notification_preferences (person_id, email, language, digest_at, quiet_from, quiet_until)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (person_id) do update set email = excluded.email, language = excluded.language,
             digest_at = excluded.digest_at, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until",
        act.actor.person.0,
        new.by_mail,
        new.language.code(),
        new.digest_at,
        new.quiet_from,
        new.quiet_until,
    )
    .execute(&mut *tx)
    .await?;
    let object = Object::new("person", act.actor.person.0, act.actor.name.clone());
    let event = NewEvent::new("person.mail_chosen", object).before(&state(&old)).after(&state(&new));
    record(&mut tx, act, event).await?;
    tx.commit().await?;
    Ok(())
}

fn state(preferences: &Preferences) -> Value {
    json!({
        "by_mail": preferences.by_mail,
        "language": preferences.language.code(),
        "digest_at": time_text(preferences.digest_at),
        "quiet_from": time_text(preferences.quiet_from),
        "quiet_until": time_text(preferences.quiet_until),
    })
}
