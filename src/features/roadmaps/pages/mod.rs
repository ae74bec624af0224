//! Pages of roadmaps.

pub mod draft;
pub mod review;
