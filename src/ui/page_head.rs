//! The head of a page: its name, a line about it, its actions.

use leptos::prelude::*;

use super::breadcrumb::{Breadcrumb, Crumb};

#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    #[prop(optional, into)] note: Option<String>,
    /// Buttons; the primary one last.
    #[prop(optional)]
    actions: Option<AnyView>,
    #[prop(optional)] crumbs: Vec<Crumb>,
) -> impl IntoView {
    let crumbs = (!crumbs.is_empty()).then(|| view! { <Breadcrumb items=crumbs /> });
    let note = note.map(|note| view! { <p class="page-head__sub">{note}</p> });
    let actions = actions.map(|actions| view! { <div class="page-head__actions">{actions}</div> });
    view! {
        <header class="page-head">
            {crumbs}
            <div>
                <h1 class="page-head__title">{title}</h1>
                {note}
            </div>
            {actions}
        </header>
    }
}
