//! Which reports are owed, as far as lights need to know it.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::{features::reports::model::Every, shared::working_days::WorkingDays};

/// Where a half month ends.
const MIDDLE: u32 = 15;

impl Every {
    /// The end of the last period that ended before `day`.
    fn end_before(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::HalfMonth if day.day() > MIDDLE => day.with_day(MIDDLE),
            Self::Month | Self::HalfMonth => day.checked_sub_days(Days::new(u64::from(day.day()))),
        }
        .unwrap_or(day)
    }

    /// The end of the period in which `day` lies.
    fn end_of(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::HalfMonth if day.day() <= MIDDLE => day.with_day(MIDDLE),
            Self::Month | Self::HalfMonth => day
                .with_day(1)
                .and_then(|first| first.checked_add_months(Months::new(1)))
                .and_then(|next| next.pred_opt()),
        }
        .unwrap_or(day)
    }

    /// The end of the last period whose report was due before `today`: on its last working day.
    #[must_use]
    pub fn closed_until(self, calendar: &WorkingDays, today: NaiveDate) -> NaiveDate {
        let current = self.end_of(today);
        if calendar.add(current, 0) < today {
            return current;
        }
        self.end_before(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(every: Every, today: &str) -> String {
        every.closed_until(&WorkingDays::default(), today.parse().expect("a day")).to_string()
    }

    #[test]
    fn a_period_is_closed_the_day_after_its_last_working_day() {
        assert_eq!(closed(Every::Month, "2016-11-30"), "2016-10-31", "due today");
        assert_eq!(closed(Every::Month, "2016-12-01"), "2016-11-30");
        assert_eq!(closed(Every::Month, "2016-12-31"), "2016-12-31", "a Saturday: due the day before");
        assert_eq!(closed(Every::HalfMonth, "2016-11-15"), "2016-10-31");
        assert_eq!(closed(Every::HalfMonth, "2016-11-16"), "2016-11-15");
        assert_eq!(closed(Every::HalfMonth, "2016-10-15"), "2016-10-15", "a Saturday");
        assert_eq!(closed(Every::HalfMonth, "2016-12-01"), "2016-11-30");
    }
}
