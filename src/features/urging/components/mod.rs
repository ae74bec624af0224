//! How urging looks.

pub mod by_hand;
pub mod line;
pub mod panel;
