//! Server functions of notifications.

use leptos::prelude::*;

use crate::shared::{error::AppError, ids::NotificationId};

/// Marks one notification as read and stays on the page.
#[server(prefix = "/fn", endpoint = "notifications/mark_read")]
pub async fn mark_read(notification: NotificationId) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::mark_read::mark_read(&context.app.db, &context.act()?, notification).await
}

/// Marks as read what was there when the list was drawn (`until`, microseconds since 1970).
#[server(prefix = "/fn", endpoint = "notifications/mark_all_read")]
pub async fn mark_all_read(until: i64) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let until = chrono::DateTime::from_timestamp_micros(until).ok_or(AppError::NotFound)?;
    super::commands::mark_read::mark_all_read(&context.app.db, &context.act()?, until).await
}

/// Keeps how one is told by mail.
#[server(prefix = "/fn", endpoint = "notifications/save_preferences")]
pub async fn save_preferences(
    #[server(default)] by_mail: String,
    #[server(default)] language: String,
    #[server(default)] digest_at: String,
    #[server(default)] quiet_from: String,
    #[server(default)] quiet_until: String,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let form = super::inputs::PreferencesForm { by_mail, language, digest_at, quiet_from, quiet_until };
    super::commands::save_preferences::save_preferences(&context.app.db, &context.act()?, &form).await?;
    crate::server::http::redirect::to("/account/notifications");
    Ok(())
}
