//! Types of urging, and who may do what.

pub mod ladder;

use chrono::NaiveDate;

use crate::{
    features::{notifications::model::Topic, tasks::model::State},
    shared::{
        actor::{Actor, Role},
        codes::codes,
        ids::UnitId,
        locale::Locale,
    },
    t,
};

codes! {
    /// How firmly. The order is that of the ladder.
    #[derive(PartialOrd, Ord)]
    Level in urging {
        /// 提醒
        Remind = "remind", remind;
        /// 蓝色督办
        Blue = "blue", blue;
        /// 黄色督办
        Yellow = "yellow", yellow;
        /// 红色督办单
        Red = "red", red;
    }
}

impl Level {
    /// Told by mail at once, quiet hours or not.
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        matches!(self, Self::Red)
    }
}

/// What a unit has before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matter {
    /// 签收
    Signature,
    /// A step of the roadmap.
    Milestone,
    /// 完成时限 of the whole task, the first lead's.
    Deadline,
}

impl Matter {
    /// The name in the view `urge_matters`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "signature" => Some(Self::Signature),
            "milestone" => Some(Self::Milestone),
            "deadline" => Some(Self::Deadline),
            _ => None,
        }
    }

    /// Which matter the subject of an urge speaks of; none where a person urged.
    #[must_use]
    pub fn of_subject(subject: &str) -> Option<Self> {
        match subject.split(':').next() {
            Some("sign") => Some(Self::Signature),
            Some("milestone") => Some(Self::Milestone),
            Some("due") => Some(Self::Deadline),
            _ => None,
        }
    }

    /// Which sentence tells of it. A matter has no other levels than those of its ladder.
    #[must_use]
    pub const fn topic(self, level: Level) -> Topic {
        match (self, level) {
            (Self::Signature, _) | (_, Level::Remind) => Topic::SignOverdue,
            (Self::Milestone, Level::Blue) => Topic::StepUrgedBlue,
            (Self::Milestone, Level::Yellow) => Topic::StepUrgedYellow,
            (Self::Milestone, Level::Red) => Topic::StepUrgedRed,
            (Self::Deadline, Level::Blue) => Topic::DeadlineUrgedBlue,
            (Self::Deadline, Level::Yellow) => Topic::DeadlineUrgedYellow,
            (Self::Deadline, Level::Red) => Topic::DeadlineUrgedRed,
        }
    }

    /// 步骤“摸底”应于 2016-10-31 完成
    #[must_use]
    pub fn sentence(self, what: &str, day: NaiveDate, locale: Locale) -> String {
        let day = crate::shared::time::day(day);
        match self {
            Self::Signature => t::urging::about_signature(locale, day),
            Self::Milestone => t::urging::about_milestone(locale, what, day),
            Self::Deadline => t::urging::about_deadline(locale, day),
        }
    }
}

codes! {
    /// What became of an urge, as the view `urge_standings` says.
    Standing in urging {
        Sent = "sent", standing_sent;
        /// 已知悉
        Received = "received", standing_received;
        Replied = "replied", standing_replied;
        /// A higher one about the same was sent.
        Followed = "followed", standing_followed;
        /// What it was about is done, moved or paused.
        Settled = "settled", standing_settled;
    }
}

impl Standing {
    /// Whether the unit still owes an answer.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Received)
    }
}

/// 逾期未回复: the office looks after it. Lower levels are followed by higher ones instead.
#[must_use]
pub fn is_unanswered(level: Level, standing: Standing, limit_on: NaiveDate, today: NaiveDate) -> bool {
    level == Level::Red && standing.is_open() && limit_on < today
}

/// Whether units can be urged about a task that stands there, by hand or by itself: it is with them, and not under review
/// for closure. The view `urge_matters` means the same.
#[must_use]
pub const fn takes_urging(state: State) -> bool {
    state.is_with_units() && !matches!(state, State::ClosureReview)
}

/// Whether the actor may urge units by hand: the office and the inspectors.
#[must_use]
pub fn can_urge(actor: &Actor) -> bool {
    actor.roles.any(&[Role::Registrar, Role::Director, Role::Inspector])
}

/// Whether the actor may read urges: of all units, or those of the own one.
#[must_use]
pub fn can_read_urges(actor: &Actor) -> bool {
    actor.sees_all_tasks() || actor.works_for_unit()
}

/// Whether the actor may receive and answer what `unit` was urged to do: its head and its liaison officers.
#[must_use]
pub fn can_answer(actor: &Actor, unit: UnitId) -> bool {
    actor.unit == unit && answers_for_unit(actor)
}

/// Whether the actor answers for a unit at all.
#[must_use]
pub fn answers_for_unit(actor: &Actor) -> bool {
    actor.roles.any(&[Role::UnitHead, Role::Liaison])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::ids::PersonId;

    fn actor(role: Role, unit: UnitId) -> Actor {
        Actor {
            person: PersonId(uuid::Uuid::nil()),
            name: String::new(),
            unit,
            unit_name: String::new(),
            roles: [role].into_iter().collect(),
        }
    }

    #[test]
    fn who_may_urge_and_who_answers() {
        let (own, other) = (UnitId(uuid::Uuid::from_u128(1)), UnitId(uuid::Uuid::from_u128(2)));
        for role in Role::ALL {
            let urges = matches!(role, Role::Registrar | Role::Director | Role::Inspector);
            let answers = matches!(role, Role::UnitHead | Role::Liaison);
            let reads = urges || answers || matches!(role, Role::Leader | Role::Reporter);
            let actor = actor(role, own);
            assert_eq!((can_urge(&actor), can_read_urges(&actor)), (urges, reads), "{role:?}");
            assert_eq!((can_answer(&actor, own), can_answer(&actor, other)), (answers, false), "{role:?}");
        }
    }

    #[test]
    fn levels_rise_and_only_an_open_red_one_is_unanswered() {
        assert!(Level::ALL.is_sorted());
        let (limit, after) = ("2016-11-28".parse().unwrap(), "2016-11-29".parse().unwrap());
        for level in Level::ALL {
            assert_eq!(Level::from_code(level.code()), Some(level));
            for standing in Standing::ALL {
                assert_eq!(Standing::from_code(standing.code()), Some(standing));
                let unanswered = level == Level::Red && standing.is_open();
                assert_eq!(is_unanswered(level, standing, limit, after), unanswered);
                assert!(!is_unanswered(level, standing, limit, limit), "the limit is the last day");
            }
        }
    }
}
