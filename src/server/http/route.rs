//! Plain routes as lists: the router is built from them and the permission matrix reads them, so that no address can
//! exist that the matrix does not know.

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{Method, StatusCode},
    routing::{MethodRouter, get, post},
};
use tower_http::timeout::TimeoutLayer;

use crate::server::state::App;

/// No request of a page or form takes longer.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// One address, one method.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    handler: MethodRouter<App>,
    time: Duration,
}

impl Route {
    /// Answers GET (and HEAD).
    pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self { method: Method::GET, path, handler: get(handler), time: TIME_LIMIT }
    }

    pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self { method: Method::POST, path, handler: post(handler), time: TIME_LIMIT }
    }

    /// The largest body in bytes.
    #[must_use]
    pub fn up_to(self, bytes: usize) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::max(bytes)), ..self }
    }

    /// The longest time until it answers, where a file comes through a narrow line.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        Self { time, ..self }
    }
}

/// What takes longer is answered 503.
pub fn time_limit(time: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, time)
}

/// The routes as a router.
pub fn mount(routes: Vec<Route>) -> Router<App> {
    routes
        .into_iter()
        .fold(Router::new(), |router, route| router.route(route.path, route.handler.layer(time_limit(route.time))))
}
