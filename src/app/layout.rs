//! The frame of every page: skip link, bar, navigation, main part, print foot; and the plainer frame of the pages before
//! sign-in. Plain data in, HTML out: who the person is and what the navigation holds is decided elsewhere.

mod bar;
mod nav;
mod plain;

use leptos::prelude::*;

use self::{bar::Bar, nav::Nav};
pub use self::{
    bar::PersonChip,
    nav::NavItem,
    plain::{PlainLayout, PlainView},
};
use crate::{
    app::live::parts::live_island,
    features::notifications::queries::bell::Bell,
    shared::locale::Locale,
    t,
    ui::{Notice, Theme, Toast, islands::Behaviours},
};

/// What the frame shows besides the page.
#[derive(Clone, Debug, Default)]
pub struct ShellView {
    /// Name of the product or of the office's own copy of it.
    pub brand: String,
    /// Nobody on public pages.
    pub person: Option<PersonChip>,
    pub nav: Vec<NavItem>,
    /// Whether there are tasks to search for this reader.
    pub search: bool,
    /// 2016-11-30 周三
    pub today: String,
    /// 距 12-20 还有 14 个工作日
    pub deadline: Option<String>,
    /// The reader's unread notifications.
    pub bell: Option<Bell>,
    /// How far the activity record had come before the page was read.
    pub version: i64,
    /// Whether the page is told of changes: not while nothing answers before a password is changed.
    pub follows: bool,
    /// Marks every page as fictitious.
    pub sample: bool,
    pub locale: Locale,
    pub theme: Theme,
    /// What the last action did.
    pub notices: Vec<Notice>,
    /// When this was printed and by whom, for paper.
    pub printed: String,
}

/// The frame around a signed-in page. `wide` gives room to tables.
#[component]
pub fn Layout(view: ShellView, #[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    let locale = view.locale;
    let inner = if wide { "main__inner main__inner--wide" } else { "main__inner" };
    let notices = view.notices.iter().cloned().map(|notice| view! { <Toast notice /> }).collect_view();
    let printed = format!("{} {}", view.printed, t::shell::not_classified(locale));
    let nav = view.nav.clone();
    let brand = view.brand.clone();
    let live = view.follows.then(|| live_island(locale, view.version));
    view! {
        <SkipLink locale />
        <div class="shell">
            <Bar view />
            <Nav locale brand items=nav />
            <main class="main" id="main" tabindex="-1">
                <p class="secrecy">{t::shell::not_classified(locale)}</p>
                <div class=inner>
                    {notices}
                    {children()}
                    <p class="print-foot meta">{printed}</p>
                </div>
            </main>
        </div>
        <Behaviours />
        {live}
    }
}

/// The first thing the keyboard reaches.
#[component]
fn SkipLink(locale: Locale) -> impl IntoView {
    view! {
        <a class="skip" href="#main">
            {t::shell::skip(locale)}
        </a>
    }
}

/// The mark of the product: an entry that is written off.
#[component]
fn BrandMark() -> impl IntoView {
    view! {
        <svg class="bar__mark" viewBox="0 0 28 28" aria-hidden="true">
            <rect x="4" y="4" width="20" height="20" rx="2.5" fill="currentColor"></rect>
            <path
                d="M8 10h7M8 14h5M8 18h4"
                stroke="var(--on-accent)"
                stroke-width="1.75"
                fill="none"
                stroke-linecap="round"
            ></path>
            <path
                d="m15 17 2.5 2.5L22 13"
                stroke="var(--on-accent)"
                stroke-width="2.25"
                fill="none"
                stroke-linecap="round"
                stroke-linejoin="round"
            ></path>
        </svg>
    }
}
