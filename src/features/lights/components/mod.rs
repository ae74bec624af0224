//! Parts of pages that show lights.

pub mod light;
pub mod rules;
