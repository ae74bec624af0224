//! Working days: Monday to Friday, less the days that the State Council takes off, plus the weekends that it has worked
//! instead (调休). Pure: the days come from `features::calendar`.
//!
//! Everything is counted by one number, the working days up to and including a day. So [`WorkingDays::between`] adds up
//! (from a to b and on to c is from a to c), and [`WorkingDays::add`] undoes it. `working_days_between` and
//! `add_working_days` in the database mean the same; a test of `features::calendar` holds the two together.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// How a day departs from the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// 休: a weekday that is off.
    Off,
    /// 班: a weekend that is worked.
    Working,
}

impl DayKind {
    pub const ALL: [Self; 2] = [Self::Off, Self::Working];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Working => "working",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether `day` can depart from the week in this way: a weekday be off, a weekend be worked.
    #[must_use]
    pub fn fits(self, day: NaiveDate) -> bool {
        is_weekend(day) == (self == Self::Working)
    }
}

/// Saturday or Sunday.
#[must_use]
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The working days of the office. In a year that is not published only weekends are off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WorkingDays {
    years: BTreeSet<i32>,
    /// Weekdays that are off, in order.
    off: Vec<NaiveDate>,
    /// Weekends that are worked, in order.
    working: Vec<NaiveDate>,
}

impl WorkingDays {
    /// [`Self::add`] goes no further than this many working days, nearly four hundred years.
    pub const FURTHEST: i32 = 100_000;

    /// From the published years and the days that depart from the week. A day that does not depart from it, such as a
    /// Saturday off, is left out.
    #[must_use]
    pub fn new(years: impl IntoIterator<Item = i32>, days: impl IntoIterator<Item = (NaiveDate, DayKind)>) -> Self {
        let days: BTreeSet<(NaiveDate, DayKind)> = days.into_iter().filter(|(day, kind)| kind.fits(*day)).collect();
        let of = |wanted| days.iter().filter(|(_, kind)| *kind == wanted).map(|(day, _)| *day).collect();
        Self { years: years.into_iter().collect(), off: of(DayKind::Off), working: of(DayKind::Working) }
    }

    /// Whether the office works on `day`.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        match self.exception(day) {
            Some(kind) => kind == DayKind::Working,
            None => !is_weekend(day),
        }
    }

    /// How `day` departs from the week, if it does.
    #[must_use]
    pub fn exception(&self, day: NaiveDate) -> Option<DayKind> {
        if self.off.binary_search(&day).is_ok() {
            Some(DayKind::Off)
        } else {
            self.working.binary_search(&day).is_ok().then_some(DayKind::Working)
        }
    }

    /// Whether the arrangement of `year` is known. Without it the counts of that year are provisional.
    #[must_use]
    pub fn published(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// Working days after `from` up to and including `to`; when `to` is before `from`, the same the other way round,
    /// negated. The same day gives zero, working or not.
    ///
    /// From Friday to Monday it is 1, from Friday to Sunday 0, from Sunday to Monday 1, from Monday to Friday before -1.
    #[must_use]
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        self.until(to) - self.until(from)
    }

    /// The working day that lies `n` working days from `day`, so that `between(day, add(day, n)) == n`. A positive `n`
    /// gives the n-th working day after `day`. Zero gives `day`, or the last working day before it. A negative `n` goes
    /// back from there: -1 from a Monday is Friday, -1 from a Sunday is Thursday, because Friday is no working day away
    /// from Sunday. `n` beyond [`Self::FURTHEST`] is taken for it.
    #[must_use]
    pub fn add(&self, day: NaiveDate, n: i32) -> NaiveDate {
        let n = i64::from(n.clamp(-Self::FURTHEST, Self::FURTHEST));
        let wanted = self.until(day) + n;
        let slack = (self.off.len() + self.working.len()) as i64;
        // After `low` and not after `high` lies the first day by which so many working days have passed.
        let mut low = number(day) + (n.min(0) - slack - 1) / 5 * 7 - 14;
        let mut high = number(day) + (n.max(0) + slack) / 5 * 7 + 14;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.until(numbered(middle)) < wanted { low = middle } else { high = middle }
        }
        numbered(high)
    }

    /// `day` if it is a working day, else the first one after it.
    #[must_use]
    pub fn next_working(&self, day: NaiveDate) -> NaiveDate {
        if self.is_working(day) { day } else { self.add(day, 1) }
    }

    /// The last working day of the month in which `day` lies.
    #[must_use]
    pub fn last_of_month(&self, day: NaiveDate) -> NaiveDate {
        let last = day
            .with_day(1)
            .and_then(|first| first.checked_add_months(Months::new(1)))
            .and_then(|next| next.checked_sub_days(Days::new(1)));
        self.add(last.unwrap_or(NaiveDate::MAX), 0)
    }

    /// Working days from the year 1 up to and including `day`.
    fn until(&self, day: NaiveDate) -> i64 {
        let up_to = |days: &[NaiveDate]| days.partition_point(|other| *other <= day) as i64;
        let (weeks, rest) = (number(day).div_euclid(7), number(day).rem_euclid(7));
        weeks * 5 + (rest + 1).min(5) - up_to(&self.off) + up_to(&self.working)
    }
}

/// Days since 1 January of the year 1, a Monday.
fn number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) - 1
}

