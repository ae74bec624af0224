//! Parts of pages that show roadmaps.

pub mod fields;
pub mod lanes;
pub mod lines;
pub mod panel;
pub mod standings;

use crate::{server::http::forms::Returned, shared::ids::CommandKey};

/// A form that came back keeps its key: it is still the same command.
pub fn key(back: Option<&Returned>) -> String {
    back.and_then(|back| back.value("key"))
        .filter(|key| !key.is_empty())
        .unwrap_or_else(|| CommandKey::new().to_string())
}
