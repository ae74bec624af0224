//! What an event says.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    shared::{
        actor::{Actor, Role},
        ids::UnitId,
        locale::Locale,
    },
    t,
};

/// Whether the actor may read the whole activity record. By that role nothing else is seen (三员分立).
#[must_use]
pub fn can_read_audit(actor: &Actor) -> bool {
    actor.roles.has(Role::Auditor)
}

/// Whom the record names where the program acts by itself.
pub const BY_ITSELF: &str = "duban";

/// Who acted, as it is read.
#[must_use]
pub fn actor_text(name: &str, locale: Locale) -> &str {
    if name == BY_ITSELF { t::activity::by_itself(locale) } else { name }
}

/// What was acted on. `kind` names the table's noun (`task`, `person`, `unit`), `name` is how people know it.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    pub kind: &'static str,
    pub id: Option<Uuid>,
    pub name: String,
}

impl Object {
    pub fn new(kind: &'static str, id: Uuid, name: impl Into<String>) -> Self {
        Self { kind, id: Some(id), name: name.into() }
    }
}

/// An event before it is recorded. `verb` is `noun.past`, e.g. `task.edited`; its words are in `locales/*/activity.json`.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub verb: &'static str,
    pub object: Object,
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// Units that had a part in the object until now and have none any more.
    pub left_units: Vec<UnitId>,
}

impl NewEvent {
    #[must_use]
    pub const fn new(verb: &'static str, object: Object) -> Self {
        Self { verb, object, before: None, after: None, left_units: Vec::new() }
    }

    /// The state before; what cannot be written as JSON is a fault of ours and left out.
    #[must_use]
    pub fn before(self, state: &impl Serialize) -> Self {
        Self { before: serde_json::to_value(state).ok(), ..self }
    }

    /// The state after.
    #[must_use]
    pub fn after(self, state: &impl Serialize) -> Self {
        Self { after: serde_json::to_value(state).ok(), ..self }
    }

    /// Units that lose their part in the object by this event: their open pages are told that something changed, which
    /// they could not find out otherwise.
    #[must_use]
    pub fn leaving(self, units: impl IntoIterator<Item = UnitId>) -> Self {
        Self { left_units: units.into_iter().collect(), ..self }
    }
}
