//! 办理记录: every command writes one event in its own transaction: who, when, from where, what, before, after. Events
//! are never changed or deleted; one task seals them into a hash chain after they are committed (`sealing`), so that
//! no transaction waits for another.

#[cfg(feature = "ssr")]
pub mod commands;
pub mod model;
