//! 台账: a plan holds tasks; each has exactly one first lead, co-leads and participants with their duties, source
//! documents with clause, and milestones. A task's ledger number is the plan's prefix and its number in the plan.
//!
//! Invariants: a current due date exists exactly when the deadline is fixed; the original one never changes; a unit has
//! one part in a task; the number in the plan is unique.
//!
//! `import` reads sheets, `export` writes them; neither knows the database. `content` is what the office writes about a
//! task, the one shape that form, importer and activity record share.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod components;
pub mod content;
#[cfg(feature = "ssr")]
pub mod export;
pub mod filter;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod import;
#[cfg(feature = "ssr")]
pub mod inputs;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod preview_place;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod search;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(test)]
pub(crate) mod tests;
