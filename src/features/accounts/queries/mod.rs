//! Reads of accounts.

pub mod people;
pub mod policy;
pub mod roles;
pub mod second_factor;
pub mod sessions;
