//! Who may ask for, confirm and decide an extension, and when.

use chrono::NaiveDate;

use crate::{
    features::tasks::model::State,
    shared::{
        actor::{Actor, Role},
        codes::codes,
        ids::UnitId,
        locale::Locale,
    },
    t,
};

/// Whether the actor may ask for more time, or withdraw the request: liaison officers and head of the first lead.
#[must_use]
pub fn can_ask(actor: &Actor, lead: Option<UnitId>) -> bool {
    lead == Some(actor.unit) && actor.roles.any(&[Role::UnitHead, Role::Liaison])
}

/// Whether the actor may confirm a request, so that it goes to the office: the head of the first lead. One that the head
/// writes needs no further confirmation.
#[must_use]
pub fn can_confirm(actor: &Actor, lead: Option<UnitId>) -> bool {
    lead == Some(actor.unit) && actor.roles.has(Role::UnitHead)
}

/// Whether the actor may decide requests: the head of the office.
#[must_use]
pub fn can_decide(actor: &Actor) -> bool {
    actor.roles.has(Role::Director)
}

/// Whether the actor may read the list of all requests: who sees all tasks.
#[must_use]
pub fn can_list(actor: &Actor) -> bool {
    actor.sees_all_tasks()
}

/// Whether a task in this state and with this current due date can be extended: units work on it and it has a date.
#[must_use]
pub const fn can_extend(state: State, due: Option<NaiveDate>) -> bool {
    due.is_some() && state.is_with_units() && !matches!(state, State::ClosureReview)
}

/// Whether what is asked on `today` comes too late; the due date itself is in time.
#[must_use]
pub fn is_late(due: NaiveDate, today: NaiveDate) -> bool {
    today > due
}

codes! {
    /// What was decided.
    Decision in extensions {
        /// 同意
        Granted = "granted", granted;
        /// 不同意
        Refused = "refused", refused;
    }
}

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Waits for the head of the unit.
    ToConfirm,
    /// Waits for the head of the office.
    ToDecide,
    Decided(Decision),
    Withdrawn,
}

impl Stage {
    /// From the steps that were taken.
    #[must_use]
    pub const fn of(confirmed: bool, withdrawn: bool, decision: Option<Decision>) -> Self {
        match (decision, withdrawn, confirmed) {
            (Some(decision), _, _) => Self::Decided(decision),
            (None, true, _) => Self::Withdrawn,
            (None, false, true) => Self::ToDecide,
            (None, false, false) => Self::ToConfirm,
        }
    }

    /// Whether somebody's step is awaited; such a request can be withdrawn, and there is no second one.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::ToConfirm | Self::ToDecide)
    }

    /// The word on the screen.
    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::ToConfirm => t::extensions::to_confirm(locale),
            Self::ToDecide => t::extensions::to_decide(locale),
            Self::Decided(decision) => decision.label(locale),
            Self::Withdrawn => t::extensions::withdrawn(locale),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::shared::{actor::Roles, ids::PersonId};

    fn actor(role: Role, unit: UnitId) -> Actor {
        let roles: Roles = [role].into_iter().collect();
        Actor { person: PersonId(Uuid::nil()), name: String::new(), unit, unit_name: String::new(), roles }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_lead_asks_its_head_confirms_the_director_decides() {
        let (own, other) = (UnitId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(2)));
        for role in Role::ALL {
            let actor = actor(role, own);
            assert_eq!(can_ask(&actor, Some(own)), matches!(role, Role::UnitHead | Role::Liaison), "{role:?}");
            assert_eq!(can_confirm(&actor, Some(own)), role == Role::UnitHead, "{role:?}");
            assert!(!can_ask(&actor, Some(other)) && !can_confirm(&actor, Some(other)), "{role:?}");
            assert!(!can_ask(&actor, None) && !can_confirm(&actor, None), "{role:?}");
            assert_eq!(can_decide(&actor), role == Role::Director, "{role:?}");
        }
    }

    #[test]
    fn only_a_date_that_units_work_towards_can_be_moved() {
        let can = [State::Dispatched, State::Signed, State::RoadmapReview, State::InProgress];
        for state in State::ALL {
            assert_eq!(can_extend(state, Some(day("2016-11-30"))), can.contains(&state), "{state:?}");
            assert!(!can_extend(state, None), "{state:?}");
        }
    }

    #[test]
    fn the_due_date_is_in_time_and_the_day_after_is_not() {
        assert!(!is_late(day("2016-11-30"), day("2016-11-30")));
        assert!(is_late(day("2016-11-30"), day("2016-12-01")));
    }

    #[test]
    fn a_request_waits_for_one_after_the_other_until_it_is_decided_or_withdrawn() {
        assert_eq!(Stage::of(false, false, None), Stage::ToConfirm);
        assert_eq!(Stage::of(true, false, None), Stage::ToDecide);
        for decision in Decision::ALL {
            assert_eq!(Stage::of(true, false, Some(decision)), Stage::Decided(decision));
            assert_eq!(Decision::from_code(decision.code()), Some(decision));
        }
        assert!([false, true].map(|confirmed| Stage::of(confirmed, true, None)).iter().all(|stage| !stage.is_open()));
    }
}
