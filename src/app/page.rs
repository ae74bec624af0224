//! A page: its data read, its title and body, or the error in their place.

use std::future::Future;

use axum::http::StatusCode;
use leptos::{prelude::*, tachys::view::any_view::AnyView};
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use super::navigation::Place;
use crate::{
    server::{
        context::{RequestContext, request},
        http::forms::Returned,
    },
    shared::{error::AppError, locale::Locale},
    t,
};

/// What a page is made of.
pub struct Page {
    pub title: String,
    /// The entry of the navigation that is lit.
    pub place: Option<Place>,
    pub body: AnyView,
}

/// Reads, then draws the page inside the shell. An error takes the page's place, with its status.
pub fn page(reading: impl Future<Output = Result<Page, AppError>> + Send + 'static) -> AnyView {
    Suspend::new(async move {
        let drawn = reading.await;
        let context = request();
        let page = match drawn {
            Ok(page) => page,
            Err(error) => error_page(&error, &context),
        };
        layout(page, &context)
    })
    .into_any()
}

fn layout(page: Page, context: &RequestContext) -> AnyView {
    let alert = use_context::<Returned>().map(|returned| alert(&returned.error, context.locale));
    view! {
        <Title text=format!("{} · {}", page.title, t::shell::product(context.locale)) />
        <main id="main">{alert} {page.body}</main>
    }
    .into_any()
}

/// The message over a form that came back for another reason than its fields.
fn alert(error: &AppError, locale: Locale) -> AnyView {
    let text = match error {
        AppError::Fields(_) => return ().into_any(),
        other => error_text(other, locale),
    };
    view! { <div role="alert">{text}</div> }.into_any()
}

/// What an error says to the reader: what happened, what is safe, what to do.
#[must_use]
pub fn error_text(error: &AppError, locale: Locale) -> String {
    match error {
        AppError::Fields(_) => t::errors::fields(locale).to_owned(),
        AppError::SignedOut => t::errors::signed_out(locale).to_owned(),
        AppError::NotFound => t::errors::not_found(locale).to_owned(),
        AppError::Conflict => t::errors::conflict(locale).to_owned(),
        AppError::Refused(reason) => reason.clone(),
        AppError::Wait(seconds) => t::accounts::wait(locale, seconds.div_euclid(60) + 1),
        AppError::Unavailable => t::errors::unavailable(locale).to_owned(),
        AppError::Internal => t::errors::internal(locale).to_owned(),
    }
}

fn error_page(error: &AppError, context: &RequestContext) -> Page {
    let locale = context.locale;
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let kept = use_context::<Returned>().map(|returned| kept_input(&returned));
    let title = error_text(error, locale);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{t::errors::request(locale, &context.request_id)}</p>
        {kept}
    };
    Page { title, place: None, body: body.into_any() }
}

/// What was typed into a form whose page cannot be shown any more (the session ended, the record is gone), so that it
/// can be copied. Passwords are not shown.
fn kept_input(returned: &Returned) -> AnyView {
    let texts: Vec<_> = returned
        .fields
        .iter()
        .filter(|(name, _)| !name.contains("password") && *name != "key" && *name != "version")
        .flat_map(|(_, values)| values.clone())
        .filter(|value| value.chars().count() > 3)
        .map(|value| view! { <pre>{value}</pre> })
        .collect();
    texts.into_any()
}

/// The page for an address that leads nowhere, and for what is not to be seen.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    page(async { Err(AppError::NotFound) })
}
