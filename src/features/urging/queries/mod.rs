//! What units have before them, and what they were urged to do. Reads for people start from `visible_tasks`.

pub mod list;
pub mod matters;
pub mod of_task;
pub mod waiting;
