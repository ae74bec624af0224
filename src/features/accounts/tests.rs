//! Tests of accounts, through the functions that the pages and forms call.

mod administrators;
mod at_server;
mod codes;
mod own_password;
mod people;
mod policy;
mod sessions;
mod signing_in;
