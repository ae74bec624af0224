//! A QR code as inline SVG: nothing is loaded for it, and it works without scripts.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules that a reader needs around the code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The code of `text`, named `label`. None where the text is too long for one.
pub fn qr(text: &str, label: &str) -> Option<AnyView> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * QUIET;
    let view_box = format!("0 0 {size} {size}");
    let label = label.to_owned();
    Some(
        view! {
            <svg class="qr" viewBox=view_box role="img" aria-label=label>
                <path d=dark_modules(&code) />
            </svg>
        }
        .into_any(),
    )
}

/// A square for each dark module.
fn dark_modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners() {
        let path = dark_modules(&QrCode::encode_text("duban", QrCodeEcc::Medium).unwrap());
        // Twenty-one modules a side: the corners at 4, 4 + 14.
        for corner in ["M4 4h1", "M18 4h1", "M4 18h1"] {
            assert!(path.contains(corner), "{corner}");
        }
        assert!(!path.contains("M11 4h1"), "around the corner it is light");
        assert!(qr(&"x".repeat(5000), "").is_none());
    }
}
