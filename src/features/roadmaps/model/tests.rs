//! The rules of roadmaps.

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
