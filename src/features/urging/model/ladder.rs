//! The ladder: which level applies to what a unit has before it, on which day. Blue and yellow begin where the lights turn
//! blue and yellow (product: Lights, Urging).

use chrono::{Days, NaiveDate, NaiveTime};

use super::{Level, Matter};
use crate::{features::lights::model::Rule, shared::working_days::WorkingDays};

/// Nothing is sent before this time of the office's day.
pub const FIRST: NaiveTime = NaiveTime::from_hms_opt(8, 30, 0).expect("a time of day");

/// What a unit has before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obligation {
    pub matter: Matter,
    /// The last day to do it.
    pub day: NaiveDate,
    pub done: bool,
}

/// The highest level that applies on `today`.
#[must_use]
pub fn due_level(of: &Obligation, today: NaiveDate, rule: &Rule, calendar: &WorkingDays) -> Option<Level> {
    if of.done {
        return None;
    }
    let left = calendar.between(today, of.day);
    match of.matter {
        Matter::Signature => (of.day < today).then_some(Level::Remind),
        Matter::Milestone | Matter::Deadline if of.day < today => Some(Level::Red),
        Matter::Milestone | Matter::Deadline if left <= i64::from(rule.yellow_days) => Some(Level::Yellow),
        Matter::Milestone | Matter::Deadline if left <= i64::from(rule.blue_days) => Some(Level::Blue),
        Matter::Milestone | Matter::Deadline => None,
    }
}

/// What is to be sent now: the level that applies, unless it or a higher one was sent (`sent` is the highest). Lower ones
/// that were missed are never sent afterwards.
#[must_use]
pub fn next_level(
    of: &Obligation,
    sent: Option<Level>,
    today: NaiveDate,
    rule: &Rule,
    calendar: &WorkingDays,
) -> Option<Level> {
    due_level(of, today, rule, calendar).filter(|level| sent.is_none_or(|sent| sent < *level))
}

/// The levels that a matter goes through.
#[must_use]
pub const fn rungs(matter: Matter) -> &'static [Level] {
    match matter {
        Matter::Signature => &[Level::Remind],
        Matter::Milestone | Matter::Deadline => &[Level::Blue, Level::Yellow, Level::Red],
    }
}

/// The first working day on which a level applies to something that is to be done by `day`.
#[must_use]
pub fn applies_from(level: Level, day: NaiveDate, rule: &Rule, calendar: &WorkingDays) -> NaiveDate {
    match level {
        Level::Blue => calendar.add(day, -rule.blue_days),
        Level::Yellow => calendar.add(day, -rule.yellow_days),
        Level::Remind | Level::Red => calendar.next_working(day.checked_add_days(Days::new(1)).unwrap_or(day)),
    }
}

/// No matter later than this is looked at on `today`: nothing applies to it yet.
#[must_use]
pub fn horizon(today: NaiveDate, rule: &Rule, calendar: &WorkingDays) -> NaiveDate {
    calendar.add(today, rule.blue_days + 1)
}

/// The new limit of an urge that is sent on `today` about something that is to be done by `day`: some working days, before
/// the day itself where that is still ahead.
#[must_use]
pub fn new_limit(level: Level, day: NaiveDate, today: NaiveDate, calendar: &WorkingDays) -> NaiveDate {
    match level {
        Level::Blue => calendar.add(today, 5).min(day),
        Level::Yellow => calendar.add(today, 2).min(day),
        Level::Remind => calendar.add(today, 1),
        Level::Red => calendar.add(today, 3),
    }
}

