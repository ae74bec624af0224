//! Lights: the rule in the program and in the database, the facts it needs, and the rules that the office sets.

mod against_database;
mod facts;
mod rules;
