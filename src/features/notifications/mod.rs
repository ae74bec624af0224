//! 通知: what somebody should know without looking for it.
//!
//! A command that concerns others calls `commands::notify` in its own transaction. Whom it concerns is decided then: one
//! row a person, so that what happened before somebody came is not told to the successor, and one for each occasion, so
//! that nothing is told twice. What may not be seen any more is not shown, counted or mailed.

#[cfg(feature = "ssr")]
pub mod commands;
pub mod model;
#[cfg(test)]
mod tests;
