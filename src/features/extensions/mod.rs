//! 延期申请: the first lead of a task asks for a later due date, its head confirms, the head of the office decides with a
//! reason.
//!
//! Invariants: one open request a task; the original due date never changes; requests that came late, and repeated ones,
//! are marked; a later date than the plan's end is marked too and is the office's to grant.

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
