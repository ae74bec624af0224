//! Types and pure rules of the ledger.

use crate::shared::actor::{Actor, Role};

/// Whether the actor may open the ledger at all. What is in it for whom is decided by `visible_tasks` in the database:
/// the office, leaders and inspectors see all tasks, a unit's people those in which their unit has a part.
#[must_use]
pub fn can_read_tasks(actor: &Actor) -> bool {
    actor.sees_all_tasks() || actor.works_for_unit()
}

/// Whether the actor may enter and edit tasks, import ledgers and open plans: the office's staff and head.
#[must_use]
pub fn can_edit_ledger(actor: &Actor) -> bool {
    actor.roles.any(&[Role::Registrar, Role::Director])
}
