//! The navigation: five tabs below on phones, a rail on tablets, a sidebar on desks. One list serves all three; on phones
//! the entries after the fourth fold into 更多.

use leptos::prelude::*;

use super::BrandMark;
use crate::{shared::locale::Locale, t, ui::Icon};

/// One entry, shown to those who may use it.
#[derive(Clone, Debug, Default)]
pub struct NavItem {
    pub href: String,
    pub label: String,
    pub icon: &'static str,
    pub current: bool,
    /// How many items wait there for the reader; zero shows nothing.
    pub count: i64,
}

/// Places for tabs on a phone.
const PLACES: usize = 5;

#[component]
pub(super) fn Nav(locale: Locale, brand: String, items: Vec<NavItem>) -> impl IntoView {
    // Five entries fill the five places; of six, four stay and the rest folds.
    let kept = if items.len() > PLACES { PLACES - 1 } else { PLACES };
    let folded: Vec<NavItem> = items.iter().skip(kept).cloned().collect();
    let entries = items
        .into_iter()
        .enumerate()
        .map(|(place, item)| {
            let class = (place >= kept).then_some("nav__extra");
            view! { <li class=class>{link(locale, "nav__link", item)}</li> }
        })
        .collect_view();
    let more = (!folded.is_empty()).then(|| view! { <More locale items=folded /> });
    view! {
        <nav class="nav" aria-label=t::shell::navigation(locale)>
            <a class="nav__brand" href="/" aria-label=t::shell::home(locale, &brand)>
                <BrandMark />
                <span class="bar__brand-text">{brand.clone()}</span>
            </a>
            <ul class="nav__list" id="nav" data-live="tasks">{entries} {more}</ul>
            <p class="nav__foot">
                <span class="nav__foot-short">{t::shell::not_classified_short(locale)}</span>
                <span class="nav__foot-long">{t::shell::not_classified(locale)}</span>
            </p>
        </nav>
    }
}

#[component]
fn More(locale: Locale, items: Vec<NavItem>) -> impl IntoView {
    let current = items.iter().any(|item| item.current).then_some("true");
    let links = items.into_iter().map(|item| link(locale, "menu__item", item)).collect_view();
    view! {
        <li class="nav__more">
            <details data-popup="">
                <summary class="nav__link" aria-current=current>
                    <Icon name="more" />
                    <span>{t::shell::more(locale)}</span>
                </summary>
                <div class="menu__body">{links}</div>
            </details>
        </li>
    }
}

fn link(locale: Locale, class: &'static str, item: NavItem) -> impl IntoView {
    let count = (item.count > 0).then(|| {
        view! {
            <span class="nav__count" aria-hidden="true">
                {item.count}
            </span>
            <span class="vh">{t::shell::waiting(locale, item.count)}</span>
        }
    });
    view! {
        <a class=class href=item.href aria-current=item.current.then_some("page")>
            <Icon name=item.icon />
            <span>{item.label}</span>
            {count}
        </a>
    }
}
