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

/// Outer white space off, line ends as `\n`, and neither NUL, which PostgreSQL cannot keep, nor the characters that turn
/// the direction of writing: they would carry over to what stands behind the text.
#[must_use]
pub fn clean(text: &str) -> String {
    let hidden = |letter| matches!(letter, '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace("\r\n", "\n").replace('\r', "\n").replace(hidden, "").trim().to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_text_is_what_it_looks_like() {
        for (typed, kept) in [
            (" 一\r\n二\r三 \n", "一\n二\n三"),
            ("\0 已办\0结 \0", "已办结"),
            ("报\u{202e}gpj\u{2066}.exe\u{2069}", "报gpj.exe"),
            ("\u{202d} \0", ""),
            ("𠮷 👨‍👩‍👧 e\u{301}", "𠮷 👨‍👩‍👧 e\u{301}"),
        ] {
            assert_eq!(clean(typed), kept, "{typed:?}");
        }
    }
}
