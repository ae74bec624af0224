//! Where the page stands.

use leptos::prelude::*;

use super::page::locale;
use crate::t;

/// One step; the last has no address.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn link(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

#[component]
pub fn Breadcrumb(items: Vec<Crumb>) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|crumb| match crumb.href {
            Some(href) => view! { <li><a href=href>{crumb.label}</a></li> }.into_any(),
            None => view! { <li aria-current="page">{crumb.label}</li> }.into_any(),
        })
        .collect_view();
    view! {
        <nav class="crumbs" aria-label=t::ui::position(locale())>
            <ol class="row row--tight">{items}</ol>
        </nav>
    }
}
