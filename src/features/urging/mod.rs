//! 催办: units are told of what comes due, more firmly each time, until it is done.
//!
//! The ladder (`model::ladder`) runs by itself: `jobs` look every quarter of an hour at what units have before them (the
//! view `urge_matters`) and send for each matter the highest level that applies, if neither it nor a higher one was sent
//! before. So nothing is sent twice, and after days without a server there is one urge a matter, not all that were missed.
//! The row, its notices and its event are one transaction; mails, digest and quiet hours are `notifications`' business.
//!
//! The office and the inspectors urge by hand at any time, a unit about a task once a day. The unit receives and replies;
//! what became of an urge is derived (the view `urge_standings`).

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod inputs;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
