//! Reads of the ledger. Each starts from `visible_tasks`: what the actor may see.

pub mod contents;
pub mod details;
pub mod file;
pub mod imports;
pub mod life;
pub mod list;
pub mod names;
pub mod of_unit;
pub mod parts;
pub mod plans;
mod source;
pub mod timeline;
pub mod waiting;

use uuid::Uuid;

use crate::shared::actor::Actor;

/// The arguments of `visible_tasks` for an actor.
#[must_use]
pub fn sight(actor: &Actor) -> (bool, Uuid) {
    (actor.sees_all_tasks(), actor.unit.0)
}
