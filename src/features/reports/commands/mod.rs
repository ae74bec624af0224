//! What is done with reports, one verb a file.

pub mod answer_help;
mod asking;
pub mod attach;
pub mod remind;
pub mod return_report;
pub mod save_draft;
pub mod send;
pub mod writing;
