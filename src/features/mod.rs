//! What the product does, a folder for each part.

pub mod tasks;
