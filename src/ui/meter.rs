//! A share of 100.

use leptos::prelude::*;

use super::axis::percent;

/// `label` says the same in words: 62 %, 3 / 5.
#[component]
pub fn Meter(value: f64, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <span class="meter">
            <svg class="meter__track" aria-hidden="true">
                <rect width=percent(value.clamp(0.0, 100.0)) height="100%" rx="3"></rect>
            </svg>
            <span>{label}</span>
        </span>
    }
}
