//! The page in place of an error without a body: what a layer refused, a request that took too long, a handler that
//! panicked. It needs neither the database nor the pages' code, which may be what failed.

use axum::{
    body::{Body, HttpBody as _},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};

use super::identify::{LANGUAGE_COOKIE, cookie};
use crate::{shared::locale::Locale, t};

/// What a reader of a page is told; None for programs, which read the status.
#[derive(Clone, Copy)]
pub struct Reader(Option<Locale>);

impl Reader {
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let accepts = |value: &HeaderValue| value.to_str().is_ok_and(|accept| accept.contains("text/html"));
        let reads = headers.get(header::ACCEPT).is_some_and(accepts);
        let locale = cookie(headers, LANGUAGE_COOKIE).and_then(Locale::from_code).unwrap_or_default();
        Self(reads.then_some(locale))
    }
}

/// The response, with a page where it is an error and empty. `request` is the id under which it was logged.
pub fn filled(response: Response, reader: Reader, request: &str) -> Response {
    let (status, empty) = (response.status(), response.body().size_hint().exact() == Some(0));
    let failed = status.is_client_error() || status.is_server_error();
    match reader.0 {
        Some(locale) if failed && empty => {
            let (mut parts, _) = response.into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            Response::from_parts(parts, Body::from(page(status, locale, request)))
        }
        _ => response,
    }
}

/// A page of its own.
#[must_use]
pub fn page(status: StatusCode, locale: Locale, request: &str) -> String {
    let text = match status {
        StatusCode::NOT_FOUND => t::errors::not_found(locale),
        StatusCode::PAYLOAD_TOO_LARGE => t::errors::form_too_large(locale),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE => t::errors::unavailable_page(locale),
        status if status.is_server_error() => t::errors::broken(locale),
        _ => t::errors::not_possible(locale),
    };
    let (lang, home) = (locale.html_lang(), t::ui::home(locale));
    let request = t::errors::request(locale, request);
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{text}</title></head><body><h1>{text}</h1><p>{request}</p>\
         <p><a href=\"/\">{home}</a></p></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(accept: &'static str) -> Reader {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        headers.insert(header::COOKIE, HeaderValue::from_static("duban_language=en"));
        Reader::of(&headers)
    }

    fn answer(status: StatusCode, body: &'static str) -> Response {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        response
    }

    #[test]
    fn only_empty_errors_are_filled_and_only_for_readers() {
        let kind = |response: &Response| response.headers().contains_key(header::CONTENT_TYPE);
        for (status, body, accept, filled_in) in [
            (StatusCode::INTERNAL_SERVER_ERROR, "", "text/html,*/*", true),
            (StatusCode::SERVICE_UNAVAILABLE, "", "text/html", true),
            (StatusCode::INTERNAL_SERVER_ERROR, "", "application/json", false),
            (StatusCode::NOT_FOUND, "a page", "text/html", false),
            (StatusCode::OK, "", "text/html", false),
            (StatusCode::SEE_OTHER, "", "text/html", false),
        ] {
            let response = filled(answer(status, body), reader(accept), "7");
            assert_eq!((response.status(), kind(&response)), (status, filled_in), "{status} {accept}");
        }
    }

    #[test]
    fn it_speaks_the_readers_language_and_names_the_request() {
        let text = page(StatusCode::SERVICE_UNAVAILABLE, Locale::English, "0190");
        assert!(text.contains("lang=\"en\"") && text.contains("0190"), "{text}");
        assert!(text.contains(t::errors::unavailable_page(Locale::English)), "{text}");
    }
}
