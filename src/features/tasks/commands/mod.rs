//! What the office does with the ledger, one verb a file.

pub mod confirm_import;
pub mod create;
pub mod create_plan;
pub mod edit;
pub mod life;
pub mod steps;
mod store;
pub mod upload_import;
