//! 报送周期: months, or half months (the 1st to the 15th, the 16th to the last), cut to the days of the plan.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::{
    shared::{codes::codes, locale::Locale, time, working_days::WorkingDays},
    t,
};

codes! {
    /// How often units report on a plan.
    #[derive(Default)]
    #[serde(rename_all = "snake_case")]
    #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    Every in reports {
        #[default]
        Month = "month", every_month;
        HalfMonth = "half_month", every_half_month;
    }
}

/// What a plan says of its reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub every: Every,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// The days that one report is about; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

impl Period {
    /// The period of the plan in which `day` lies. Before the plan it is the first one, after it the last: a task that
    /// is not finished with its plan still has a report to be corrected.
    #[must_use]
    pub fn of(rule: Rule, day: NaiveDate) -> Self {
        let day = day.clamp(rule.starts_on, rule.ends_on.max(rule.starts_on));
        let (start, end) = whole(rule.every, day);
        Self { start: start.max(rule.starts_on), end: end.min(rule.ends_on.max(rule.starts_on)) }
    }

    /// The period before this one, if the plan had begun.
    #[must_use]
    pub fn before(self, rule: Rule) -> Option<Self> {
        let day = self.start.pred_opt().filter(|day| *day >= rule.starts_on)?;
        Some(Self::of(rule, day))
    }

    /// The last day to report: the last working day of the period. A period that is cut to days off has none and is due
    /// on its last day.
    #[must_use]
    pub fn due_on(self, calendar: &WorkingDays) -> NaiveDate {
        let last = calendar.add(self.end, 0);
        if last < self.start { self.end } else { last }
    }

    /// The last period whose due day is over, if there is one: whoever has not reported on it by `today` is late.
    #[must_use]
    pub fn last_due(rule: Rule, today: NaiveDate, calendar: &WorkingDays) -> Option<Self> {
        let current = Self::of(rule, today);
        if current.due_on(calendar) < today { Some(current) } else { current.before(rule) }
    }

    /// `2016年11月`, `2016年11月上半月`
    #[must_use]
    pub fn label(self, every: Every, locale: Locale) -> String {
        let (year, month) = (self.start.year(), self.start.month());
        match every {
            Every::Month => t::reports::month(locale, year, month),
            Every::HalfMonth if self.start.day() <= 15 => t::reports::first_half(locale, year, month),
            Every::HalfMonth => t::reports::second_half(locale, year, month),
        }
    }

    /// `2016-11-01—11-30`, the same in every language.
    #[must_use]
    pub fn span(self) -> String {
        format!("{}—{}", time::day(self.start), time::short_day(self.end))
    }
}

/// The month or half month in which `day` lies, uncut.
fn whole(every: Every, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day - Days::new(u64::from(day.day0()));
    let last = first + Months::new(1) - Days::new(1);
    match every {
        Every::Month => (first, last),
        Every::HalfMonth if day.day() <= 15 => (first, first + Days::new(14)),
        Every::HalfMonth => (first + Days::new(15), last),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::shared::working_days::DayKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn rules() -> impl Strategy<Value = Rule> {
        (0..2_usize, 0..3000_u64, 1..900_u64).prop_map(|(every, start, length)| {
            let starts_on = day("2012-01-01") + Days::new(start);
            Rule { every: Every::ALL[every], starts_on, ends_on: starts_on + Days::new(length) }
        })
    }

    /// Weeks with some weekdays off and some weekends worked.
    fn calendars() -> impl Strategy<Value = WorkingDays> {
        let kind = any::<bool>().prop_map(|off| if off { DayKind::Off } else { DayKind::Working });
        prop::collection::vec((0..4000_u64, kind), 0..300).prop_map(|days| {
            WorkingDays::new([], days.into_iter().map(|(n, kind)| (day("2012-01-01") + Days::new(n), kind)))
        })
    }

    proptest! {
        /// The periods of a plan follow each other without gap or overlap, and hold all its days and no others.
        #[test]
        fn every_day_lies_in_exactly_one_period(rule in rules()) {
            let mut next = rule.starts_on;
            while next <= rule.ends_on {
                let period = Period::of(rule, next);
                prop_assert_eq!(period.start, next);
                prop_assert!(period.end >= next && period.end <= rule.ends_on);
                for day in period.start.iter_days().take_while(|day| *day <= period.end) {
                    prop_assert_eq!(Period::of(rule, day), period);
                }
                if let Some(before) = period.before(rule) {
                    prop_assert_eq!(before.end + Days::new(1), period.start);
                } else {
                    prop_assert_eq!(period.start, rule.starts_on);
                }
                next = period.end + Days::new(1);
            }
            prop_assert_eq!(Period::of(rule, rule.starts_on - Days::new(40)).start, rule.starts_on);
            prop_assert_eq!(Period::of(rule, rule.ends_on + Days::new(40)).end, rule.ends_on);
        }

        #[test]
        fn a_report_is_due_on_the_last_working_day_inside(rule in rules(), at in 0..900_u64, calendar in calendars()) {
            let period = Period::of(rule, rule.starts_on + Days::new(at));
            let due = period.due_on(&calendar);
            prop_assert!(period.start <= due && due <= period.end);
            let works = |day: &NaiveDate| calendar.is_working(*day);
            let days = || period.start.iter_days().take_while(|day| *day <= period.end);
            if days().any(|day| works(&day)) {
                prop_assert!(works(&due));
                prop_assert!(!days().filter(|day| *day > due).any(|day| works(&day)), "a later one");
            } else {
                prop_assert_eq!(due, period.end);
            }
        }

        #[test]
        fn the_last_due_period_is_over_and_the_one_after_it_is_not(
            rule in rules(), at in 0..1000_u64, calendar in calendars(),
        ) {
            let today = rule.starts_on + Days::new(at);
            let current = Period::of(rule, today);
            match Period::last_due(rule, today, &calendar) {
                Some(period) => {
                    prop_assert!(period.due_on(&calendar) < today);
                    prop_assert!(period == current || current.due_on(&calendar) >= today);
                }
                None => prop_assert!(current.start == rule.starts_on && current.due_on(&calendar) >= today),
            }
        }
    }

    #[test]
    fn the_sample_plan_has_three_months_and_six_halves() {
        let rule = |every| Rule { every, starts_on: day("2016-10-12"), ends_on: day("2016-12-20") };
        let spans = |every| {
            let mut spans = Vec::new();
            let mut period = Some(Period::of(rule(every), day("2017-02-01")));
            while let Some(found) = period {
                spans.push(found.span());
                period = found.before(rule(every));
            }
            spans
        };
        assert_eq!(spans(Every::Month), ["2016-12-01—12-20", "2016-11-01—11-30", "2016-10-12—10-31"]);
        assert_eq!(spans(Every::HalfMonth)[4..], ["2016-10-16—10-31", "2016-10-12—10-15"]);
        let november = Period::of(rule(Every::Month), day("2016-11-30"));
        assert_eq!(november.due_on(&WorkingDays::default()), day("2016-11-30"));
        assert_eq!(november.label(Every::Month, Locale::Chinese), "2016年11月");
    }
}
