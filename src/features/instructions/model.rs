//! Who may give, answer and close an instruction, and when.

use chrono::NaiveDate;

use crate::{
    features::tasks::model::State,
    shared::{
        actor::{Actor, Role},
        ids::{PersonId, UnitId},
        locale::Locale,
    },
    t,
};

/// No instruction and no reply is longer, in characters.
pub const LONGEST: usize = 2000;
/// Working days that a unit has to answer, unless the leader says otherwise.
pub const REPLY_DAYS: i32 = 5;

/// Whether the actor may give instructions: leaders.
#[must_use]
pub fn can_give(actor: &Actor) -> bool {
    actor.roles.has(Role::Leader)
}

/// Whether the actor may enter and close instructions on behalf of leaders: the office.
#[must_use]
pub fn can_stand_in(actor: &Actor) -> bool {
    actor.roles.any(&[Role::Registrar, Role::Director])
}

/// Whether the actor may read the list of instructions: leaders their own, the office all.
#[must_use]
pub fn can_list(actor: &Actor) -> bool {
    can_give(actor) || can_stand_in(actor)
}

/// Whether an instruction can be given on a task in this state: units work on it, so somebody can answer.
#[must_use]
pub const fn can_instruct(state: State) -> bool {
    state.is_with_units()
}

/// Whether the actor may answer: liaison officers and head of the first lead.
#[must_use]
pub fn can_answer(actor: &Actor, lead: Option<UnitId>) -> bool {
    lead == Some(actor.unit) && actor.roles.any(&[Role::UnitHead, Role::Liaison])
}

/// Whether the actor may take note of what `leader` gave, and ask back: the leader, or the office on the leader's behalf.
#[must_use]
pub fn can_note(actor: &Actor, leader: PersonId) -> bool {
    is_own(actor, leader) || can_stand_in(actor)
}

/// Whether closing needs a word: there is no reply to take note of, or it is done on the leader's behalf.
#[must_use]
pub fn needs_reason(actor: &Actor, leader: PersonId, stage: Stage) -> bool {
    stage == Stage::Waiting || !is_own(actor, leader)
}

fn is_own(actor: &Actor, leader: PersonId) -> bool {
    can_give(actor) && actor.person == leader
}

/// Whether what is answered on `day` comes too late; the last day is in time.
#[must_use]
pub fn is_late(reply_due: NaiveDate, day: NaiveDate) -> bool {
    day > reply_due
}

/// How far an instruction has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Waits for the unit.
    Waiting,
    /// Waits for the leader.
    Answered,
    Closed,
}

impl Stage {
    /// From what was done.
    #[must_use]
    pub const fn of(answered: bool, closed: bool) -> Self {
        match (closed, answered) {
            (true, _) => Self::Closed,
            (false, true) => Self::Answered,
            (false, false) => Self::Waiting,
        }
    }

    /// Whether it is not closed: it can be answered, once more too.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// The word on the screen, on `today`.
    #[must_use]
    pub fn label(self, reply_due: NaiveDate, today: NaiveDate, locale: Locale) -> &'static str {
        match self {
            Self::Waiting if is_late(reply_due, today) => t::instructions::waiting_late(locale),
            Self::Waiting => t::instructions::waiting(locale),
            Self::Answered => t::instructions::answered(locale),
            Self::Closed => t::instructions::closed(locale),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::shared::actor::Roles;

    fn actor(role: Role, person: u128) -> Actor {
        let roles: Roles = [role].into_iter().collect();
        let (person, unit) = (PersonId(Uuid::from_u128(person)), UnitId(Uuid::from_u128(1)));
        Actor { person, name: String::new(), unit, unit_name: String::new(), roles }
    }

    #[test]
    fn leaders_give_the_lead_answers_and_the_giver_or_the_office_closes() {
        let (own, other) = (UnitId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(2)));
        for role in Role::ALL {
            let (actor, leader) = (actor(role, 7), PersonId(Uuid::from_u128(7)));
            let office = matches!(role, Role::Registrar | Role::Director);
            assert_eq!(can_give(&actor), role == Role::Leader, "{role:?}");
            assert_eq!(can_list(&actor), office || role == Role::Leader, "{role:?}");
            assert_eq!(can_answer(&actor, Some(own)), matches!(role, Role::UnitHead | Role::Liaison), "{role:?}");
            assert!(!can_answer(&actor, Some(other)) && !can_answer(&actor, None), "{role:?}");
            assert_eq!(can_note(&actor, leader), office || role == Role::Leader, "{role:?}");
            assert_eq!(can_note(&actor, PersonId(Uuid::from_u128(8))), office, "{role:?}: another leader's");
        }
    }

    #[test]
    fn a_word_is_needed_without_a_reply_and_on_anothers_behalf() {
        let (leader, office) = (actor(Role::Leader, 7), actor(Role::Registrar, 8));
        assert!(!needs_reason(&leader, leader.person, Stage::Answered));
        assert!(needs_reason(&leader, leader.person, Stage::Waiting));
        assert!(needs_reason(&office, leader.person, Stage::Answered));
    }

    #[test]
    fn an_instruction_waits_for_the_unit_then_for_the_leader() {
        assert_eq!(Stage::of(false, false), Stage::Waiting);
        assert_eq!(Stage::of(true, false), Stage::Answered);
        assert!([false, true].map(|answered| Stage::of(answered, true)).iter().all(|stage| !stage.is_open()));
        let due: NaiveDate = "2016-12-07".parse().expect("a day");
        assert!(!is_late(due, due) && is_late(due, due.succ_opt().expect("a day")));
        assert!(
            can_instruct(State::ClosureReview) && !can_instruct(State::Registered) && !can_instruct(State::Stopped)
        );
    }
}
