//! A page: its data read, its title and body, or the error in their place, inside the frame.

use std::future::Future;

use axum::http::StatusCode;
use chrono::Datelike as _;
use leptos::{prelude::*, tachys::view::any_view::AnyView};
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use super::{
    layout::{Layout, NavItem, PersonChip, PlainLayout, PlainView, ShellView},
    marks::{Marks, marks},
    navigation::{self, Place},
    said,
};
use crate::{
    features::tasks::model::can_read_tasks,
    server::{
        context::{RequestContext, request},
        http::forms::Returned,
    },
    shared::{error::AppError, text::markup, time},
    t,
    ui::{Callout, ErrorPanel, Here, Language, Sprite, Tone},
};

/// What a page is made of.
pub struct Page {
    pub title: String,
    /// The entry of the navigation that is lit.
    pub place: Option<Place>,
    /// Gives tables more room.
    pub wide: bool,
    pub body: AnyView,
}

impl Page {
    pub fn new(title: impl Into<String>, place: Option<Place>, body: impl IntoView + 'static) -> Self {
        Self { title: title.into(), place, wide: false, body: body.into_any() }
    }

    #[must_use]
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
}

/// Reads, then draws the page inside the frame. An error takes the page's place, with its status.
pub fn page(reading: impl Future<Output = Result<Page, AppError>> + Send + 'static) -> AnyView {
    let context = request();
    provide_context(Language(context.locale));
    provide_context(Here(context.uri.clone()));
    provide_context(Sprite(context.app.site.icons.clone()));
    // Before reading: what changes meanwhile is told afterwards.
    let version = context.app.live.version();
    Suspend::new(async move {
        let page = reading.await.unwrap_or_else(|error| error_page(error, &context));
        let marks = marks(&context).await;
        framed(page, &context, version, marks)
    })
    .into_any()
}

fn framed(page: Page, context: &RequestContext, version: i64, marks: Marks) -> AnyView {
    // Leptos writes titles as they are.
    let title = markup(&format!("{} · {}", page.title, t::shell::product(context.locale)));
    // The body is drawn: a form that came back and is not in it has no place there any more.
    let returned = use_context::<Returned>();
    let left_over = returned.as_ref().filter(|returned| !returned.is_shown()).and_then(|form| left_over(form, context));
    let alert = returned.and_then(|returned| alert(&returned.error, context));
    let alert = view! { {alert} {left_over} };
    if context.signed_in.is_none() {
        return view! { <Title text=title /> <PlainLayout view=plain_view(context)>{alert} {page.body}</PlainLayout> }
            .into_any();
    }
    view! {
        <Title text=title />
        <Layout view=ShellView { version, ..shell_view(page.place, marks, context) } wide=page.wide>
            {alert}
            {page.body}
        </Layout>
    }
    .into_any()
}

/// The message over a form that came back for another reason than its fields.
fn alert(error: &AppError, context: &RequestContext) -> Option<AnyView> {
    if matches!(error, AppError::Fields(_)) {
        return None;
    }
    let text = error_text(error, context);
    Some(view! { <div role="alert"><Callout tone=Tone::Red><p>{text}</p></Callout></div> }.into_any())
}

/// What an error says: what happened, what is safe, what to do.
fn error_text(error: &AppError, context: &RequestContext) -> String {
    let locale = context.locale;
    match error {
        AppError::Fields(_) => t::errors::fields(locale).to_owned(),
        AppError::SignedOut => t::errors::signed_out(locale).to_owned(),
        AppError::NotFound => t::errors::not_found(locale).to_owned(),
        AppError::Conflict => t::errors::conflict(locale).to_owned(),
        AppError::Refused(reason) => reason.clone(),
        AppError::Wait(seconds) => t::accounts::wait(locale, (seconds + 59).div_euclid(60)),
        AppError::Unavailable => t::errors::unavailable(locale).to_owned(),
        AppError::Internal => t::errors::internal(locale).to_owned(),
    }
}

