//! Pages of the ledger.

pub mod form;
pub mod import;
pub mod ledger;
pub mod task;
pub mod timeline;
