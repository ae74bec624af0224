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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::shared::ids::{PersonId, UnitId};
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn line(row: usize, due: &str) -> Line {
        Line {
            row,
            milestone: None,
            title: "摸底".to_owned(),
            deliverable: "清单".to_owned(),
            due: (!due.is_empty()).then(|| day(due)),
        }
    }

    fn bounds() -> Bounds {
        Bounds::of(day("2016-01-01"), day("2016-12-20"), Some(day("2016-11-30")))
    }

    fn actor(role: Role) -> Actor {
        Actor {
            person: PersonId(Uuid::nil()),
            name: String::new(),
            unit: UnitId(Uuid::nil()),
            unit_name: String::new(),
            roles: [role].into_iter().collect(),
        }
    }

    #[test]
    fn who_may_do_what() {
        let hand = Hand { task: State::Signed, signed: true };
        for role in Role::ALL {
            let actor = actor(role);
            let of_unit = [Role::UnitHead, Role::Liaison, Role::Reporter].contains(&role);
            assert_eq!(can_draft_roadmap(&actor, hand), of_unit, "{role:?}");
            assert_eq!(can_confirm_roadmap(&actor), role == Role::UnitHead);
            assert_eq!(can_review_roadmap(&actor), [Role::Registrar, Role::Director].contains(&role));
            assert!(!can_draft_roadmap(&actor, Hand { signed: false, ..hand }));
            for state in [State::Registered, State::ClosureReview, State::WrittenOff, State::Stopped, State::Merged] {
                assert!(!can_draft_roadmap(&actor, Hand { task: state, ..hand }), "{role:?} {state:?}");
            }
        }
        assert!(can_change(&actor(Role::UnitHead), Standing::WithHead));
        assert!(!can_change(&actor(Role::Liaison), Standing::WithHead));
        assert!(!can_change(&actor(Role::UnitHead), Standing::WithOffice));
        assert!(can_change(&actor(Role::Reporter), Standing::Returned));
    }

    #[test]
    fn each_gap_is_told_at_its_row() {
        let fault = |line: Line| faults(&[line], 0, &[], bounds());
        assert_eq!(fault(line(1, "2016-11-30")), []);
        assert_eq!(fault(line(2, "2016-12-01")), [Fault::Outside(2)]);
        assert_eq!(fault(line(2, "2015-12-31")), [Fault::Outside(2)]);
        assert_eq!(fault(line(3, "")), [Fault::NoDay(3)]);
        let bare = Line { title: String::new(), deliverable: String::new(), ..line(4, "2016-10-31") };
        assert_eq!(fault(bare), [Fault::NoTitle(4), Fault::NoDeliverable(4)]);
        assert_eq!(faults(&[], 0, &[], bounds()), [Fault::NoLines]);
        assert_eq!(faults(&[], 1, &[], bounds()), []);
        let many: Vec<_> = (1..=LINES).map(|row| line(row, "2016-10-31")).collect();
        assert_eq!(faults(&many, 1, &[], bounds()), [Fault::TooMany]);
    }

    #[test]
    fn what_was_returned_must_be_changed() {
        let returned = [line(9, "2016-10-31")];
        assert_eq!(faults(&[line(1, "2016-10-31")], 0, &returned, bounds()), [Fault::Unchanged(1)]);
        assert_eq!(faults(&[line(1, "2016-11-01")], 0, &returned, bounds()), []);
    }

    #[test]
    fn without_a_due_date_the_plan_bounds() {
        let bounds = Bounds::of(day("2016-01-01"), day("2016-12-20"), None);
        assert!(bounds.contain(day("2016-12-20")) && !bounds.contain(day("2016-12-21")));
        let extended = Bounds::of(day("2016-01-01"), day("2016-12-20"), Some(day("2017-03-01")));
        assert!(extended.contain(day("2017-03-01")));
    }

    #[test]
    fn one_returned_line_returns_the_roadmap() {
        use Verdict::{Accepted, Returned};
        assert_eq!(outcome(&[Some(Accepted), Some(Accepted)]), Some(Accepted));
        assert_eq!(outcome(&[Some(Accepted), Some(Returned), None]), Some(Returned));
        assert_eq!(outcome(&[Some(Accepted), None]), None);
    }

    #[test]
    fn every_code_names_one_value() {
        for standing in Standing::ALL {
            assert_eq!(Standing::from_code(standing.code()), standing);
        }
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_code(verdict.code()), Some(verdict));
        }
        assert_eq!("2.5".parse(), Ok(Seen { round: 2, version: 5 }));
        assert_eq!("x".parse::<Seen>(), Err(()));
    }

    proptest! {
        /// What can be sent has a title, a deliverable and a day in bounds in each line.
        #[test]
        fn what_has_no_fault_is_whole(days in prop::collection::vec(prop::option::of(0..500_u64), 1..8), gap in 0..9_usize) {
            let lines: Vec<Line> = (1..).zip(days).map(|(row, offset)| Line {
                row,
                milestone: None,
                title: if row == gap { String::new() } else { "步".to_owned() },
                deliverable: "件".to_owned(),
                due: offset.map(|offset| day("2015-10-01") + chrono::Days::new(offset)),
            }).collect();
            let whole = lines.iter().all(|line| {
                !line.title.is_empty() && line.due.is_some_and(|day| bounds().contain(day))
            });
            prop_assert_eq!(faults(&lines, 0, &[], bounds()).is_empty(), whole);
        }

        #[test]
        fn what_a_form_saw_is_read_back(round in 0..1000_i32, version in 0..1_000_000_i64) {
            let seen = Seen { round, version };
            prop_assert_eq!(seen.to_string().parse(), Ok(seen));
        }
    }
}
