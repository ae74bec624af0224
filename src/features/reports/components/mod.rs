//! Parts of the pages.

pub mod documents;
pub mod fields;
pub mod form;
pub mod help;
pub mod others;
pub mod panel;
pub mod returning;
