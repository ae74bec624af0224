//! What is done with roadmaps, one verb a file.

pub mod propose;
pub mod review;
pub mod send_back;
mod store;
