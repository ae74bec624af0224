//! Reads of roadmaps. Each starts from a task that the actor may see, or from the actor's own unit.

pub mod page;
pub mod rounds;
pub mod standings;
pub mod waiting;
