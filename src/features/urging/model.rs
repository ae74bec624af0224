//! Types of urging, and who may do what.

pub mod ladder;

use chrono::NaiveDate;

use crate::{
    features::{notifications::model::Topic, tasks::model::State},
    shared::{
        actor::{Actor, Role},
        ids::UnitId,
        locale::Locale,
    },
    t,
};

/// How firmly. The order is that of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 提醒
    Remind,
    /// 蓝色督办
    Blue,
    /// 黄色督办
    Yellow,
    /// 红色督办单
    Red,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::Remind, Self::Blue, Self::Yellow, Self::Red];

    /// The name in the database and in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Remind => "remind",
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Remind => t::urging::remind(locale),
            Self::Blue => t::urging::blue(locale),
            Self::Yellow => t::urging::yellow(locale),
            Self::Red => t::urging::red(locale),
        }
    }

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

/// What became of an urge, as the view `urge_standings` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    Sent,
    /// 已知悉
    Received,
    Replied,
    /// A higher one about the same was sent.
    Followed,
    /// What it was about is done, moved or paused.
    Settled,
}

impl Standing {
    const ALL: [Self; 5] = [Self::Sent, Self::Received, Self::Replied, Self::Followed, Self::Settled];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Replied => "replied",
            Self::Followed => "followed",
            Self::Settled => "settled",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }

    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Sent => t::urging::standing_sent(locale),
            Self::Received => t::urging::standing_received(locale),
            Self::Replied => t::urging::standing_replied(locale),
            Self::Followed => t::urging::standing_followed(locale),
            Self::Settled => t::urging::standing_settled(locale),
        }
    }

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
