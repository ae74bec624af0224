//! A task's life: which step leads from which state to which, and who may take it. The one table that command, button and
//! test share (product: Life cycle).

use super::State;
use crate::shared::actor::{Actor, Role};

/// A step in a task's life. Those of closure are taken by its own feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// 交办: the office gives the task to its units.
    Dispatch,
    /// 签收 by the first lead. Other units sign for themselves; that moves no state.
    Sign,
    /// 退回 by the first lead: not ours, or not like this.
    GiveBack,
    /// 路线图送审: the lead's roadmap, confirmed by its head, is with the office.
    SendRoadmap,
    /// 路线图退回
    ReturnRoadmap,
    /// 路线图批准
    ApproveRoadmap,
    /// 申请结项
    ApplyClosure,
    /// 结项退回补正
    ReturnClosure,
    /// 销账
    WriteOff,
    /// 重新入账
    Reopen,
    /// 中止
    Stop,
    /// 合并 into another task.
    Merge,
    /// 恢复: back to where it was stopped or merged.
    Resume,
}

impl Step {
    pub const ALL: [Self; 13] = [
        Self::Dispatch,
        Self::Sign,
        Self::GiveBack,
        Self::SendRoadmap,
        Self::ReturnRoadmap,
        Self::ApproveRoadmap,
        Self::ApplyClosure,
        Self::ReturnClosure,
        Self::WriteOff,
        Self::Reopen,
        Self::Stop,
        Self::Merge,
        Self::Resume,
    ];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Sign => "sign",
            Self::GiveBack => "give_back",
            Self::SendRoadmap => "send_roadmap",
            Self::ReturnRoadmap => "return_roadmap",
            Self::ApproveRoadmap => "approve_roadmap",
            Self::ApplyClosure => "apply_closure",
            Self::ReturnClosure => "return_closure",
            Self::WriteOff => "write_off",
            Self::Reopen => "reopen",
            Self::Stop => "stop",
            Self::Merge => "merge",
            Self::Resume => "resume",
        }
    }
}

/// Where `step` leads from `from`; none where it cannot be taken. `earlier` is where the task stood before it was stopped
/// or merged.
#[must_use]
pub fn next_state(from: State, step: Step, earlier: Option<State>) -> Option<State> {
    match (step, from) {
        (Step::Dispatch, State::Registered) => Some(State::Dispatched),
        (Step::GiveBack, State::Dispatched) => Some(State::Registered),
        (Step::Sign, State::Dispatched) | (Step::ReturnRoadmap, State::RoadmapReview) => Some(State::Signed),
        (Step::SendRoadmap, State::Signed) => Some(State::RoadmapReview),
        (Step::ApproveRoadmap, State::RoadmapReview)
        | (Step::ReturnClosure, State::ClosureReview)
        | (Step::Reopen, State::WrittenOff) => Some(State::InProgress),
        (Step::ApplyClosure, State::InProgress) => Some(State::ClosureReview),
        (Step::WriteOff, State::ClosureReview) => Some(State::WrittenOff),
        (Step::Stop, from) if from.is_open() => Some(State::Stopped),
        (Step::Merge, from) if from.is_open() => Some(State::Merged),
        (Step::Resume, State::Stopped | State::Merged) => earlier.filter(|earlier| earlier.is_open()),
        _ => None,
    }
}

impl State {
    /// Whether work on the task goes on, or is to begin: it is neither written off nor set aside.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Registered
            | Self::Dispatched
            | Self::Signed
            | Self::RoadmapReview
            | Self::InProgress
            | Self::ClosureReview => true,
            Self::WrittenOff | Self::Stopped | Self::Merged => false,
        }
    }

    /// Whether units work on the task: it was given to them and is not finished.
    #[must_use]
    pub const fn is_with_units(self) -> bool {
        self.is_open() && !matches!(self, Self::Registered)
    }
}

/// 具备结项条件: work has begun, every step is done, and the first lead's last report (in percent) says that all of it is.
/// Closure can be applied for earlier; the letter and the material say why (product: Closure).
#[must_use]
pub fn is_ready_for_closure(state: State, steps_done: bool, reported: Option<i32>) -> bool {
    state == State::InProgress && steps_done && reported == Some(100)
}

