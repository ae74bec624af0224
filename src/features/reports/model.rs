//! Types and pure rules of progress reports.

mod period;

pub use self::period::{Every, Period, Rule};
use crate::{
    features::tasks::model::State,
    shared::{
        actor::{Actor, Role},
        codes::codes,
        locale::Locale,
    },
    t,
};

/// A report has no more attachments.
pub const ATTACHMENTS: usize = 20;

/// Whether the actor may write reports of the unit: its reporters, liaison officers and head.
#[must_use]
pub fn can_draft_report(actor: &Actor) -> bool {
    actor.works_for_unit()
}

/// Whether the actor may send them: liaison officers and head.
#[must_use]
pub fn can_send_report(actor: &Actor) -> bool {
    actor.roles.any(&[Role::UnitHead, Role::Liaison])
}

/// Whether the actor may return what was sent, and answer who asks the office for help: the office.
#[must_use]
pub fn can_return_report(actor: &Actor) -> bool {
    actor.roles.any(&[Role::Registrar, Role::Director])
}

/// Whether units report on a task in this state. They do from the signature until closure is applied for: while the
/// roadmap is still argued over, too, since work has begun. A unit reports for itself, once it has signed for its part.
#[must_use]
pub const fn is_reported_on(state: State) -> bool {
    matches!(state, State::Signed | State::RoadmapReview | State::InProgress)
}

/// Whether units will report on a task in this state as soon as its first lead has signed.
#[must_use]
pub const fn waits_for_lead(state: State) -> bool {
    matches!(state, State::Dispatched)
}

codes! {
    /// 信心: what people think of the date, beside what the calendar says of it.
    #[derive(Default)]
    #[serde(rename_all = "snake_case")]
    Confidence in reports {
        /// 有把握
        #[default]
        Sure = "sure", sure;
        /// 有难度
        Hard = "hard", hard;
        /// 难完成
        Unlikely = "unlikely", unlikely;
    }
}

codes! {
    /// Whom a report asks for help.
    #[derive(Default)]
    #[serde(rename_all = "snake_case")]
    Help in reports {
        #[default]
        None = "none", help_none;
        /// The first lead of the task.
        Lead = "lead", help_lead;
        /// 协调小组办公室
        Office = "office", help_office;
    }
}

impl Confidence {
    /// Signal bars: 3 of 3 is sure.
    #[must_use]
    pub const fn level(self) -> u8 {
        match self {
            Self::Sure => 3,
            Self::Hard => 2,
            Self::Unlikely => 1,
        }
    }
}

/// `text` with a participant's report at its end, under the unit's name. What stands there already is not put in again.
#[must_use]
pub fn drawn_in(text: &str, unit: &str, content: &str) -> String {
    let line = t::reports::of_unit(Locale::Chinese, unit, content.trim());
    if text.contains(&line) {
        return text.to_owned();
    }
    match text.trim_end() {
        "" => line,
        text => format!("{text}\n{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for confidence in Confidence::ALL {
            assert_eq!(Confidence::from_code(confidence.code()), Some(confidence));
        }
        for help in Help::ALL {
            assert_eq!(Help::from_code(help.code()), Some(help));
        }
        assert_eq!(Every::ALL.map(|every| Every::from_code(every.code())), Every::ALL.map(Some));
    }

    #[test]
    fn a_report_is_drawn_in_once_at_the_end() {
        let once = drawn_in("已汇总。\n", "省环保厅", "目录已报 ");
        assert_eq!(once, "已汇总。\n省环保厅：目录已报");
        assert_eq!(drawn_in(&once, "省环保厅", "目录已报"), once);
        assert_eq!(drawn_in("", "省环保厅", "目录已报"), "省环保厅：目录已报");
    }

    #[test]
    fn units_report_between_signature_and_closure() {
        let reported: Vec<&State> = State::ALL.iter().filter(|state| is_reported_on(**state)).collect();
        assert_eq!(reported, [&State::Signed, &State::RoadmapReview, &State::InProgress]);
    }
}
