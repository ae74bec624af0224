//! Pages of the ledger.

pub mod form;
pub mod ledger;
pub mod task;
