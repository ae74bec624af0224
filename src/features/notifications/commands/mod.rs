//! What is done with notifications, one verb a file.

pub mod mark_read;
pub mod notify;
pub mod save_preferences;
