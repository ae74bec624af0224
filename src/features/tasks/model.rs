//! Types and pure rules of the ledger.

pub mod life;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::shared::{
    actor::{Actor, Role},
    codes::codes,
};

/// Whether the actor may open the ledger at all. What is in it for whom is decided by `visible_tasks` in the database:
/// the office, leaders and inspectors see all tasks, a unit's people those in which their unit has a part.
#[must_use]
pub fn can_read_tasks(actor: &Actor) -> bool {
    actor.sees_all_tasks() || actor.works_for_unit()
}

/// Whether the actor may enter and edit tasks, import ledgers and open plans: the office's staff and head.
#[must_use]
pub fn can_edit_ledger(actor: &Actor) -> bool {
    actor.roles.any(&[Role::Registrar, Role::Director])
}

codes! {
    /// Where a task stands in its life.
    State in tasks {
        /// 已立项
        Registered = "registered", state_registered;
        /// 已交办
        Dispatched = "dispatched", state_dispatched;
        /// 已签收
        Signed = "signed", state_signed;
        /// 路线图待审
        RoadmapReview = "roadmap_review", state_roadmap_review;
        /// 推进中
        InProgress = "in_progress", state_in_progress;
        /// 结项审核中
        ClosureReview = "closure_review", state_closure_review;
        /// 已销账
        WrittenOff = "written_off", state_written_off;
        /// 中止
        Stopped = "stopped", state_stopped;
        /// 合并
        Merged = "merged", state_merged;
    }
}

codes! {
    /// A unit's part in a task.
    UnitRole in tasks {
        /// 第一牵头
        Lead = "lead", role_lead;
        /// 共同牵头
        CoLead = "co_lead", role_co_lead;
        /// 配合单位
        Participant = "participant", role_participant;
    }
}

codes! {
    /// What kind of date a deadline or a milestone has.
    DueKind in tasks {
        /// A day.
        Fixed = "fixed", due_fixed;
        /// 持续推进: no date, on purpose.
        Ongoing = "ongoing", due_ongoing;
        /// Words without a date; the words are kept.
        Unscheduled = "unscheduled", due_unscheduled;
    }
}

/// The ledger number: 35 and 8 give `35-08`.
#[must_use]
pub fn ledger_number(prefix: &str, seq: i32) -> String {
    format!("{prefix}-{seq:02}")
}

/// A task's due date as it is shown: the original stays visible once the current one differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub kind: DueKind,
    pub original: Option<NaiveDate>,
    pub current: Option<NaiveDate>,
    /// The words of the sheet, kept where they are no date.
    pub text: String,
}

impl Due {
    /// Whether the date was moved.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.original != self.current
    }
}

/// The next milestone: of those that are open and have a day, the first by day. `open_due` is the day of a milestone,
/// none where it has none or is done.
#[must_use]
pub fn next_milestone<T>(milestones: &[T], open_due: impl Fn(&T) -> Option<NaiveDate>) -> Option<&T> {
    milestones.iter().filter(|milestone| open_due(milestone).is_some()).min_by_key(|milestone| open_due(milestone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_number_has_two_digits_or_more() {
        assert_eq!(ledger_number("35", 8), "35-08");
        assert_eq!(ledger_number("35", 108), "35-108");
    }

    #[test]
    fn the_next_milestone_is_the_first_open_one_that_has_a_day() {
        let milestones = [(Some(day("2016-10-31")), true), (None, false), (Some(day("2016-12-15")), false)];
        let open = |milestone: &(Option<NaiveDate>, bool)| milestone.0.filter(|_| !milestone.1);
        assert_eq!(next_milestone(&milestones, open), Some(&milestones[2]));
        assert_eq!(next_milestone(&milestones, |milestone| milestone.0), Some(&milestones[0]), "even when past");
        assert_eq!(next_milestone(&milestones[..2], open), None);
    }

    #[test]
    fn every_code_names_one_value() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        for role in UnitRole::ALL {
            assert_eq!(UnitRole::from_code(role.code()), Some(role));
        }
        assert_eq!(DueKind::from_code("Fixed"), None);
    }
}
