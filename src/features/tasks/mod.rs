//! 台账: a plan holds tasks; each has exactly one first lead, co-leads and participants with their duties, source
//! documents with clause, and milestones. A task's ledger number is the plan's prefix and its number in the plan.
//!
//! Invariants: a due date exists exactly when the deadline is fixed; the original due date never changes; a unit has
//! one part in a task; the number in the plan is unique.

#[cfg(feature = "ssr")]
pub mod commands;
pub mod content;
#[cfg(feature = "ssr")]
pub mod export;
pub mod filter;
#[cfg(feature = "ssr")]
pub mod import;
pub mod model;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod search;
