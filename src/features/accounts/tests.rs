//! Tests of accounts, through the functions that the pages and forms call.

mod signing_in;
