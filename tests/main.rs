//! The one integration binary: what only the whole program shows. Everything else is tested beside its code.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod lifecycle;
mod support;
