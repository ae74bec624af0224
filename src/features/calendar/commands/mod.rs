//! What the office does with the calendar, one verb a file.

pub mod publish_year;
pub mod remove_day;
pub mod set_day;

use super::model::can_edit_calendar;
use crate::{features::activity::model::Object, server::context::Act, shared::error::AppError};

/// Who may not keep the calendar does not learn that there is anything to keep.
fn authorised(act: &Act) -> Result<(), AppError> {
    if can_edit_calendar(&act.actor) { Ok(()) } else { Err(AppError::NotFound) }
}

/// A day, a span or a year of the calendar, as the record names it.
fn object(name: String) -> Object {
    Object { kind: "calendar", id: None, name }
}
