//! Where a server function sends the browser.

use std::fmt::Write as _;

use axum::http::{HeaderValue, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::server::context;

/// Sends the browser to `path` when the function is done.
pub fn to(path: &str) {
    leptos_axum::redirect(path);
}

/// The same, setting a cookie.
pub fn with_cookie(path: &str, cookie: &str) {
    set_cookie(cookie);
    to(path);
}

/// Sets a cookie on the answer.
pub fn set_cookie(cookie: &str) {
    if let (Some(options), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        options.append_header(header::SET_COOKIE, value);
    }
}

/// Lets the browser keep a choice of its reader for a year.
pub fn keep(name: &str, value: &str) {
    let secure = if context::request().app.config.behind_tls { "; Secure" } else { "" };
    set_cookie(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}"));
}

/// `next` if it is an address of ours, else the start page: an open redirect would send people to a forged page. Characters
/// beyond ASCII are percent-encoded, as a header needs them.
#[must_use]
pub fn inside(next: &str) -> String {
    let ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.bytes().all(|byte| byte.is_ascii_graphic() || !byte.is_ascii());
    if !ours {
        return "/".to_owned();
    }
    next.bytes().fold(String::with_capacity(next.len()), |mut address, byte| {
        if byte.is_ascii() {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_are_followed() {
        assert_eq!(inside("/tasks?field=x&q=%E7%BC%96"), "/tasks?field=x&q=%E7%BC%96");
        assert_eq!(inside("/tasks?q=编办"), "/tasks?q=%E7%BC%96%E5%8A%9E");
        for next in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb", "javascript:1"] {
            assert_eq!(inside(next), "/", "{next:?}");
        }
    }
}
