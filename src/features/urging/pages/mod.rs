//! Pages of urging.

pub mod list;
