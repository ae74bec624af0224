//! How wide a day is drawn at first, and which days the head names at which width.

use chrono::{Datelike as _, NaiveDate, Weekday};

/// The value of `data-scale` for an axis of so many days. The widths belong to it in `style/timeline.css`; the browser
/// module chooses anew when the width changes.
#[must_use]
pub fn first(days: i64) -> &'static str {
    match days {
        ..=130 => "week",
        131..=500 => "ten",
        _ => "month",
    }
}

/// All days from `start` to `end`.
pub fn each(start: NaiveDate, end: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    start.iter_days().take_while(move |day| *day <= end)
}

/// Where a week begins.
pub fn begins_week(day: NaiveDate) -> bool {
    day.weekday() == Weekday::Mon
}

/// Where a third of a month (旬) begins, but not the month itself.
pub fn begins_third(day: NaiveDate) -> bool {
    matches!(day.day(), 11 | 21)
}

/// Where each month within the axis begins: the first one where the axis does.
pub fn months(start: NaiveDate, end: NaiveDate) -> Vec<NaiveDate> {
    let later = each(start, end).filter(|day| day.day() == 1 && *day > start);
    std::iter::once(start).chain(later).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn months_begin_with_the_axis_and_on_each_first() {
        let days = ["2016-10-12", "2016-11-01", "2016-12-01"].map(day);
        assert_eq!(months(day("2016-10-12"), day("2016-12-20")), days);
        assert_eq!(months(day("2016-11-01"), day("2016-11-30")), [day("2016-11-01")]);
    }

    #[test]
    fn weeks_begin_on_monday_and_thirds_on_the_11th_and_21st() {
        let (start, end) = (day("2016-11-01"), day("2016-11-30"));
        let weeks: Vec<u32> = each(start, end).filter(|day| begins_week(*day)).map(|day| day.day()).collect();
        let thirds: Vec<u32> = each(start, end).filter(|day| begins_third(*day)).map(|day| day.day()).collect();
        assert_eq!(weeks, [7, 14, 21, 28]);
        assert_eq!(thirds, [11, 21]);
    }

    #[test]
    fn a_long_axis_begins_narrow() {
        assert_eq!([69, 365, 900].map(first), ["week", "ten", "month"]);
    }
}
