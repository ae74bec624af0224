//! A message that belongs to its place on the page.

use leptos::prelude::*;

use super::{icon::Icon, tone::Tone};

#[component]
pub fn Callout(
    #[prop(optional)] tone: Tone,
    /// Another icon than the tone's own.
    #[prop(optional)]
    icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="callout" data-tone=tone.code()>
            <Icon name=icon.unwrap_or(tone.icon()) />
            <div>{children()}</div>
        </div>
    }
}
