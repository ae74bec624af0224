//! Opening a year: its arrangement is published.

use serde_json::json;
use sqlx::PgPool;

use super::{authorised, object};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        calendar::inputs::{YearForm, YearInput},
    },
    server::{context::Act, database::idempotency},
    shared::{error::AppError, ids::CommandKey},
};

/// Opens a year, or corrects by which notice it was published; returns it. What is stored already changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`].
pub async fn publish_year(db: &PgPool, act: &Act, key: CommandKey, form: YearForm) -> Result<i32, AppError> {
    authorised(act)?;
    let YearInput { year, document, published_on } = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if let Some(year) = idempotency::claim::<i32>(&mut tx, act, key, "calendar.year_published").await? {
        return Ok(year);
    }
    let old = sqlx::query!("select document, published_on from calendar_years where year = $1 for update", year)
        .fetch_optional(&mut *tx)
        .await?;
    let changed = sqlx::query!(
        "insert into calendar_years as y (year, document, published_on) values ($1, $2, $3)
         on conflict (year) do update set document = excluded.document, published_on = excluded.published_on
         where (y.document, y.published_on) is distinct from (excluded.document, excluded.published_on)",
        year,
        document,
        published_on,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if changed > 0 {
        let event = NewEvent::new("calendar.year_published", object(year.to_string()));
        let event = match old {
            Some(old) => {
                event.before(&json!({ "year": year, "document": old.document, "published_on": old.published_on }))
            }
            None => event,
        };
        let after = json!({ "year": year, "document": document, "published_on": published_on });
        record(&mut tx, act, event.after(&after)).await?;
    }
    idempotency::keep(&mut tx, act, key, &year).await?;
    tx.commit().await?;
    Ok(year)
}
