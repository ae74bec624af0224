//! How somebody is told by mail, and when: pure rules of time.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::shared::{locale::Locale, time};

/// What somebody chose. Times are the office's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    pub by_mail: bool,
    pub language: Locale,
    pub digest_at: NaiveTime,
    /// Nothing but red slips is sent from here …
    pub quiet_from: NaiveTime,
    /// … to here; the same time twice is no quiet at all.
    pub quiet_until: NaiveTime,
}

/// The last working day up to the office's day and up to the day before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastWorkingDays {
    pub up_to_today: NaiveDate,
    pub up_to_yesterday: NaiveDate,
}

impl Default for Preferences {
    /// The database has the same defaults; a test holds the two together.
    fn default() -> Self {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self {
            by_mail: true,
            language: Locale::Chinese,
            digest_at: at(8, 30),
            quiet_from: at(20, 0),
            quiet_until: at(7, 30),
        }
    }
}

impl Preferences {
    /// Whether this time of day lies in the quiet hours.
    #[must_use]
    pub fn is_quiet(&self, at: NaiveTime) -> bool {
        if self.quiet_from <= self.quiet_until {
            self.quiet_from <= at && at < self.quiet_until
        } else {
            self.quiet_from <= at || at < self.quiet_until
        }
    }

    /// The last time, now or before, at which a digest is sent.
    fn slot(&self, now: DateTime<Utc>, days: LastWorkingDays) -> DateTime<Utc> {
        let passed = self.digest_at <= time::office(now).time();
        let day = if passed { days.up_to_today } else { days.up_to_yesterday };
        // The office is eight hours ahead all year.
        day.and_time(self.digest_at).and_utc() - TimeDelta::hours(8)
    }

    /// Whether a digest is due: it is a working day and not quiet, something waits since before the last time for a digest,
    /// and none was made on this day. After days without a server that is one digest, not one for each day.
    #[must_use]
    pub fn digest_is_due(
        &self,
        now: DateTime<Utc>,
        days: LastWorkingDays,
        oldest: DateTime<Utc>,
        last: Option<DateTime<Utc>>,
    ) -> bool {
        let today = time::office_day(now);
        days.up_to_today == today
            && !self.is_quiet(time::office(now).time())
            && oldest <= self.slot(now, days)
            && last.is_none_or(|last| time::office_day(last) < today)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike as _, Weekday};

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("2016-{text}:00+08:00")).unwrap().to_utc()
    }

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let quiet = |from: &str, until: &str, at: &str| {
            let time = |text: &str| text.parse::<NaiveTime>().unwrap();
            let preferences =
                Preferences { quiet_from: time(from), quiet_until: time(until), ..Preferences::default() };
            preferences.is_quiet(time(at))
        };
        for (at, expected) in [("19:59", false), ("20:00", true), ("23:59", true), ("00:00", true), ("07:29", true)] {
            assert_eq!(quiet("20:00:00", "07:30:00", &format!("{at}:00")), expected, "{at}");
        }
        assert!(!quiet("20:00:00", "07:30:00", "07:30:00"));
        assert!(quiet("12:00:00", "14:00:00", "13:59:59") && !quiet("12:00:00", "14:00:00", "14:00:00"));
        assert!(!quiet("12:00:00", "12:00:00", "12:00:00"), "no quiet hours");
    }

    #[test]
    fn a_digest_is_due_once_a_working_day_and_not_in_quiet_hours() {
        // Weekends only.
        let working = |mut day: NaiveDate| {
            while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                day = day.pred_opt().unwrap();
            }
            day
        };
        let due = |now, oldest, last: Option<&str>| {
            let today = time::office_day(at(now));
            let days =
                LastWorkingDays { up_to_today: working(today), up_to_yesterday: working(today.pred_opt().unwrap()) };
            Preferences::default().digest_is_due(at(now), days, at(oldest), last.map(at))
        };
        assert!(!due("11-30T08:29", "11-29T10:00", Some("11-29T08:30")), "not before its time");
        assert!(due("11-30T08:30", "11-29T10:00", Some("11-29T08:30")));
        assert!(!due("11-30T08:31", "11-30T08:31", None), "it came after the last time for it");
        assert!(!due("11-30T09:00", "11-30T08:29", Some("11-30T08:30")), "one a day");
        assert!(!due("11-30T20:00", "11-29T10:00", None), "caught up, but not by night");
        assert!(due("12-01T07:30", "11-29T10:00", None), "as soon as the night is over");
        assert!(!due("12-01T08:30", "12-01T07:45", Some("12-01T07:30")), "and then not again");
        assert!(due("12-09T19:59", "11-29T10:00", Some("11-28T08:30")), "one for all the days without a server");
        assert!(!due("12-03T08:30", "12-02T18:00", Some("12-02T08:30")), "a Saturday");
        assert!(!due("12-05T08:00", "12-02T18:00", Some("12-02T08:30")), "Monday, before its time");
        assert!(due("12-05T08:30", "12-02T18:00", Some("12-02T08:30")));
    }
}
