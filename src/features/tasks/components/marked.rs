//! Text with the hits of a search marked.

use leptos::prelude::*;

use crate::features::tasks::search;

/// The whole text, its hits marked.
pub fn marked(text: &str, terms: &[String]) -> AnyView {
    if terms.is_empty() {
        return text.to_owned().into_any();
    }
    pieces(search::marked(text, terms))
}

/// The stretch around the first hit, if there is one.
pub fn snippet(text: &str, terms: &[String]) -> Option<AnyView> {
    const LENGTH: usize = 60;
    if terms.is_empty() {
        return None;
    }
    search::snippet(text, terms, LENGTH).map(pieces)
}

fn pieces(pieces: Vec<(bool, String)>) -> AnyView {
    pieces
        .into_iter()
        .map(|(hit, piece)| if hit { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() })
        .collect_view()
        .into_any()
}
