//! What one reader is told.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::change::{Change, Topic};
use crate::{
    features::{
        accounts::model::{can_grant_roles, can_manage_people},
        activity::model::can_read_audit,
        tasks::model::can_read_tasks,
    },
    shared::{
        actor::Actor,
        ids::{PersonId, SessionId},
    },
};

/// More changes of one topic at once are told as one, without names: the page asks for itself once anyway.
const NAMED: usize = 20;

/// A change as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    pub topic: Topic,
    /// The record; none when it is not one alone, or not to be named.
    pub id: Option<Uuid>,
    pub version: i64,
}

/// Which tasks a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tasks {
    None,
    OfUnit(Uuid),
    All,
}

/// Who listens, as far as it decides what is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    person: Uuid,
    session: Uuid,
    tasks: Tasks,
    accounts: bool,
    audit: bool,
}

impl Reader {
    #[must_use]
    pub fn new(actor: &Actor, session: SessionId) -> Self {
        let tasks = match (can_read_tasks(actor), actor.sees_all_tasks()) {
            (false, _) => Tasks::None,
            (true, true) => Tasks::All,
            (true, false) => Tasks::OfUnit(actor.unit.0),
        };
        Self {
            person: actor.person.0,
            session: session.0,
            tasks,
            accounts: can_manage_people(actor) || can_grant_roles(actor),
            audit: can_read_audit(actor),
        }
    }

    #[must_use]
    pub const fn person(&self) -> PersonId {
        PersonId(self.person)
    }

    /// Whether what this reader may see, or the session itself, may have changed.
    #[must_use]
    pub fn is_concerned(&self, changes: &[Change]) -> bool {
        changes.iter().any(|change| match change.kind.as_str() {
            "person" => change.id == Some(self.person),
            "session" => change.id == Some(self.session),
            _ => false,
        })
    }

    /// What of `changes` this reader is told, in order.
    #[must_use]
    pub fn told(&self, changes: &[Change]) -> Vec<Message> {
        let mut messages: Vec<Message> = changes.iter().filter_map(|change| self.message(change)).collect();
        if messages.len() > NAMED {
            messages = gathered(&messages);
        }
        if let (true, Some(last)) = (self.audit, changes.last()) {
            messages.push(Message { topic: Topic::Audit, id: None, version: last.number });
        }
        messages
    }

    fn message(&self, change: &Change) -> Option<Message> {
        let topic = Topic::of_kind(&change.kind)?;
        let named = match topic {
            Topic::Tasks => self.tasks_named(change)?,
            Topic::People | Topic::Units => self.accounts.then_some(true)?,
            Topic::Audit | Topic::Notifications => return None,
        };
        Some(Message { topic, id: change.id.filter(|_| named), version: change.number })
    }

    /// Whether this reader hears of a change of the ledger, and if so whether the task is named.
    fn tasks_named(&self, change: &Change) -> Option<bool> {
        let of_one_task = change.kind == "task";
        match self.tasks {
            Tasks::None => None,
            // A plan or an import may concern anybody's list; it says nothing of a single task.
            Tasks::All | Tasks::OfUnit(_) if !of_one_task => Some(false),
            Tasks::All => Some(true),
            Tasks::OfUnit(unit) if change.units.contains(&unit) => Some(true),
            Tasks::OfUnit(unit) => change.left_units.contains(&unit).then_some(false),
        }
    }
}

/// One message a topic, with the last version, in order of versions.
fn gathered(messages: &[Message]) -> Vec<Message> {
    let last: BTreeMap<Topic, i64> = messages.iter().map(|message| (message.topic, message.version)).collect();
    let mut gathered: Vec<Message> =
        last.into_iter().map(|(topic, version)| Message { topic, id: None, version }).collect();
    gathered.sort_by_key(|message| message.version);
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::{actor::Role, ids::UnitId};

    fn reader(role: Role, unit: Uuid) -> Reader {
        let actor = Actor {
            person: PersonId(Uuid::from_u128(1)),
            name: "测示".into(),
            unit: UnitId(unit),
            unit_name: "省测示".into(),
            roles: [role].into_iter().collect(),
        };
        Reader::new(&actor, SessionId(Uuid::from_u128(2)))
    }

    fn change(number: i64, kind: &str, units: &[Uuid], left_units: &[Uuid]) -> Change {
        let id = Some(Uuid::from_u128(1000 + number as u128));
        Change { number, kind: kind.into(), id, units: units.to_vec(), left_units: left_units.to_vec() }
    }

    #[test]
    fn each_role_is_told_of_its_topics_only() {
        let (own, other) = (Uuid::from_u128(10), Uuid::from_u128(11));
        let changes = [
            change(1, "task", &[own], &[]),
            change(2, "task", &[other], &[]),
            change(3, "task", &[other], &[own]),
            change(4, "plan", &[], &[]),
            change(5, "person", &[], &[]),
            change(6, "unit", &[], &[]),
            change(7, "audit", &[], &[]),
        ];
        let told = |role| -> Vec<(&str, bool, i64)> {
            let messages = reader(role, own).told(&changes);
            messages.iter().map(|message| (message.topic.code(), message.id.is_some(), message.version)).collect()
        };
        let all = [("tasks", true, 1), ("tasks", true, 2), ("tasks", true, 3), ("tasks", false, 4)];
        for role in [Role::Registrar, Role::Director, Role::Inspector, Role::Leader] {
            assert_eq!(told(role), all, "{role:?}");
        }
        for role in [Role::UnitHead, Role::Liaison, Role::Reporter] {
            let of_unit = [("tasks", true, 1), ("tasks", false, 3), ("tasks", false, 4)];
            assert_eq!(told(role), of_unit, "{role:?}");
        }
        for role in [Role::SysAdmin, Role::SecurityAdmin] {
            assert_eq!(told(role), [("people", true, 5), ("units", true, 6)], "{role:?}");
        }
        assert_eq!(told(Role::Auditor), [("audit", false, 7)]);
        assert_eq!(told(Role::Publicity), []);
    }

    #[test]
    fn many_changes_at_once_are_one_message() {
        let own = Uuid::from_u128(10);
        let changes: Vec<Change> = (1..=100).map(|number| change(number, "task", &[own], &[])).collect();
        let reader = reader(Role::Liaison, own);
        assert_eq!(reader.told(&changes), [Message { topic: Topic::Tasks, id: None, version: 100 }]);
        assert_eq!(reader.told(&changes[..20]).len(), 20);
    }

    #[test]
    fn own_person_and_session_are_noticed() {
        let reader = reader(Role::Liaison, Uuid::from_u128(10));
        let of = |kind: &str, id: u128| [Change { id: Some(Uuid::from_u128(id)), ..change(1, kind, &[], &[]) }];
        assert!(reader.is_concerned(&of("person", 1)) && reader.is_concerned(&of("session", 2)));
        assert!(!reader.is_concerned(&of("person", 2)) && !reader.is_concerned(&of("task", 1)));
    }
}
