//! Cells of a heat matrix (`<table class="matrix">`): the number is the datum and leads to its rows; the tint only ranks.

use leptos::prelude::*;

use super::light::{LightKind, LightMark};

/// A zero is a dot. `max` is the greatest number of the matrix.
#[component]
pub fn MatrixCell(count: i64, max: i64, #[prop(into)] href: String) -> impl IntoView {
    if count == 0 {
        return zero();
    }
    let rank = (count * 5 + max - 1) / max.max(1);
    view! {
        <td data-h=rank.clamp(1, 5).to_string()>
            <a href=href>{count}</a>
        </td>
    }
    .into_any()
}

/// Counts by light: silhouette and number, the word for those who listen.
#[component]
pub fn MatrixLights(
    /// Light, its word, how many. Zeros are left out.
    counts: Vec<(LightKind, String, i64)>,
    #[prop(into)] href: String,
) -> impl IntoView {
    let lights: Vec<_> = counts.into_iter().filter(|(_, _, count)| *count > 0).collect();
    if lights.is_empty() {
        return zero();
    }
    let lights = lights
        .into_iter()
        .map(|(kind, word, count)| {
            view! {
                <span class="light" data-light=kind.code()>
                    <LightMark kind label=word />
                    {count}
                </span>
            }
        })
        .collect_view();
    view! {
        <td>
            <a href=href>{lights}</a>
        </td>
    }
    .into_any()
}

fn zero() -> AnyView {
    view! {
        <td class="zero">
            <span aria-hidden="true">"·"</span>
            <span class="vh">"0"</span>
        </td>
    }
    .into_any()
}
