//! Reads of notifications: each from what the reader may see now.

pub mod bell;
pub mod inbox;
pub mod preferences;
