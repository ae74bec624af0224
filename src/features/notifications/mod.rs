//! 通知: what somebody should know without looking for it.
//!
//! A command that concerns others calls `commands::notify` in its own transaction. Whom it concerns is decided then: one
//! row a person, so that what happened before somebody came is not told to the successor, and one for each occasion, so
//! that nothing is told twice. What may not be seen any more is not shown, counted or mailed.
//!
//! `jobs` tell the unread ones again by mail: red slips at once, the rest in one digest a working day (`preferences`).

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod inputs;
#[cfg(feature = "ssr")]
pub mod jobs;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod preferences;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
pub(crate) mod tests;
