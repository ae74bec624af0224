//! Human judgement, as signal bars: never drawn like the lights, which are computed.

use leptos::prelude::*;

/// `level` of 3 bars, and the word.
#[component]
pub fn ConfidenceBars(level: u8, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <span class="confidence" data-level=level.to_string()>
            <svg class="confidence__bars" viewBox="0 0 18 16" aria-hidden="true">
                <rect x="1" y="10" width="4" height="5" rx="1"></rect>
                <rect x="7" y="6" width="4" height="9" rx="1"></rect>
                <rect x="13" y="1" width="4" height="14" rx="1"></rect>
            </svg>
            <span>{label}</span>
        </span>
    }
}
