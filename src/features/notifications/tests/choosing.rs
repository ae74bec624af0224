//! Choosing how to be told by mail.

use super::{
    super::{
        commands::save_preferences::save_preferences, inputs::PreferencesForm, preferences::Preferences,
        queries::preferences::preferences,
    },
    *,
};
use crate::shared::{error::AppError, locale::Locale};

fn form() -> PreferencesForm {
    PreferencesForm {
        by_mail: String::new(),
        language: "en".to_owned(),
        digest_at: "09:15".to_owned(),
        quiet_from: "18:00".to_owned(),
        quiet_until: "08:00".to_owned(),
    }
}

#[sqlx::test]
async fn a_choice_is_kept_and_recorded_once(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-A").await;
    for _ in 0..2 {
        save_preferences(&app.db, &testing::act(&app, &person), &form()).await.unwrap();
    }
    assert_eq!(preferences(&app.db, person.person).await.unwrap(), form().parse(Locale::Chinese).unwrap());
    assert_eq!(testing::verbs(&app).await, ["person.mail_chosen"]);
}

#[sqlx::test]
async fn a_bad_choice_is_told_at_its_field_and_not_kept(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-A").await;
    let bad = PreferencesForm { digest_at: "19:00".to_owned(), ..form() };
    let error = save_preferences(&app.db, &testing::act(&app, &person), &bad).await.unwrap_err();
    assert!(matches!(&error, AppError::Fields(_)) && error.of_field("digest_at").is_some(), "{error:?}");
    assert_eq!(preferences(&app.db, person.person).await.unwrap(), Preferences::default());
}

#[sqlx::test]
async fn the_defaults_are_the_same_here_and_in_the_database(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-A").await;
    sqlx::query("insert into notification_preferences (person_id) values ($1)")
        .bind(person.person.0)
        .execute(&app.db)
        .await
        .unwrap();
    assert_eq!(preferences(&app.db, person.person).await.unwrap(), Preferences::default());
}
