//! What the system administrator does with units, one verb a file; and loading the unit table.

pub mod aliases;
pub mod classes;
pub mod close;
pub mod create;
pub mod edit;
pub mod load;

pub use load::{UnitFiles, load_units};

use super::model::can_manage_units;
use crate::{server::context::Act, shared::error::AppError};

/// Who may not manage units does not learn that there is anything to manage.
fn authorised(act: &Act) -> Result<(), AppError> {
    if can_manage_units(&act.actor) { Ok(()) } else { Err(AppError::NotFound) }
}
