//! 批示: a leader gives an instruction on a task, its first lead answers by a day, and the leader takes note or asks back.
//! The office enters those that came on paper, and closes them on the leader's behalf.
//!
//! Invariants: what was said and answered is never changed; an instruction is closed once; whoever leads the task answers.

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
