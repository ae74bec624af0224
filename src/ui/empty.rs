//! Nothing to show: say what was looked for, and offer the way out.

use leptos::prelude::*;

use super::icon::Icon;

#[component]
pub fn Empty(
    #[prop(into)] title: String,
    #[prop(optional, into)] text: Option<String>,
    #[prop(default = "ledger")] icon: &'static str,
    /// The way out: a link or a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h3>{title}</h3>
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
