//! Days and hours as the script writes them, all of 2016.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::shared::time;

/// `10-13` is 13 October 2016.
///
/// # Panics
/// On what is no day: a slip in the script, which its test would meet.
pub fn day(text: &str) -> NaiveDate {
    format!("2016-{text}").parse().expect("a day of the script")
}

/// `10-13 09:30` at the office.
///
/// # Panics
/// On what is no moment: a slip in the script, which its test would meet.
pub fn moment(text: &str) -> DateTime<Utc> {
    let wall =
        NaiveDateTime::parse_from_str(&format!("2016-{text}"), "%Y-%m-%d %H:%M").expect("a moment of the script");
    time::office_moment(wall.date(), wall.time())
}

/// An hour of the office on `day` that differs from task to task: from `from` o'clock on, within some 100 minutes.
pub fn hour(day: NaiveDate, from: u32, number: u16) -> DateTime<Utc> {
    let minutes = u32::from(number) * 37 % 100;
    let at = chrono::NaiveTime::from_hms_opt(from + minutes / 60, minutes % 60, 0).unwrap_or_default();
    time::office_moment(day, at)
}