fn error_page(error: AppError, context: &RequestContext) -> Page {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let returned = use_context::<Returned>();
    let text = match (&error, &returned) {
        // Nothing was being saved: do not speak of it.
        (AppError::Unavailable, None) => t::errors::unavailable_page(context.locale).to_owned(),
        (AppError::Internal, None) => t::errors::error(context.locale).to_owned(),
        _ => error_text(&error, context),
    };
    let kept = returned.map(|returned| {
        returned.set_shown();
        texts(typed(&returned).cloned().collect())
    });
    let request = t::errors::request(context.locale, &context.request_id);
    let body = view! { <ErrorPanel error text=text.clone() request>{kept}</ErrorPanel> };
    Page::new(text, None, body)
}

/// What was typed into a form whose page cannot be shown any more (the session ended, the record is gone), so that it
/// can be copied. Passwords are not shown.
fn typed(returned: &Returned) -> impl Iterator<Item = &String> {
    const NOT_TEXT: [&str; 8] = ["key", "version", "current", "new", "again", "next", "ticket", "one_time_code"];
    returned
        .fields
        .iter()
        .filter(|(name, _)| !name.contains("password") && !NOT_TEXT.contains(&name.as_str()))
        .flat_map(|(_, values)| values)
        .filter(|value| value.chars().count() > 3)
}

fn texts(typed: Vec<String>) -> AnyView {
    typed.into_iter().map(|value| view! { <pre class="kept">{value}</pre> }).collect_view().into_any()
}

/// The texts of a form for which the page has no place any more: a colleague's report was sent, an instruction was closed.
/// Numbers, days and codes were hardly typed.
fn left_over(returned: &Returned, context: &RequestContext) -> Option<AnyView> {
    let is_prose = |value: &&String| value.contains(|letter: char| letter.is_whitespace() || !letter.is_ascii());
    let kept: Vec<String> = typed(returned).filter(is_prose).cloned().collect();
    if kept.is_empty() {
        return None;
    }
    let (said, kept) = (t::errors::left_over(context.locale), texts(kept));
    Some(view! { <Callout tone=Tone::Yellow><p>{said}</p> {kept}</Callout> }.into_any())
}

fn shell_view(place: Option<Place>, marks: Marks, context: &RequestContext) -> ShellView {
    let locale = context.locale;
    let actor = context.signed_in.as_ref().map(|signed_in| &signed_in.actor);
    let nav = actor.into_iter().flat_map(navigation::places).map(|entry| NavItem {
        href: entry.path().to_owned(),
        label: entry.label(locale).to_owned(),
        icon: entry.icon(),
        current: place == Some(entry),
        count: if entry == Place::Work { marks.counted.waiting } else { 0 },
    });
    let today = context.app.clock.today();
    ShellView {
        brand: t::shell::product(locale).to_owned(),
        person: actor.map(|actor| PersonChip { name: actor.name.clone(), unit: actor.unit_name.clone() }),
        nav: nav.collect(),
        search: actor.is_some_and(can_read_tasks),
        today: format!("{} {}", time::day(today), time::weekday(today.weekday(), locale)),
        deadline: marks.counted.deadline.map(|(day, days)| t::shell::deadline(locale, time::short_day(day), days)),
        version: 0,
        follows: context.signed_in.as_ref().is_some_and(|signed_in| !signed_in.is_held()),
        bell: marks.bell,
        sample: context.app.sample,
        locale,
        theme: context.theme,
        notices: said::notices(context),
        printed: t::shell::printed(locale, time::minute(context.app.clock.for_records())),
    }
}

fn plain_view(context: &RequestContext) -> PlainView {
    PlainView {
        brand: t::shell::product(context.locale).to_owned(),
        line: t::shell::line(context.locale).to_owned(),
        sample: context.app.sample,
        locale: context.locale,
        notices: said::notices(context),
    }
}

/// The page for an address that leads nowhere, and for what is not to be seen.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    page(async { Err(AppError::NotFound) })
}
