//! What a cell holds.

use std::rc::Rc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::features::tasks::import::words::is_invisible;

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Value {
    /// Shared, because one string may stand in thousands of cells.
    Text(Rc<str>),
    Number(f64),
    Date(NaiveDateTime),
    Bool(bool),
    /// `#REF!` and the like.
    Error(String),
    /// A formula without a stored result.
    NoResult,
    /// Longer than a cell can be; the text is not kept.
    TooLong,
}

impl Value {
    /// The text of the cell as a person would read it, white space off, line ends as `\n`; empty where there is none.
    pub(in super::super) fn text(&self) -> String {
        match self {
            Self::Text(text) => crate::shared::text::clean(text),
            Self::Number(number) => number_text(*number),
            Self::Date(date) if date.time() == NaiveTime::MIN => date.date().to_string(),
            Self::Date(date) => date.to_string(),
            Self::Bool(true) => "TRUE".into(),
            Self::Bool(false) => "FALSE".into(),
            Self::Error(text) => text.clone(),
            Self::NoResult | Self::TooLong => String::new(),
        }
    }

    /// Nothing to see: no text, only white space and marks of direction.
    pub(in super::super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.chars().all(|c| c.is_whitespace() || is_invisible(c)))
    }
}

/// A number as spreadsheets show it: at most fifteen digits, no trailing zeros.
pub(in super::super) fn number_text(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// The day a spreadsheet's serial number means, with the time of the day; none outside the years 1900–9999.
pub(in super::super) fn serial_date(serial: f64, from_1904: bool) -> Option<NaiveDateTime> {
    let days = if from_1904 { serial + 1462.0 } else { serial };
    if !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    // Day 60 is 29 February 1900, which never was; days before it count from one later.
    let start = NaiveDate::from_ymd_opt(1899, 12, if days < 60.0 { 31 } else { 30 })?;
    let seconds = (days.fract() * 86_400.0).round() as i64;
    start
        .checked_add_days(chrono::Days::new(days.trunc() as u64))?
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(chrono::TimeDelta::try_seconds(seconds)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_days() {
        let day = |serial, old| serial_date(serial, old).map(|date| date.to_string());
        assert_eq!(day(42724.0, false).as_deref(), Some("2016-12-20 00:00:00"));
        assert_eq!(day(42724.75, false).as_deref(), Some("2016-12-20 18:00:00"));
        assert_eq!(day(41262.0, true).as_deref(), Some("2016-12-20 00:00:00"));
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01 00:00:00"));
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01 00:00:00"));
        assert_eq!([day(-1.0, false), day(f64::NAN, false), day(1e300, false)], [None, None, None]);
    }

    #[test]
    fn numbers_read_as_shown() {
        assert_eq!([number_text(12.0), number_text(30.299_999_999_999_997), number_text(0.1)], ["12", "30.3", "0.1"]);
    }
}
