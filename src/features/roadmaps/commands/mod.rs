//! What is done with roadmaps, one verb a file.

mod notices;
pub mod propose;
pub mod review;
pub mod send_back;
mod store;
