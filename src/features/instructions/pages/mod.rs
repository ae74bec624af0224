//! Pages of instructions.

pub mod give;
pub mod list;
pub mod one;

use crate::{
    server::http::forms::{Returned, field_errors},
    shared::ids::CommandKey,
    ui::Errors,
};

fn errors(back: Option<&Returned>) -> Errors {
    back.map(|back| Errors(field_errors(&back.error))).unwrap_or_default()
}

/// The key of the form that came back, else a new one.
fn key(back: Option<&Returned>) -> String {
    back.and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string())
}
