//! What the product does, a folder for each part.
//!
//! In each: `model` (types and pure rules), `inputs` (forms), `queries`, `commands`, `api` (server functions), `http`
//! (plain routes), `pages`, `components`, `tests`.

pub mod accounts;
pub mod activity;
pub mod calendar;
pub mod dashboard;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod extensions;
pub mod instructions;
pub mod lights;
pub mod notifications;
pub mod preferences;
pub mod reports;
pub mod roadmaps;
pub mod tasks;
pub mod units;
pub mod urging;
pub mod work;

/// The plain axum routes of all features: downloads, uploads, streams.
#[cfg(feature = "ssr")]
pub fn routes() -> Vec<crate::server::http::route::Route> {
    [activity::http::routes(), reports::http::routes(), tasks::http::routes()].into_iter().flatten().collect()
}
