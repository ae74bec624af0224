//! 单位: the office, departments and regions; their other wordings (aliases); and classes such as 各市（州）政府.
//!
//! A unit's code never changes: links, accounts of samples and ledgers hold on to it. A unit that takes no further part
//! is closed, never deleted: its history stays. It cannot be closed while people or open tasks hang on it. A closed
//! class stands for a fixed list of units; an open one is turned into named units by the office when a task is
//! dispatched. Only the system administrator changes any of this; everybody signed in may read it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod inputs;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
