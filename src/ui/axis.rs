//! The one time axis of a plan. Every ruler and track of a page shares it, so today stands at the same place everywhere.

use chrono::NaiveDate;

/// From the first to the last day of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub start: NaiveDate,
    pub end: NaiveDate,
    pub today: NaiveDate,
}

impl Axis {
    /// Where a day stands: 0 at the start, 100 at the end. Days outside are drawn at the edge.
    #[must_use]
    pub fn share(&self, day: NaiveDate) -> f64 {
        let length = (self.end - self.start).num_days().max(1);
        let passed = (day - self.start).num_days().clamp(0, length);
        passed as f64 * 100.0 / length as f64
    }

    /// The same as an SVG length.
    pub(super) fn x(&self, day: NaiveDate) -> String {
        percent(self.share(day))
    }

    /// Whether today lies on the axis.
    #[must_use]
    pub fn shows_today(&self) -> bool {
        (self.start..=self.end).contains(&self.today)
    }
}

/// A share of 100 as an SVG length.
pub(super) fn percent(share: f64) -> String {
    format!("{share:.2}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn days_stand_in_proportion_and_never_outside() {
        let axis = Axis { start: day("2016-10-12"), end: day("2016-12-20"), today: day("2016-11-30") };
        assert_eq!(axis.x(axis.start), "0.00%");
        assert_eq!(axis.x(axis.today), "71.01%");
        assert_eq!(axis.x(axis.end), "100.00%");
        assert_eq!(axis.x(day("2017-03-01")), "100.00%");
        assert_eq!(axis.x(day("2015-03-01")), "0.00%");
        assert!(axis.shows_today());
    }

    #[test]
    fn a_plan_of_one_day_has_an_axis() {
        let axis = Axis { start: day("2016-10-12"), end: day("2016-10-12"), today: day("2016-10-13") };
        assert_eq!(axis.x(axis.today), "100.00%");
        assert!(!axis.shows_today());
    }
}