fn numbered(number: i64) -> NaiveDate {
    let days = i32::try_from(number + 1).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    days.unwrap_or(if number < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// 2016 about the National Day and the Spring Festival.
    fn of_2016() -> WorkingDays {
        let off = ["02-08", "02-09", "02-10", "02-11", "02-12", "10-03", "10-04", "10-05", "10-06", "10-07"];
        let days = off.map(|text| (day(&format!("2016-{text}")), DayKind::Off)).into_iter();
        let working = ["02-06", "02-14", "10-08", "10-09"].map(|text| (day(&format!("2016-{text}")), DayKind::Working));
        WorkingDays::new([2016], days.chain(working))
    }

    #[test]
    fn the_national_day_of_2016_is_a_week_off_and_two_weekend_days_worked() {
        let days = of_2016();
        for off in ["2016-10-01", "2016-10-02", "2016-10-03", "2016-10-07"] {
            assert!(!days.is_working(day(off)), "{off}");
        }
        for worked in ["2016-09-30", "2016-10-08", "2016-10-09", "2016-10-10", "2016-02-06", "2016-02-14"] {
            assert!(days.is_working(day(worked)), "{worked}");
        }
        assert!(!days.is_working(day("2016-02-13")), "an ordinary Saturday within the Spring Festival");
        assert_eq!(days.between(day("2016-09-30"), day("2016-10-09")), 2);
        assert_eq!(days.add(day("2016-09-30"), 1), day("2016-10-08"));
        assert_eq!(days.add(day("2016-10-10"), -1), day("2016-10-09"));
        assert_eq!(days.next_working(day("2016-10-01")), day("2016-10-08"));
        assert_eq!(days.next_working(day("2016-10-08")), day("2016-10-08"));
        assert!(days.published(2016) && !days.published(2017));
    }

    #[test]
    fn counting_begins_after_the_first_day_and_ends_with_the_last() {
        let days = WorkingDays::default();
        let (friday, sunday, monday) = (day("2016-11-25"), day("2016-11-27"), day("2016-11-28"));
        assert_eq!(days.between(friday, monday), 1);
        assert_eq!(days.between(friday, sunday), 0);
        assert_eq!(days.between(sunday, monday), 1);
        assert_eq!(days.between(monday, friday), -1);
        assert_eq!(days.between(sunday, sunday), 0);
        assert_eq!(days.between(day("2016-11-30"), day("2016-12-20")), 14, "the sample's day and its deadline");
        assert_eq!(days.add(sunday, 0), friday);
        assert_eq!(days.add(sunday, -1), day("2016-11-24"));
    }

    #[test]
    fn the_last_working_day_of_a_month() {
        let days = of_2016();
        assert_eq!(days.last_of_month(day("2016-10-05")), day("2016-10-31"));
        assert_eq!(days.last_of_month(day("2016-12-31")), day("2016-12-30"));
        assert_eq!(days.last_of_month(day("2016-02-29")), day("2016-02-29"));
    }

    #[test]
    fn days_that_do_not_depart_from_the_week_are_left_out() {
        let days = WorkingDays::new([], [(day("2016-10-01"), DayKind::Off), (day("2016-10-10"), DayKind::Working)]);
        assert_eq!(days, WorkingDays::default());
    }

    #[test]
    fn the_ends_of_time_break_nothing() {
        let days = of_2016();
        for far in [NaiveDate::MIN, NaiveDate::MAX, day("0001-01-01"), day("9999-12-31")] {
            let _ = (days.add(far, i32::MIN), days.add(far, i32::MAX), days.next_working(far), days.last_of_month(far));
        }
    }

    prop_compose! {
        fn any_day()(number in 735_000..737_500_i32) -> NaiveDate {
            NaiveDate::from_num_days_from_ce_opt(number).expect("2012 to 2019")
        }
    }

    prop_compose! {
        fn any_calendar()(days in prop::collection::vec(any_day(), 0..200)) -> WorkingDays {
            let kind = |day| if is_weekend(day) { DayKind::Working } else { DayKind::Off };
            WorkingDays::new([], days.into_iter().map(|day| (day, kind(day))))
        }
    }

    proptest! {
        #[test]
        fn between_counts_the_working_days(days in any_calendar(), from in any_day(), length in 0..400_u64) {
            let to = from + Days::new(length);
            let counted = from.iter_days().skip(1).take(length as usize).filter(|day| days.is_working(*day)).count();
            prop_assert_eq!(days.between(from, to), counted as i64);
            prop_assert_eq!(days.between(to, from), -(counted as i64));
        }

        #[test]
        fn between_adds_up(days in any_calendar(), a in any_day(), b in any_day(), c in any_day()) {
            prop_assert_eq!(days.between(a, b) + days.between(b, c), days.between(a, c));
        }

        #[test]
        fn adding_undoes_between_and_never_ends_on_a_day_off(days in any_calendar(), from in any_day(), n in -500..500_i32) {
            let to = days.add(from, n);
            prop_assert!(days.is_working(to));
            prop_assert_eq!(days.between(from, to), i64::from(n));
            prop_assert!(days.add(from, n + 1) > to);
            prop_assert!(days.add(from.succ_opt().expect("a day after"), n) >= to);
        }

        #[test]
        fn the_next_working_day_has_none_before_it(days in any_calendar(), from in any_day()) {
            let next = days.next_working(from);
            prop_assert!(next >= from && days.is_working(next));
            prop_assert!(from.iter_days().take_while(|day| *day < next).all(|day| !days.is_working(day)));
        }
    }
}
