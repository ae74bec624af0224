//! Pages of notifications.

pub mod inbox;
pub mod preferences;
