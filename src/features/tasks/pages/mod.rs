//! Pages of the ledger.

pub mod dispatch;
pub mod form;
pub mod import;
pub mod ledger;
pub mod task;
pub mod timeline;
