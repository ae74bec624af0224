//! 进展: what a unit reports on its part in a task, once a period of the plan (month or half month).
//!
//! Who signed for a part reports on it while the task is signed, under roadmap review or in progress. A report is a draft
//! until it is sent; what was sent is not changed unless the office returns it. One row a unit, task and period. Sending
//! says which of the unit's steps are done; steps without a unit are the first lead's. A report can ask the lead or the
//! office for help; that stays open until it is answered or no longer asked for.
//!
//! Files can be attached as long as it can be written; they go out with it and are then seen by whoever sees it. What was
//! sent once is kept.
//!
//! Drafts need no command key: saving the same text again finds it saved. Two people of one unit meet at the version. Nor
//! do attachments: the same content is attached once.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod components;
pub mod draft;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod inputs;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
pub(crate) mod tests;
