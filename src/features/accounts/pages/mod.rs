//! Pages of accounts.

pub mod login;
