//! Time as the office reads it: always +08:00 (China Standard Time, no summer time), formatted in one place so that
//! server and browser cannot disagree.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use super::locale::Locale;
use crate::t;

const OFFICE_OFFSET_SECONDS: i32 = 8 * 3600;

/// The office's wall clock at an instant.
#[must_use]
pub fn office(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(OFFICE_OFFSET_SECONDS).expect("eight hours is a valid offset");
    at.with_timezone(&offset)
}

/// The office's calendar day at an instant.
#[must_use]
pub fn office_day(at: DateTime<Utc>) -> NaiveDate {
    office(at).date_naive()
}

/// The instant at which the office's wall clock shows this day and time.
#[must_use]
pub fn office_moment(day: NaiveDate, at: NaiveTime) -> DateTime<Utc> {
    day.and_time(at).and_utc() - TimeDelta::seconds(i64::from(OFFICE_OFFSET_SECONDS))
}

/// `2016-11-30`, for forms, addresses and tables.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// `11-30`, for tables whose year is plain.
#[must_use]
pub fn short_day(date: NaiveDate) -> String {
    date.format("%m-%d").to_string()
}

/// `2016-11-30 09:42`
#[must_use]
pub fn minute(at: DateTime<Utc>) -> String {
    office(at).format("%Y-%m-%d %H:%M").to_string()
}

/// `2016-11-30 09:42:07`, for records.
#[must_use]
pub fn second(at: DateTime<Utc>) -> String {
    office(at).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// `2016年11月30日`, or `30 Nov 2016`.
#[must_use]
pub fn long_day(date: NaiveDate, locale: Locale) -> String {
    match locale {
        Locale::Chinese => t::time::long_day(locale, date.year(), date.month(), date.day()),
        Locale::English => date.format("%-d %b %Y").to_string(),
    }
}

/// The days of a week as browsers count them, from Sunday.
pub const WEEK: [Weekday; 7] =
    [Weekday::Sun, Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];

/// 周三, Wed
#[must_use]
pub const fn weekday(date: Weekday, locale: Locale) -> &'static str {
    match date {
        Weekday::Mon => t::time::monday(locale),
        Weekday::Tue => t::time::tuesday(locale),
        Weekday::Wed => t::time::wednesday(locale),
        Weekday::Thu => t::time::thursday(locale),
        Weekday::Fri => t::time::friday(locale),
        Weekday::Sat => t::time::saturday(locale),
        Weekday::Sun => t::time::sunday(locale),
    }
}

/// Reads what a date field sends (`2016-11-30`).
#[must_use]
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok().filter(|day| is_writable(*day))
}

/// Whether the year has four digits: the days that forms, sheets and the database write alike.
#[must_use]
pub fn is_writable(day: NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn the_office_day_begins_at_sixteen_hours_utc() {
        let late = Utc.with_ymd_and_hms(2016, 11, 30, 15, 59, 59).single().expect("valid");
        let next = Utc.with_ymd_and_hms(2016, 11, 30, 16, 0, 0).single().expect("valid");
        assert_eq!(day(office_day(late)), "2016-11-30");
        assert_eq!(minute(next), "2016-12-01 00:00");
    }

    #[test]
    fn a_day_has_a_year_of_four_digits() {
        assert_eq!(parse_day(" 2016-11-30 ").map(day).as_deref(), Some("2016-11-30"));
        for text in ["", "2016-02-30", "+12016-01-01", "-0001-01-01", "0000-01-01", "99999-01-01"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
