//! 路线图与时间表: each unit with a part in a task proposes its steps with what they deliver and when; the unit's head
//! confirms, the office approves or returns line by line. Approval writes the lines into the task's milestones and
//! freezes each new one's baseline.
//!
//! Invariants: a unit has at most one open round for a task; what is approved holds until the next round is; a line that
//! the office accepted stays as it is in the next round; a baseline never changes. Only the first lead's roadmap moves the
//! task (see `tasks::model::life`).

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod inputs;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
