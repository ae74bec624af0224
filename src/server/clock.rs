//! The only place that reads the time. Everything else is told what time it is.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::shared::time;

/// Where the time comes from: the machine, or a fixed instant in tests.
#[derive(Clone)]
pub struct Clock {
    read: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// The office's day when it is not the calendar's: sample data stands still at its own day.
    day: Option<NaiveDate>,
}

impl Clock {
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "this is the one reader")]
    pub fn system() -> Self {
        Self { read: Arc::new(Utc::now), day: None }
    }

    /// A clock that stands still, for tests.
    #[must_use]
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self { read: Arc::new(move || at), day: None }
    }

    /// A clock that a test moves.
    pub fn from_fn(read: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { read: Arc::new(read), day: None }
    }

    /// The same clock with the office's day held at `day`.
    #[must_use]
    pub fn with_day(self, day: Option<NaiveDate>) -> Self {
        Self { day, ..self }
    }

    /// The instant, for sessions, passwords, sealing and waiting times; what records carry is [`Self::for_records`]. To the
    /// microsecond, which is what PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = (self.read)();
        now - TimeDelta::nanoseconds(i64::from(now.timestamp_subsec_nanos() % 1000))
    }

    /// The moment that records and notifications carry. Where the office's day stands still it is that day with the
    /// office's present time of day, so that records and days agree. There the time begins anew at midnight: what is done
    /// after it seems to be earlier than what was done before.
    #[must_use]
    pub fn for_records(&self) -> DateTime<Utc> {
        let now = self.now();
        self.day.map_or(now, |day| time::office_moment(day, time::office(now).time()))
    }

    /// The office's day, for due dates and reports.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.day.unwrap_or_else(|| time::office_day(self.now()))
    }

    /// The office's time of day. A day that stands still has none: it is always noon.
    #[must_use]
    pub fn office_time(&self) -> NaiveTime {
        match self.day {
            Some(_) => NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default(),
            None => time::office(self.now()).time(),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    fn at(hour: u32, minute: u32) -> Clock {
        Clock::fixed(Utc.with_ymd_and_hms(2026, 3, 4, hour, minute, 7).single().expect("a valid time"))
    }

    fn held(clock: Clock) -> Clock {
        clock.with_day(NaiveDate::from_ymd_opt(2016, 11, 30))
    }

    #[test]
    fn records_carry_the_instant_where_no_day_is_held() {
        assert_eq!(at(1, 30).for_records(), at(1, 30).now());
    }

    #[test]
    fn records_carry_the_held_day_with_the_offices_time() {
        let clock = held(at(1, 30));
        assert_eq!(time::second(clock.for_records()), "2016-11-30 09:30:07");
        assert_eq!(time::office_day(clock.for_records()), clock.today());
        assert_eq!(clock.now(), at(1, 30).now(), "sessions go by the machine's time");
    }

    #[test]
    fn a_held_day_begins_anew_at_the_offices_midnight() {
        assert_eq!(time::minute(held(at(15, 59)).for_records()), "2016-11-30 23:59");
        assert_eq!(time::minute(held(at(16, 0)).for_records()), "2016-11-30 00:00");
    }
}
