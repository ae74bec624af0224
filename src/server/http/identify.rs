//! Finds out who asks, in which language and theme, and puts the answer into the request.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{headers::RequestId, pages};
use crate::{
    app::said,
    features::accounts::sessions,
    server::{context::RequestContext, live::LIVE_PATH, state::App},
    shared::{locale::Locale, theme::Theme},
};

/// Names of the cookies.
#[must_use]
pub const fn session_cookie(behind_tls: bool) -> &'static str {
    // Browsers take the prefix only over TLS, for this host alone; nobody else can then set it.
    if behind_tls { "__Host-duban_session" } else { "duban_session" }
}
pub const LANGUAGE_COOKIE: &str = "duban_language";
pub const THEME_COOKIE: &str = "duban_theme";

/// Device names are shown in the list of sessions; no longer than this many characters.
const DEVICE_LENGTH: usize = 200;

/// Middleware: makes the [`RequestContext`].
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let locale = cookie(headers, LANGUAGE_COOKIE).and_then(Locale::from_code).unwrap_or_default();
    let theme = cookie(headers, THEME_COOKIE).and_then(Theme::from_code).unwrap_or_default();
    let token = cookie(headers, session_cookie(app.config.behind_tls)).map(str::to_owned);
    let context = RequestContext {
        signed_in: None,
        locale,
        theme,
        address: address(&app, &request),
        request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        device: text_of(headers, header::USER_AGENT).chars().take(DEVICE_LENGTH).collect(),
        uri: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        said: said::brought(headers).filter(|_| !by_itself(&request)),
        sample: app.sample,
        app,
    };
    let signed_in = match token {
        None => None,
        Some(token) => {
            let found = if by_itself(&request) {
                sessions::look(&context.app, &token).await
            } else {
                sessions::resume(&context.app, &token).await
            };
            match found {
                Ok(signed_in) => signed_in,
                Err(error) => return pages::plain_error(&error, &context).into_response(),
            }
        }
    };
    request.extensions_mut().insert(RequestContext { signed_in, ..context });
    next.run(request).await
}

/// Whether an open page asks by itself, to follow changes. That is no use of the session: a page that nobody looks at
/// would never be signed out.
fn by_itself(request: &Request) -> bool {
    request.uri().path() == LIVE_PATH || request.headers().contains_key("x-live")
}

/// The value of one cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

fn text_of(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The address of the asking machine: the connection's, or what a trusted proxy says (its last entry, because a client
/// can write the earlier ones).
fn address(app: &App, request: &Request) -> IpAddr {
    let forwarded = app
        .config
        .trusted_proxy
        .then(|| request.headers().get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok())
        .flatten();
    forwarded
        .or_else(|| request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip()))
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}
