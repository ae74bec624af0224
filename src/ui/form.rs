//! Forms post to the server and work without script. A refused form comes back with what was typed, a summary on top and
//! a message at each field; nothing half-done is stored.

use leptos::prelude::*;

use super::{
    button::hidden,
    icon::Icon,
    page::{HereField, locale},
};
use crate::{shared::error::FieldError, t};

/// The messages of a refused form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(pub Vec<FieldError>);

impl Errors {
    /// The message at one field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<String> {
        self.0.iter().find(|error| error.field == field).map(|error| error.message.clone())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<FieldError>> for Errors {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }
}

/// A form that changes something. The browser's own checks are off: their bubbles speak the browser's language and hide
/// the other faults; the server checks everything and answers with all of them.
#[component]
pub fn Form(
    #[prop(into)] action: String,
    /// Names the intended command, so that sending the form twice does it once.
    #[prop(optional, into)]
    key: Option<String>,
    /// Further hidden fields.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
    /// What is wrong; the summary on top is drawn from it.
    #[prop(optional)]
    errors: Errors,
    /// What the summary says instead of 没有保存, where nothing was to be saved.
    #[prop(optional, into)]
    refusal: Option<String>,
    #[prop(optional, into)] label: Option<String>,
    /// Files are sent along (`multipart/form-data`).
    #[prop(optional)]
    upload: bool,
    #[prop(default = "form")] class: &'static str,
    /// Buttons outside the form name it by this (`form="…"`).
    #[prop(optional, into)]
    id: Option<String>,
    children: Children,
) -> impl IntoView {
    let summary = ErrorSummary(ErrorSummaryProps { errors, refusal });
    let key = key.map(|key| view! { <input type="hidden" name="key" value=key /> });
    view! {
        <form
            id=id
            class=class
            method="post"
            action=action
            novalidate=true
            enctype=upload.then_some("multipart/form-data")
            aria-label=label
        >
            {key}
            <HereField />
            {hidden(fields)}
            {summary}
            {children()}
        </form>
    }
}

/// All faults at once, each leading to its field. Takes the focus, so that it is read first.
#[component]
pub fn ErrorSummary(errors: Errors, #[prop(optional, into)] refusal: Option<String>) -> impl IntoView {
    let locale = locale();
    (!errors.is_empty()).then(|| {
        let heading = refusal.unwrap_or_else(|| t::ui::not_saved(locale, errors.0.len() as i64));
        let items = errors
            .0
            .into_iter()
            .map(|error| {
                let item = if error.field.is_empty() {
                    error.message.into_any()
                } else {
                    view! {
                        <a class="link" href=format!("#{}", error.field)>
                            {error.message}
                        </a>
                    }
                    .into_any()
                };
                view! { <li>{item}</li> }
            })
            .collect_view();
        view! {
            <div class="callout" data-tone="red" id="errors" role="alert" tabindex="-1" autofocus=true>
                <Icon name="alert" />
                <h2>{heading}</h2>
                <ul>{items}</ul>
            </div>
        }
    })
}

/// Two or more short fields side by side where there is room.
#[component]
pub fn FormRow(children: Children) -> impl IntoView {
    view! { <div class="form__row">{children()}</div> }
}

/// The buttons at the end of a form.
#[component]
pub fn FormActions(children: Children) -> impl IntoView {
    view! { <div class="form__actions">{children()}</div> }
}
