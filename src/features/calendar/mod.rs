//! 工作日历: on which days the office works.
//!
//! The State Council announces each year which weekdays are off and which weekends are worked instead (调休). The
//! program ships what was published from 2015 to 2026; the office enters later years, and corrects any. Only days that
//! depart from the week are kept: a weekday off, a weekend worked. A year that is not opened counts by weekends alone,
//! and the page warns of it. What counts by working days reads [`queries::read`], or asks the database's functions
//! `working_days_between` and `add_working_days`, which mean the same.

pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
mod components;
#[cfg(feature = "ssr")]
pub mod inputs;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod published;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
