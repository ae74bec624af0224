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

    /// The instant, for records, sessions and waiting times. To the microsecond, which is what PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = (self.read)();
        now - TimeDelta::nanoseconds(i64::from(now.timestamp_subsec_nanos() % 1000))
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
