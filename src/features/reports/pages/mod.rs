//! The pages of reports.

pub mod help;
pub mod report;
