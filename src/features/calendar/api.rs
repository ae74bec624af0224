//! Server functions of the working-day calendar.

use leptos::prelude::*;

use crate::shared::error::AppError;

/// Enters a day, or the days up to `until`, and goes to their year.
#[server(prefix = "/fn", endpoint = "calendar/set_day")]
pub async fn set_day(
    #[server(default)] key: String,
    year: String,
    day: String,
    #[server(default)] until: String,
    #[server(default)] kind: String,
    #[server(default)] name: String,
) -> Result<(), AppError> {
    use super::{commands::set_day, inputs::DayForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = DayForm { year, day, until, kind, name };
    let year = set_day::set_day(&context.app.db, &context.act()?, idempotency::key(&key), form).await?;
    crate::server::http::redirect::to(&format!("/admin/calendar?year={year}"));
    Ok(())
}

/// Takes a day out and goes to its year.
#[server(prefix = "/fn", endpoint = "calendar/remove_day")]
pub async fn remove_day(day: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let year = super::commands::remove_day::remove_day(&context.app.db, &context.act()?, &day).await?;
    crate::server::http::redirect::to(&format!("/admin/calendar?year={year}"));
    Ok(())
}

/// Opens a year and goes to it.
#[server(prefix = "/fn", endpoint = "calendar/publish_year")]
pub async fn publish_year(
    #[server(default)] key: String,
    year: String,
    document: String,
    #[server(default)] published_on: String,
) -> Result<(), AppError> {
    use super::{commands::publish_year, inputs::YearForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = YearForm { year, document, published_on };
    let year = publish_year::publish_year(&context.app.db, &context.act()?, idempotency::key(&key), form).await?;
    crate::server::http::redirect::to(&format!("/admin/calendar?year={year}"));
    Ok(())
}
