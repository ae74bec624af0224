//! 办理记录: every command writes one event in its own transaction: who, when, from where, what, before, after. Events
//! are never changed or deleted; `server::audit` seals them into a hash chain after they are committed, so that no
//! transaction waits for another, and `server::live` tells open pages which records changed.
//!
//! The audit administrator reads the whole record (`pages::audit`, `export`); everybody else the history of the records
//! that they may see (`queries::history`, `components::history`).

#[cfg(feature = "ssr")]
pub mod changes;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
pub mod filter;
#[cfg(feature = "ssr")]
pub mod http;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
pub mod words;