/// Whether the actor may give tasks to units, stop, merge and resume them: the office.
#[must_use]
pub fn can_direct(actor: &Actor) -> bool {
    actor.roles.any(&[Role::Registrar, Role::Director])
}

/// Whether the actor may sign for tasks of the unit, or give them back: its liaison officers and its head.
#[must_use]
pub fn can_sign(actor: &Actor) -> bool {
    actor.roles.any(&[Role::UnitHead, Role::Liaison])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ready_for_closure_is_what_is_done_and_reported_whole() {
        for state in State::ALL {
            assert_eq!(is_ready_for_closure(state, true, Some(100)), state == State::InProgress, "{state:?}");
        }
        for (steps_done, reported) in [(false, Some(100)), (true, Some(99)), (true, None)] {
            assert!(!is_ready_for_closure(State::InProgress, steps_done, reported));
        }
    }

    /// The table of the product, written once more: from, step, to. What is set aside can be resumed to any open state.
    const TABLE: &[(State, Step, State)] = &[
        (State::Registered, Step::Dispatch, State::Dispatched),
        (State::Dispatched, Step::Sign, State::Signed),
        (State::Dispatched, Step::GiveBack, State::Registered),
        (State::Signed, Step::SendRoadmap, State::RoadmapReview),
        (State::RoadmapReview, Step::ReturnRoadmap, State::Signed),
        (State::RoadmapReview, Step::ApproveRoadmap, State::InProgress),
        (State::InProgress, Step::ApplyClosure, State::ClosureReview),
        (State::ClosureReview, Step::ReturnClosure, State::InProgress),
        (State::ClosureReview, Step::WriteOff, State::WrittenOff),
        (State::WrittenOff, Step::Reopen, State::InProgress),
    ];

    fn in_table(from: State, step: Step, to: State, earlier: Option<State>) -> bool {
        match step {
            Step::Stop | Step::Merge => from.is_open() && matches!(to, State::Stopped | State::Merged),
            Step::Resume => matches!(from, State::Stopped | State::Merged) && earlier == Some(to) && to.is_open(),
            _ => TABLE.contains(&(from, step, to)),
        }
    }

    proptest! {
        /// No path reaches a state that the table does not allow, and a resumed task stands where it stood.
        #[test]
        fn every_path_stays_in_the_table(steps in prop::collection::vec(0..Step::ALL.len(), 0..200)) {
            let (mut state, mut earlier) = (State::Registered, None);
            for step in steps.into_iter().map(|index| Step::ALL[index]) {
                if let Some(to) = next_state(state, step, earlier) {
                    prop_assert!(in_table(state, step, to, earlier), "{state:?} {step:?} {to:?}");
                    if matches!(step, Step::Stop | Step::Merge) {
                        earlier = Some(state);
                    }
                    state = to;
                }
            }
        }
    }

    #[test]
    fn every_line_of_the_table_can_be_taken_and_every_state_reached() {
        let mut reached = HashSet::from([State::Registered]);
        for (from, step, to) in TABLE {
            assert_eq!(next_state(*from, *step, None), Some(*to));
            reached.insert(*to);
        }
        for state in State::ALL.iter().filter(|state| state.is_open()) {
            for (step, aside) in [(Step::Stop, State::Stopped), (Step::Merge, State::Merged)] {
                assert_eq!(next_state(*state, step, None), Some(aside));
                assert_eq!(next_state(aside, Step::Resume, Some(*state)), Some(*state));
                reached.insert(aside);
            }
        }
        assert_eq!(reached.len(), State::ALL.len());
    }

    #[test]
    fn what_is_finished_or_set_aside_is_not_stopped_again() {
        for state in [State::WrittenOff, State::Stopped, State::Merged] {
            assert_eq!(next_state(state, Step::Stop, Some(State::InProgress)), None);
            assert_eq!(next_state(state, Step::Merge, Some(State::InProgress)), None);
        }
        assert_eq!(next_state(State::Stopped, Step::Resume, None), None);
        assert_eq!(next_state(State::Stopped, Step::Resume, Some(State::Merged)), None);
    }
}
