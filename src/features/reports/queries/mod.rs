//! Reads of reports. Those of a unit start from its signed part in the task, those of a task from a task that the reader
//! was shown to see.

pub mod documents;
pub mod help;
pub mod of_task;
pub mod page;
pub mod standing;
pub mod stored;
pub mod waiting;
