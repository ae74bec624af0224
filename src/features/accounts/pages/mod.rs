//! Pages of accounts and of administration.

pub mod account;
pub mod admin;
pub mod codes;
pub mod login;
pub mod new_person;
pub mod password;
pub mod people;
pub mod person;
pub mod policy;
pub mod roles;
