//! The place of what is still on its way.

use leptos::prelude::*;

use super::page::locale;
use crate::t;

#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <span class="skeleton"></span> }).collect_view();
    view! {
        <div class="stack stack--s" role="status" aria-busy="true" aria-label=t::ui::loading(locale())>
            {lines}
        </div>
    }
}
