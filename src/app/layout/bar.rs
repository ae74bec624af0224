//! The bar on top: brand on phones, date, sample mark, search, language, the person's menu.

use leptos::prelude::*;

use super::{BrandMark, ShellView};
use crate::{
    app::live::parts::sync_state,
    features::notifications::queries::bell::{Bell, UNREAD_COUNTED},
    shared::locale::Locale,
    t,
    ui::{Avatar, HereField, Icon, IconSize, SampleMark, Theme},
};

/// The signed-in person as the bar shows them.
#[derive(Clone, Debug, Default)]
pub struct PersonChip {
    pub name: String,
    pub unit: String,
}

#[component]
pub(super) fn Bar(view: ShellView) -> impl IntoView {
    let locale = view.locale;
    let date = format!("{}{}", view.today, view.deadline.map(|text| format!(" · {text}")).unwrap_or_default());
    let home = t::shell::home(locale, &view.brand);
    let sync = view.person.is_some().then(|| sync_state(locale));
    let search = view.search.then(|| view! { <Search locale /> });
    let bell = view.bell.map(|bell| inbox_link(&bell, locale));
    let account = view.person.map(|person| {
        view! { <Account locale theme=view.theme person /> }
    });
    view! {
        <header class="bar">
            <a class="bar__brand bar__brand--phone" href="/" aria-label=home>
                <BrandMark />
                <span>{view.brand}</span>
            </a>
            <span class="bar__date num">{date}</span>
            {view.sample.then(|| view! { <SampleMark /> })}
            <div class="bar__end">
                {sync}
                {search}
                {bell}
                <LanguageSwitch locale />
                {account}
            </div>
        </header>
    }
}

/// The way to the inbox, with the number of unread notifications. It says how the inbox stood, so that `/live` knows what
/// this page knows.
fn inbox_link(bell: &Bell, locale: Locale) -> AnyView {
    let shown = if bell.unread < UNREAD_COUNTED { bell.unread.to_string() } else { format!("{}+", UNREAD_COUNTED - 1) };
    let (spoken, count) = match bell.unread {
        0 => (t::notifications::inbox(locale).to_owned(), None),
        _ => (
            t::notifications::inbox_unread(locale, &shown),
            Some(view! {
                <span class="bell__count num" aria-hidden="true">
                    {shown}
                </span>
            }),
        ),
    };
    view! {
        <div class="bell" id="bell" data-live="notifications">
            <a
                class="btn btn--quiet btn--icon"
                id="bell-link"
                href="/inbox"
                aria-label=spoken
                data-inbox=bell.mark.0.clone()
            >
                <Icon name="bell" />
                {count}
            </a>
        </div>
    }
    .into_any()
}

#[component]
fn Search(locale: Locale) -> impl IntoView {
    view! {
        <form class="bar__search" method="get" action="/tasks" role="search" aria-label=t::shell::search(locale)>
            <label class="input-wrap">
                <span class="vh">{t::shell::search(locale)}</span>
                <Icon name="search" />
                <input class="input" type="search" name="q" placeholder=t::shell::search(locale) />
            </label>
        </form>
    }
}

/// Leads to the other language, named in that language: in sight where there is room, aloud everywhere.
#[component]
pub(super) fn LanguageSwitch(locale: Locale, #[prop(optional)] named: bool) -> impl IntoView {
    let other = locale.other();
    let name = named.then(|| view! { <span>{t::shell::language_name(other)}</span> });
    let class = if named { "btn btn--quiet" } else { "btn btn--quiet btn--icon" };
    view! {
        <form method="post" action="/fn/preferences/language">
            <input type="hidden" name="language" value=other.code() />
            <HereField />
            <button class=class type="submit" lang=other.html_lang() aria-label=t::shell::language(other)>
                <Icon name="globe" />
                {name}
            </button>
        </form>
    }
}

/// Light, dark, or as the device says.
#[component]
pub(super) fn ThemeSwitch(locale: Locale, theme: Theme) -> impl IntoView {
    let choices = Theme::ALL
        .into_iter()
        .map(|choice| {
            let label = match choice {
                Theme::System => t::shell::theme_system(locale),
                Theme::Light => t::shell::theme_light(locale),
                Theme::Dark => t::shell::theme_dark(locale),
            };
            let chosen = choice == theme;
            view! {
                <button
                    class="menu__item"
                    type="submit"
                    name="theme"
                    value=choice.code()
                    aria-pressed=if chosen { "true" } else { "false" }
                >
                    <span>{label}</span>
                    {chosen.then(|| view! { <Icon name="check" size=IconSize::Small /> })}
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="menu__group" method="post" action="/fn/preferences/theme" aria-label=t::shell::theme(locale)>
            <HereField />
            {choices}
        </form>
    }
}

#[component]
fn Account(locale: Locale, theme: Theme, person: PersonChip) -> impl IntoView {
    let spoken = format!("{} {}", person.name, person.unit);
    let named = person.name.clone();
    view! {
        <details class="menu" data-popup="">
            <summary class="me" aria-label=spoken>
                <Avatar name=named />
                <span class="me__text">{person.name.clone()} <small>{person.unit.clone()}</small></span>
            </summary>
            <div class="menu__body">
                <p class="menu__item">
                    <strong>{person.name}</strong>
                    <span class="meta">{person.unit}</span>
                </p>
                <a class="menu__item" href="/account">
                    <Icon name="user" />
                    <span>{t::shell::account(locale)}</span>
                </a>
                <ThemeSwitch locale theme />
                <form class="menu__group" method="post" action="/fn/accounts/sign_out" data-forget="duban-">
                    <button class="menu__item" type="submit">
                        <Icon name="exit" />
                        <span>{t::shell::sign_out(locale)}</span>
                    </button>
                </form>
            </div>
        </details>
    }
}
