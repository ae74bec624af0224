//! From a connection to a page: the router and its layers, outermost first.
//!
//! request id → log line → panic guard → time limit → headers → cross-site guard → compression → who asks → routes

pub mod access;
pub mod assets;
pub mod forms;
pub mod headers;
pub mod health;
pub mod identify;
pub mod pages;
pub mod redirect;
pub mod serve;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use std::time::Duration;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{NotForContentType, Predicate as _, SizeAbove},
    },
    csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

use super::{live, state::App};

/// Fields of a form may hold this much in all; files have their own routes and limits.
const FORM_LIMIT: usize = 1024 * 1024;
/// No request of a page or form takes longer.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The whole application as one service.
pub fn router(app: App) -> Router {
    // An event stream would wait in the compressor for more to come.
    let compressed = SizeAbove::new(1024).and(NotForContentType::SSE);
    Router::new()
        .route("/fn/{*function}", post(forms::server_function).get(forms::server_function))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .merge(crate::features::routes())
        .merge(pages::routes())
        .route(live::LIVE_PATH, get(live::stream::live))
        .fallback(pages::not_found)
        .layer(from_fn_with_state(app.clone(), live::nudge_after))
        .layer(from_fn_with_state(app.clone(), access::guard))
        .layer(from_fn_with_state(app.clone(), identify::identify))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(compressed))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_LIMIT))
        // The routes above know who asks; those below do not need to.
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/pkg/{*file}", get(assets::built))
        .route("/favicon.ico", get(assets::favicon))
        .route("/robots.txt", get(assets::robots))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .layer(CatchPanicLayer::custom(headers::after_panic))
        .layer(from_fn(headers::trace))
        .with_state(app)
}
