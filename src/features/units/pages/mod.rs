//! Pages of units and classes, for the system administrator.

pub mod class;
pub mod classes;
pub mod parts;
pub mod unit;
pub mod units;
