//! Plain routes as lists: the router is built from them and the permission matrix reads them, so that no address can
//! exist that the matrix does not know.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    routing::{MethodRouter, get, post},
};

use crate::server::state::App;

/// One address, one method.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    handler: MethodRouter<App>,
}

impl Route {
    /// Answers GET (and HEAD).
    pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self { method: Method::GET, path, handler: get(handler) }
    }

    pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self { method: Method::POST, path, handler: post(handler) }
    }

    /// The largest body in bytes.
    #[must_use]
    pub fn up_to(self, bytes: usize) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::max(bytes)), ..self }
    }
}

/// The routes as a router.
pub fn mount(routes: Vec<Route>) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler))
}
