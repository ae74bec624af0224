//! Pure rules of the working-day calendar.

use chrono::{Datelike as _, NaiveDate};

use crate::{
    features::tasks::model::can_edit_ledger,
    shared::{
        actor::Actor,
        locale::Locale,
        working_days::{DayKind, WorkingDays},
    },
    t,
};

/// The years that can be opened.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;
/// From this month on the next year is missed: the State Council publishes it in November.
const NEXT_YEAR_FROM: u32 = 12;

/// The calendar belongs to who keeps the ledger: deadlines are counted by it.
#[must_use]
pub fn can_edit_calendar(actor: &Actor) -> bool {
    can_edit_ledger(actor)
}

/// The years that should be published by `today` and are not: this one, from December on the next one too.
#[must_use]
pub fn missing_years(days: &WorkingDays, today: NaiveDate) -> Vec<i32> {
    let next = (today.month() >= NEXT_YEAR_FROM).then_some(today.year() + 1);
    [Some(today.year()), next].into_iter().flatten().filter(|year| !days.published(*year)).collect()
}

/// 休 or 班, as a word.
#[must_use]
pub const fn kind_label(kind: DayKind, locale: Locale) -> &'static str {
    match kind {
        DayKind::Off => t::calendar::off(locale),
        DayKind::Working => t::calendar::working(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::{
        actor::Role,
        ids::{PersonId, UnitId},
    };

    #[test]
    fn the_office_keeps_the_calendar() {
        for role in Role::ALL {
            let actor = Actor {
                person: PersonId(uuid::Uuid::nil()),
                name: String::new(),
                unit: UnitId(uuid::Uuid::nil()),
                unit_name: String::new(),
                roles: [role].into_iter().collect(),
            };
            assert_eq!(can_edit_calendar(&actor), matches!(role, Role::Registrar | Role::Director), "{role:?}");
        }
    }

    #[test]
    fn the_next_year_is_missed_from_december_on() {
        let days = WorkingDays::new([2016], []);
        let missing = |today: &str| missing_years(&days, today.parse().expect("a day"));
        assert!(missing("2016-11-30").is_empty());
        assert_eq!(missing("2016-12-01"), [2017]);
        assert_eq!(missing("2017-01-01"), [2017]);
        assert_eq!(missing("2017-12-31"), [2017, 2018]);
    }
}
