//! Types and pure rules of roadmaps.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    features::tasks::model::{State, life::can_direct},
    shared::{
        actor::{Actor, Role},
        ids::MilestoneId,
        locale::Locale,
    },
    t,
};

/// Longest text of a line, in characters.
pub const TEXT: usize = 500;

/// Most lines of one roadmap.
pub const LINES: usize = 60;

/// Where a unit's roadmap stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    NotYet,
    Draft,
    /// The unit's head wants it changed.
    SentBack,
    WithHead,
    WithOffice,
    Returned,
    Approved,
}

impl Standing {
    pub const ALL: [Self; 7] =
        [Self::NotYet, Self::Draft, Self::SentBack, Self::WithHead, Self::WithOffice, Self::Returned, Self::Approved];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Draft => "draft",
            Self::SentBack => "sent_back",
            Self::WithHead => "with_head",
            Self::WithOffice => "with_office",
            Self::Returned => "returned",
            Self::Approved => "approved",
        }
    }

    /// The standing with this name; [`Self::NotYet`] for any other.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|standing| standing.code() == code).unwrap_or(Self::NotYet)
    }

    /// The words on the screen.
    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::NotYet => t::roadmaps::not_yet(locale),
            Self::Draft => t::roadmaps::draft(locale),
            Self::SentBack => t::roadmaps::sent_back(locale),
            Self::WithHead => t::roadmaps::with_head(locale),
            Self::WithOffice => t::roadmaps::with_office(locale),
            Self::Returned => t::roadmaps::returned(locale),
            Self::Approved => t::roadmaps::approved(locale),
        }
    }

    /// Whether a round is under way: neither answered by the office nor not begun.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::SentBack | Self::WithHead | Self::WithOffice)
    }
}

/// What the office says to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    Accepted,
    Returned,
}

impl Verdict {
    pub const ALL: [Self; 2] = [Self::Accepted, Self::Returned];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// The round and its version that a form was made from: `2.5`. Both are 0 before the first round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub round: i32,
    pub version: i64,
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.round, self.version)
    }
}

impl FromStr for Seen {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (round, version) = text.split_once('.').ok_or(())?;
        Ok(Self { round: round.parse().map_err(drop)?, version: version.parse().map_err(drop)? })
    }
}

/// What a unit has in hand: its part in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    pub task: State,
    /// The unit signed for it.
    pub signed: bool,
}

/// Whether roadmaps are drawn up while a task stands here: it was given away, and its closure is not applied for.
#[must_use]
pub const fn takes_roadmaps(state: State) -> bool {
    matches!(state, State::Dispatched | State::Signed | State::RoadmapReview | State::InProgress)
}

/// Whether the actor may draw up the roadmap of the own unit: its head, liaison officers and reporters, once it signed.
#[must_use]
pub fn can_draft_roadmap(actor: &Actor, hand: Hand) -> bool {
    drafts(actor) && hand.signed && takes_roadmaps(hand.task)
}

/// Whether the actor's roles draw up roadmaps at all.
#[must_use]
pub fn drafts(actor: &Actor) -> bool {
    actor.roles.any(&[Role::UnitHead, Role::Liaison, Role::Reporter])
}

/// Whether the actor confirms the own unit's roadmaps, or sends them back to be changed: its head.
#[must_use]
pub fn can_confirm_roadmap(actor: &Actor) -> bool {
    actor.roles.has(Role::UnitHead)
}

/// Whether the actor approves and returns roadmaps: the office.
#[must_use]
pub fn can_review_roadmap(actor: &Actor) -> bool {
    can_direct(actor)
}

/// Whether what stands so can be changed by the actor, who may draw up the roadmap: what is with the head only by the
/// head, what is with the office by nobody.
#[must_use]
pub fn can_change(actor: &Actor, standing: Standing) -> bool {
    match standing {
        Standing::WithOffice => false,
        Standing::WithHead => can_confirm_roadmap(actor),
        _ => true,
    }
}

/// The days on which a step may be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Bounds {
    /// From the plan's first day to the task's current due date; to the plan's last day where the task has none.
    #[must_use]
    pub fn of(plan_starts: NaiveDate, plan_ends: NaiveDate, due: Option<NaiveDate>) -> Self {
        Self { first: plan_starts, last: due.unwrap_or(plan_ends) }
    }

    #[must_use]
    pub fn contain(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// A step as it is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The row of the form, from 1.
    pub row: usize,
    /// The step that it changes.
    pub milestone: Option<MilestoneId>,
    pub title: String,
    pub deliverable: String,
    pub due: Option<NaiveDate>,
}

impl Line {
    /// Whether both say the same.
    #[must_use]
    pub fn says_as(&self, other: &Self) -> bool {
        (&self.title, &self.deliverable, self.due) == (&other.title, &other.deliverable, other.due)
    }
}

/// What keeps a roadmap from being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NoLines,
    TooMany,
    NoTitle(usize),
    NoDeliverable(usize),
    NoDay(usize),
    /// The day is out of bounds.
    Outside(usize),
    /// The office returned exactly this.
    Unchanged(usize),
}

/// Everything that keeps `lines` from being sent. `accepted` lines stand beside them from the last round; what the office
/// `returned` there must have been changed.
#[must_use]
pub fn faults(lines: &[Line], accepted: usize, returned: &[Line], bounds: Bounds) -> Vec<Fault> {
    let mut faults = Vec::new();
    if lines.len() + accepted == 0 {
        faults.push(Fault::NoLines);
    }
    if lines.len() + accepted > LINES {
        faults.push(Fault::TooMany);
    }
    for line in lines {
        if line.title.is_empty() {
            faults.push(Fault::NoTitle(line.row));
        }
        if line.deliverable.is_empty() {
            faults.push(Fault::NoDeliverable(line.row));
        }
        match line.due {
            None => faults.push(Fault::NoDay(line.row)),
            Some(day) if !bounds.contain(day) => faults.push(Fault::Outside(line.row)),
            Some(_) => {}
        }
        if returned.iter().any(|returned| returned.says_as(line)) {
            faults.push(Fault::Unchanged(line.row));
        }
    }
    faults
}

/// What the office's words on all lines come to: any line returned, and the roadmap is; `None` while a line has no word
/// and none is returned.
#[must_use]
pub fn outcome(verdicts: &[Option<Verdict>]) -> Option<Verdict> {
    if verdicts.contains(&Some(Verdict::Returned)) {
        return Some(Verdict::Returned);
    }
    verdicts.iter().all(|verdict| *verdict == Some(Verdict::Accepted)).then_some(Verdict::Accepted)
}

#[cfg(test)]
mod tests;
