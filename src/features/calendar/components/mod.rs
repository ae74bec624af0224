//! Parts of the calendar's page.

pub mod forms;
pub mod listed;
pub mod months;
