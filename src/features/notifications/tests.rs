//! Notifications against a database.

mod telling;
