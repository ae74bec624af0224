//! Entering days that depart from the week, or naming them anew.

use serde_json::{Value, json};
use sqlx::PgPool;

use super::{authorised, object};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        calendar::inputs::{DayForm, DayInput},
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{error::AppError, ids::CommandKey, time},
};

/// Enters a day or a span; returns its year. Days that are there already take the name. Nothing new changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`].
pub async fn set_day(db: &PgPool, act: &Act, key: CommandKey, form: DayForm) -> Result<i32, AppError> {
    authorised(act)?;
    let input = form.parse(act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if let Some(year) = idempotency::claim::<i32>(&mut tx, act, key, "calendar.day_set").await? {
        return Ok(year);
    }
    let before = stored(&mut tx, &input).await?;
    let changed = sqlx::query!(
        "insert into calendar_days as d (day, kind, name) select day, $2, $3 from unnest($1::date[]) n (day)
         on conflict (day) do update set kind = excluded.kind, name = excluded.name
         where (d.kind, d.name) is distinct from (excluded.kind, excluded.name)",
        &input.days,
        input.kind.code(),
        input.name,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if changed > 0 {
        let after: Vec<Value> =
            input.days.iter().map(|day| json!({ "day": time::day(*day), "name": input.name })).collect();
        let event = NewEvent::new("calendar.day_set", object(span(&input)));
        let event = if before.is_empty() { event } else { event.before(&json!({ "days": before })) };
        record(&mut tx, act, event.after(&json!({ "day_kind": input.kind.code(), "days": after }))).await?;
    }
    idempotency::keep(&mut tx, act, key, &input.year).await?;
    tx.commit().await?;
    Ok(input.year)
}

/// Those of the days that are there, locked.
async fn stored(tx: &mut Tx<'_>, input: &DayInput) -> Result<Vec<Value>, AppError> {
    let rows =
        sqlx::query!("select day, name from calendar_days where day = any($1) order by day for update", &input.days)
            .fetch_all(&mut **tx)
            .await?;
    Ok(rows.into_iter().map(|row| json!({ "day": time::day(row.day), "name": row.name })).collect())
}

/// `2016-10-03`, or `2016-10-03–2016-10-07`.
fn span(input: &DayInput) -> String {
    let ends: Vec<String> = match input.days.as_slice() {
        [first, .., last] => vec![time::day(*first), time::day(*last)],
        days => days.iter().map(|day| time::day(*day)).collect(),
    };
    ends.join("–")
}
