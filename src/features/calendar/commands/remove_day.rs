//! Taking a day out of the calendar: the week decides again.

use chrono::Datelike as _;
use serde_json::json;
use sqlx::PgPool;

use super::{authorised, object};
use crate::{
    features::activity::{commands::record, model::NewEvent},
    server::context::Act,
    shared::{error::AppError, time},
};

/// Takes the day out; returns its year. One that is gone already changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, and for what is no day.
pub async fn remove_day(db: &PgPool, act: &Act, day: &str) -> Result<i32, AppError> {
    authorised(act)?;
    let day = time::parse_day(day).ok_or(AppError::NotFound)?;
    let mut tx = db.begin().await?;
    let removed = sqlx::query!("delete from calendar_days where day = $1 returning kind, name", day)
        .fetch_optional(&mut *tx)
        .await?;
    if let Some(removed) = removed {
        let written = time::day(day);
        let before = json!({ "day_kind": removed.kind, "days": [{ "day": written, "name": removed.name }] });
        record(&mut tx, act, NewEvent::new("calendar.day_removed", object(written)).before(&before)).await?;
        tx.commit().await?;
    }
    Ok(day.year())
}
