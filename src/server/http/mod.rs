//! From a connection to a page: the router and its layers, outermost first.
//!
//! request id, log line, a page for empty errors → panic guard → headers → cross-site guard → compression → who asks →
//! deny by default (`access`) → word to live updates → time limit of the route → routes

pub mod access;
pub mod assets;
pub mod bare;
pub mod forms;
pub mod headers;
pub mod health;
pub mod identify;
pub mod lean;
pub mod pages;
pub mod redirect;
pub mod route;
pub mod serve;
#[cfg(test)]
mod tests;

use axum::{
    Router,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{NotForContentType, Predicate as _, SizeAbove},
    },
    csrf::CsrfLayer,
};

use self::route::{Route, TIME_LIMIT, mount, time_limit};
use super::{live, state::App};

/// Fields of a form may hold this much in all; files have their own routes and limits.
const FORM_LIMIT: usize = 1024 * 1024;

/// Where who asks is known: server functions, the features' own routes, live updates. Pages come on top.
fn personal() -> Vec<Route> {
    let mut routes = vec![
        Route::post("/fn/{*function}", forms::server_function).up_to(FORM_LIMIT),
        Route::get("/fn/{*function}", forms::server_function),
        Route::get(live::LIVE_PATH, live::stream::live),
    ];
    routes.extend(crate::features::routes());
    routes
}

/// Where it does not matter who asks.
fn open() -> Vec<Route> {
    vec![
        Route::get("/healthz", health::alive),
        Route::get("/readyz", health::ready),
        Route::get("/pkg/{*file}", assets::built),
        Route::get("/favicon.ico", assets::favicon),
        Route::get("/robots.txt", assets::robots),
    ]
}

fn goes_whole(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::ACCEPT_RANGES)
}

/// The whole application as one service.
pub fn router(app: App) -> Router {
    // An event stream would wait in the compressor for more to come. What is handed out in ranges goes as it is: a
    // compressed file has other places, and most files are compressed already.
    let compressed = SizeAbove::new(1024).and(NotForContentType::SSE).and(goes_whole);
    let pages = pages::routes().fallback(pages::not_found).layer(time_limit(TIME_LIMIT));
    mount(personal())
        .merge(pages)
        .layer(from_fn_with_state(app.clone(), live::nudge_after))
        .layer(from_fn_with_state(app.clone(), access::guard))
        .layer(from_fn_with_state(app.clone(), identify::identify))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(compressed))
        .layer(CsrfLayer::new())
        .merge(mount(open()))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .layer(CatchPanicLayer::custom(headers::after_panic))
        .layer(from_fn(headers::trace))
        .with_state(app)
}
