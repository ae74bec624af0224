//! Pages of the activity record.

pub mod audit;