/// Whether the ladder moves on this day at this time of the office: on working days from [`FIRST`].
#[must_use]
pub fn is_time(today: NaiveDate, time: NaiveTime, calendar: &WorkingDays) -> bool {
    calendar.is_working(today) && time >= FIRST
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::shared::working_days::{DayKind, is_weekend};

    const RULE: Rule = Rule { effective_from: NaiveDate::MIN, blue_days: 10, yellow_days: 3, report_missing: true };

    fn day(text: &str) -> NaiveDate {
        format!("2016-{text}").parse().expect("a day")
    }

    /// 国庆 2016: the 8th and 9th, a weekend, are worked.
    fn of_2016() -> WorkingDays {
        let off = ["10-03", "10-04", "10-05", "10-06", "10-07"].map(|text| (day(text), DayKind::Off));
        let working = ["10-08", "10-09"].map(|text| (day(text), DayKind::Working));
        WorkingDays::new([2016], off.into_iter().chain(working))
    }

    fn open(matter: Matter, by: &str) -> Obligation {
        Obligation { matter, day: day(by), done: false }
    }

    #[test]
    fn levels_follow_working_days_over_the_national_day() {
        let calendar = of_2016();
        let step = open(Matter::Milestone, "10-14");
        for (today, wanted) in [
            ("09-23", None),
            ("09-26", None),
            // Ten working days: 28 to 30 September, 8 to 14 October.
            ("09-27", Some(Level::Blue)),
            ("10-03", Some(Level::Blue)),
            ("10-10", Some(Level::Blue)),
            ("10-11", Some(Level::Yellow)),
            ("10-14", Some(Level::Yellow)),
            ("10-15", Some(Level::Red)),
            ("11-30", Some(Level::Red)),
        ] {
            let level = due_level(&step, day(today), &RULE, &calendar);
            let left = calendar.between(day(today), step.day);
            assert_eq!(level, wanted, "{today}: {left} working days");
        }
        assert_eq!(due_level(&Obligation { done: true, ..step }, day("11-30"), &RULE, &calendar), None);
        let signature = open(Matter::Signature, "09-30");
        assert_eq!(due_level(&signature, day("09-30"), &RULE, &calendar), None);
        assert_eq!(due_level(&signature, day("10-01"), &RULE, &calendar), Some(Level::Remind));
    }

    #[test]
    fn what_was_missed_is_not_sent_afterwards() {
        let calendar = of_2016();
        let step = open(Matter::Deadline, "10-14");
        let next = |sent, today| next_level(&step, sent, day(today), &RULE, &calendar);
        assert_eq!(next(None, "10-20"), Some(Level::Red));
        assert_eq!(next(Some(Level::Red), "10-20"), None);
        assert_eq!(next(Some(Level::Blue), "10-12"), Some(Level::Yellow));
        assert_eq!(next(Some(Level::Yellow), "10-12"), None);
        assert_eq!(next(Some(Level::Red), "10-12"), None, "a higher one was sent");
    }

    #[test]
    fn nothing_moves_on_days_off_and_before_half_past_eight() {
        let calendar = of_2016();
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        assert!(is_time(day("09-30"), at(8, 30), &calendar));
        assert!(!is_time(day("09-30"), at(8, 29), &calendar));
        for off in ["10-01", "10-03", "10-07", "10-15"] {
            assert!(!is_time(day(off), at(12, 0), &calendar), "{off}");
        }
        assert!(is_time(day("10-08"), at(12, 0), &calendar), "a Saturday that is worked");
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

    fn any_matter() -> impl Strategy<Value = Matter> {
        prop::sample::select(vec![Matter::Signature, Matter::Milestone, Matter::Deadline])
    }

    proptest! {
        /// The day that the page foretells is the first working day on which the level applies; before the horizon
        /// nothing is overlooked.
        #[test]
        fn a_rung_comes_on_the_day_foretold(calendar in any_calendar(), day in any_day(), matter in any_matter()) {
            let of = Obligation { matter, day, done: false };
            for level in rungs(matter) {
                let from = applies_from(*level, day, &RULE, &calendar);
                prop_assert!(calendar.is_working(from));
                prop_assert!(due_level(&of, from, &RULE, &calendar) >= Some(*level));
                let before = calendar.add(from, -1);
                prop_assert!(due_level(&of, before, &RULE, &calendar) < Some(*level));
                prop_assert!(day <= horizon(from, &RULE, &calendar));
            }
        }

        /// Day by day with days without a server: each level at most once, rising, and one urge a day.
        #[test]
        fn a_matter_climbs_and_never_goes_back(
            calendar in any_calendar(), day in any_day(), matter in any_matter(), away in prop::collection::vec(any::<bool>(), 60),
        ) {
            let of = Obligation { matter, day, done: false };
            let mut sent: Vec<Level> = Vec::new();
            let first = day - Days::new(40);
            for (today, away) in first.iter_days().zip(away) {
                if away || !calendar.is_working(today) {
                    continue;
                }
                if let Some(level) = next_level(&of, sent.last().copied(), today, &RULE, &calendar) {
                    prop_assert!(rungs(matter).contains(&level));
                    prop_assert!(sent.iter().all(|earlier| *earlier < level));
                    let limit = new_limit(level, day, today, &calendar);
                    prop_assert!(limit >= today.min(day) && (level != Level::Red || limit > today));
                    sent.push(level);
                }
                prop_assert_eq!(next_level(&of, sent.last().copied(), today, &RULE, &calendar), None);
            }
        }
    }
}
