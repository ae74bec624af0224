//! Tests of the calendar, through the functions that the pages and forms call, and of the database's functions.

mod against_database;
mod keeping;
mod shipping;
