//! 亮灯: green, blue, yellow, red, grey, computed from dates and never typed.
//!
//! Only tasks that are with units have a light from dates; what is written off is grey; what is registered, stopped or
//! merged has none. The rules ([`model::Rule`]) are rows with the day from which they hold. A task is judged by its state
//! and two days: the earliest one still open, and the one up to which no report is owed. Both are columns that
//! `commands` alone writes: whatever changes milestones, deadlines, first leads, their signatures or reports calls
//! `commands::refresh`.
//!
//! The rule stands twice: `task_light` in the database, for filters and counts, and [`model::Judge::light`] with the
//! reason. Tests hold the two together.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod inputs;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
