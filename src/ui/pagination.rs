//! Previous and next. Lists are read by keyset, so there are no page numbers to jump to.

use leptos::prelude::*;

use super::{
    icon::{Icon, IconSize},
    page::locale,
};
use crate::t;

/// The foot of a list: what is shown (`text`: 第 1–50 项，共 72 项) and the ways on. Without either way there is only the
/// text.
#[component]
pub fn Pagination(
    #[prop(into)] text: String,
    #[prop(optional_no_strip)] previous: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
) -> impl IntoView {
    let locale = locale();
    let links = (previous.is_some() || next.is_some()).then(|| {
        let previous = previous.map(|href| {
            view! {
                <a class="btn" rel="prev" href=href>
                    <Icon name="left" size=IconSize::Small />
                    <span>{t::ui::previous(locale)}</span>
                </a>
            }
        });
        let next = next.map(|href| {
            view! {
                <a class="btn" rel="next" href=href>
                    <span>{t::ui::next(locale)}</span>
                    <Icon name="right" size=IconSize::Small />
                </a>
            }
        });
        view! {
            <nav class="pager" aria-label=t::ui::pages(locale)>
                {previous}
                {next}
            </nav>
        }
    });
    view! {
        <footer class="table-foot">
            <span data-count="">{text}</span>
            {links}
        </footer>
    }
}
