//! Reads of the working-day calendar. It is no secret; the page that changes it asks for the right.

use chrono::{Datelike as _, NaiveDate};
use sqlx::{PgExecutor, PgPool};

use super::model::{YEARS, can_edit_calendar};
use crate::shared::{
    actor::Actor,
    error::AppError,
    working_days::{DayKind, WorkingDays},
};

/// The whole calendar: some twenty-five days a year.
pub async fn read(db: impl PgExecutor<'_>) -> Result<WorkingDays, AppError> {
    let row = sqlx::query!(
        "select array(select year from calendar_years) as \"years!\",
                array(select day from calendar_days where kind = 'off') as \"off!\",
                array(select day from calendar_days where kind = 'working') as \"working!\"",
    )
    .fetch_one(db)
    .await?;
    let days = [(row.off, DayKind::Off), (row.working, DayKind::Working)];
    let days = days.into_iter().flat_map(|(days, kind)| days.into_iter().map(move |day| (day, kind)));
    Ok(WorkingDays::new(row.years, days))
}

/// A day that departs from the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    pub day: NaiveDate,
    pub kind: DayKind,
    /// The holiday that it belongs to.
    pub name: String,
}

/// By what a year was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub document: String,
    pub published_on: Option<NaiveDate>,
}

/// A year as its page shows it.
#[derive(Clone, Debug)]
pub struct YearView {
    pub year: i32,
    /// Without one the year is not published.
    pub notice: Option<Notice>,
    /// In order.
    pub days: Vec<DayRow>,
    pub calendar: WorkingDays,
}

/// The year, for who keeps the calendar.
///
/// # Errors
/// [`AppError::NotFound`] for others, and for a year that cannot be opened.
pub async fn view(db: &PgPool, actor: &Actor, year: i32) -> Result<YearView, AppError> {
    if !can_edit_calendar(actor) || !YEARS.contains(&year) {
        return Err(AppError::NotFound);
    }
    let notice = sqlx::query_as!(Notice, "select document, published_on from calendar_years where year = $1", year)
        .fetch_optional(db)
        .await?;
    let rows = sqlx::query!(
        "select day, kind, name from calendar_days
         where day between make_date($1, 1, 1) and make_date($1, 12, 31) order by day",
        year,
    )
    .fetch_all(db)
    .await?;
    let days = rows
        .into_iter()
        .filter_map(|row| Some(DayRow { day: row.day, kind: DayKind::from_code(&row.kind)?, name: row.name }))
        .collect();
    Ok(YearView { year, notice, days, calendar: read(db).await? })
}

/// The year that is shown when none is asked for: that of `today`.
#[must_use]
pub fn year_of(asked: Option<&str>, today: NaiveDate) -> i32 {
    asked.and_then(|year| year.trim().parse().ok()).unwrap_or_else(|| today.year())
}
