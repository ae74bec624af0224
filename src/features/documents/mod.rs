//! 附件: files that belong to a record. What a file may be and how it is handed out is the same for every record; who may
//! attach and read one is decided by the feature that the record is of, which keeps the link.
//!
//! The bytes are in the file store ([`crate::server::storage`]) before the row is written, so a row always has its file.
//! What has no row (a refused upload, a server killed in between, a removed attachment) is swept away thirty days after it
//! came.

pub mod commands;
pub mod http;
pub mod jobs;
pub mod model;
