//! Rendering of timelines.
