//! The frame of the pages before sign-in: what the system is on one side, the form on the other.

use leptos::prelude::*;

use super::{BrandMark, SkipLink, bar::LanguageSwitch};
use crate::{
    shared::locale::Locale,
    t,
    ui::{Notice, SampleMark, Toast, islands::Behaviours},
};

#[derive(Clone, Debug, Default)]
pub struct PlainView {
    pub brand: String,
    /// One sentence about what is done here.
    pub line: String,
    pub sample: bool,
    pub locale: Locale,
    pub notices: Vec<Notice>,
}

/// `aside` is drawn under the sentence on wide screens: the ruler of the plan.
#[component]
pub fn PlainLayout(view: PlainView, #[prop(optional)] aside: Option<AnyView>, children: Children) -> impl IntoView {
    let locale = view.locale;
    let notices = view.notices.into_iter().map(|notice| view! { <Toast notice /> }).collect_view();
    let aside = aside.map(|aside| view! { <div class="door__ruler">{aside}</div> });
    view! {
        <SkipLink locale />
        <div class="door">
            <header class="door__top">
                <div class="door__brand">
                    <BrandMark />
                    <span>{view.brand}</span>
                    {view.sample.then(|| view! { <SampleMark /> })}
                </div>
                <p class="door__line">{view.line}</p>
                {aside}
            </header>
            <main class="door__form" id="main" tabindex="-1">
                <div class="door__card">
                    {notices}
                    {children()}
                </div>
            </main>
            <footer class="door__foot">
                <p>
                    <strong>{t::shell::not_classified(locale)}</strong>
                </p>
                <LanguageSwitch locale named=true />
            </footer>
        </div>
        <Behaviours />
    }
}
