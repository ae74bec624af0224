//! `/admin`

use leptos::prelude::*;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::accounts::components::admin_tabs::{AdminPlace, admin_places},
    server::{context::request, http::redirect},
    shared::{error::AppError, locale::Locale},
    t,
    ui::{Icon, PageHead},
};

/// Leads to what the reader may administer: straight there where it is one thing. There is no such page for others.
#[component]
pub fn AdminPage() -> impl IntoView {
    page(async move {
        let context = request();
        let locale = context.locale;
        let places: Vec<AdminPlace> = admin_places(context.actor()?).collect();
        let first = places.first().ok_or(AppError::NotFound)?;
        let title = t::accounts::admin(locale);
        if places.len() == 1 {
            redirect::to(first.path());
            return Ok(Page::new(title, Some(Place::Admin), ()));
        }
        let tiles = places.into_iter().map(|place| tile(place, locale)).collect_view();
        let body = view! {
            <PageHead title note=t::accounts::admin_note(locale) />
            <div class="tiles">{tiles}</div>
        };
        Ok(Page::new(title, Some(Place::Admin), body))
    })
}

fn tile(place: AdminPlace, locale: Locale) -> AnyView {
    view! {
        <a class="tile" href=place.path()>
            <Icon name=place.icon() />
            <strong>{place.label(locale)}</strong>
            <small>{place.note(locale)}</small>
        </a>
    }
    .into_any()
}
