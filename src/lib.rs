//! 督办台账 (duban): a province's supervision ledger.
//!
//! One package gives the server binary (feature `ssr`) and the WebAssembly islands of its pages (feature `hydrate`).
//! The rooms: `features` (what the product does, a folder each), `app` (shell, router, navigation), `ui` (components
//! without domain words), `server` (configuration, database, sessions, live updates), `shared` (types of both sides),
//! `cli` (the commands of the binary). See docs/architecture.md.

pub mod app;
#[cfg(feature = "ssr")]
pub mod cli;
pub mod features;
#[cfg(feature = "ssr")]
pub mod server;
pub mod shared;
pub mod ui;

/// Every text of the interface, one function each, made by build.rs from `locales/`.
#[allow(clippy::pedantic, reason = "made by build.rs")]
pub mod t {
    use crate::shared::locale::Locale;
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

#[cfg(feature = "hydrate")]
pub use app::hydrate::hydrate;
