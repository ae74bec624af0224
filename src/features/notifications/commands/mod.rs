//! What is done with notifications, one verb a file.

pub mod notify;
