//! Text as it is compared and searched.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

/// Full-width digits, letters and brackets made half-width (NFKC), lower case, outer white space off: the form in which
/// texts are compared, never the form in which they are kept.
#[must_use]
pub fn folded(text: &str) -> String {
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// The text as it stands in HTML, for the places where Leptos writes a text as it is: `<textarea>` and `<title>`.
#[must_use]
pub fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Outer white space off, line ends as `\n`, and no NUL, which PostgreSQL cannot keep.
#[must_use]
pub fn clean(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// Percent-encoding of a query value or a file name (RFC 3986): everything but unreserved characters.
#[must_use]
pub fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
