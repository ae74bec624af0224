//! Where a server function sends the browser.

use axum::http::{HeaderValue, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

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

/// `next` if it is an address of ours, else the start page: an open redirect would send people to a forged page.
#[must_use]
pub fn inside(next: &str) -> String {
    let ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.bytes().all(|byte| byte.is_ascii_graphic());
    if ours { next.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_are_followed() {
        assert_eq!(inside("/tasks?field=x&q=%E7%BC%96"), "/tasks?field=x&q=%E7%BC%96");
        for next in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb", "javascript:1"] {
            assert_eq!(inside(next), "/", "{next:?}");
        }
    }
}
