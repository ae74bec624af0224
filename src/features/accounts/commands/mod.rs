//! What is done with accounts, one verb a file.

pub mod change_password;
pub mod sign_in;
pub mod sign_out;
