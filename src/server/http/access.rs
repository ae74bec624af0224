//! Deny by default: without a session only the public addresses answer; with a password that must be changed, only the
//! page that changes it; without the one-time codes that somebody must use, only the page that sets them up.

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};

use crate::server::{context::RequestContext, state::App};

/// Where everybody may go: signing in, choosing a language, and (with later modules) the public pages.
const PUBLIC: [&str; 5] = ["/login", "/fn/accounts/sign_in", "/fn/accounts/give_code", "/fn/preferences/", "/public"];

/// Where somebody may go whose password must be changed first.
const BEFORE_PASSWORD: [&str; 4] =
    ["/account/password", "/fn/accounts/change_password", "/fn/accounts/sign_out", "/fn/preferences/"];

/// Where somebody may go who must set up one-time codes first.
const BEFORE_CODES: [&str; 5] = [
    "/account/codes",
    "/fn/accounts/begin_codes",
    "/fn/accounts/confirm_codes",
    "/fn/accounts/sign_out",
    "/fn/preferences/",
];

/// Whether `path` is open without a session.
#[must_use]
pub fn is_public(path: &str) -> bool {
    PUBLIC.iter().any(|open| covers(open, path))
}

fn covers(open: &str, path: &str) -> bool {
    path == open || path.strip_prefix(open).is_some_and(|rest| open.ends_with('/') || rest.starts_with('/'))
}

/// Middleware: stops who may not pass. What a signed-in person may see is decided by each query and command.
pub async fn guard(State(_): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let Some(context) = request.extensions().get::<RequestContext>() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match &context.signed_in {
        _ if is_public(path) => next.run(request).await,
        None if [Method::GET, Method::HEAD].contains(request.method()) && wants_page(&request) => {
            let next = [("next", context.uri.as_str())];
            let query = serde_urlencoded::to_string(next).unwrap_or_default();
            Redirect::to(&format!("/login?{query}")).into_response()
        }
        // A form sent after the session ended: let it run into "not signed in", which keeps what was typed.
        None if path.starts_with("/fn/") => next.run(request).await,
        None => StatusCode::UNAUTHORIZED.into_response(),
        Some(signed_in) if signed_in.must_change_password && !BEFORE_PASSWORD.iter().any(|open| covers(open, path)) => {
            Redirect::to("/account/password").into_response()
        }
        Some(signed_in)
            if !signed_in.must_change_password
                && signed_in.must_set_up_codes
                && !BEFORE_CODES.iter().any(|open| covers(open, path)) =>
        {
            Redirect::to("/account/codes").into_response()
        }
        Some(_) => next.run(request).await,
    }
}

fn wants_page(request: &Request) -> bool {
    request
        .headers()
        .get("accept")
        .and_then(|value| value.to_str().ok())
        .is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_path_parts_are_public() {
        assert!(is_public("/login"));
        assert!(is_public("/public/clues"));
        assert!(is_public("/fn/preferences/language"));
        for path in ["/", "/tasks", "/loginx", "/publications", "/fn/accounts/sign_in_as", "/fn/accounts/sign_out"] {
            assert!(!is_public(path), "{path}");
        }
    }
}
