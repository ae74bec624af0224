//! The record as it is read.

pub mod audit_filters;
pub mod audit_row;
pub mod history;
