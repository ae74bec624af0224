//! Buttons, and links that look like them. One primary button a view; in lists none. A label names the result: 送审, not
//! 提交.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;

use super::{
    icon::Icon,
    page::{HereField, locale},
};
use crate::t;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    #[default]
    Plain,
    Primary,
    Quiet,
    /// Ends or removes something; asks first, in a dialog that repeats the object's name.
    Danger,
}

impl ButtonKind {
    pub(super) const fn class(self, icon_only: bool) -> &'static str {
        match (self, icon_only) {
            (Self::Plain, false) => "btn",
            (Self::Primary, false) => "btn btn--primary",
            (Self::Quiet, false) => "btn btn--quiet",
            (Self::Danger, false) => "btn btn--danger",
            (Self::Plain, true) => "btn btn--icon",
            (Self::Primary, true) => "btn btn--primary btn--icon",
            (Self::Quiet, true) => "btn btn--quiet btn--icon",
            (Self::Danger, true) => "btn btn--danger btn--icon",
        }
    }
}

/// Icon and word, or the icon alone (then the word is the accessible name).
pub(super) fn face(icon: Option<&'static str>, icon_only: bool, label: &str) -> impl IntoView + use<> {
    let icon = icon.map(|name| view! { <Icon name /> });
    let word = (!icon_only).then(|| view! { <span>{label.to_owned()}</span> });
    (icon, word)
}

/// A button of a form. `reason` disables it and says beside it why it cannot be used now; it stays reachable, so that
/// the reason can be read.
#[component]
pub fn Button(
    #[prop(into)] label: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] icon_only: bool,
    /// Sent with the form when this button was the one pressed.
    #[prop(optional)]
    name: Option<&'static str>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional_no_strip)] reason: Option<String>,
    /// Sends the form to another address than the form's own.
    #[prop(optional, into)]
    formaction: Option<String>,
    /// For another place, with the class it brings along (`push`, `only-wide`, `needs-script`).
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = format!("{} {class}", kind.class(icon_only));
    let class = class.trim_end().to_owned();
    let spoken = icon_only.then(|| label.clone());
    let face = face(icon, icon_only, &label);
    match reason {
        None => view! {
            <button class=class type="submit" name=name value=value formaction=formaction aria-label=spoken>
                {face}
            </button>
        }
        .into_any(),
        Some(reason) => {
            let mut hasher = DefaultHasher::new();
            (&label, &reason).hash(&mut hasher);
            let id = format!("why-{:x}", hasher.finish());
            view! {
                <span class="row">
                    <button
                        class=class
                        type="button"
                        aria-disabled="true"
                        aria-describedby=id.clone()
                        aria-label=spoken
                    >
                        {face}
                    </button>
                    <span class="meta" id=id>
                        {reason}
                    </span>
                </span>
            }
            .into_any()
        }
    }
}

/// A link drawn as a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] icon_only: bool,
    /// Saves the answer to a file instead of showing it.
    #[prop(optional)]
    download: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let class = format!("{} {class}", kind.class(icon_only));
    let spoken = icon_only.then(|| label.clone());
    view! {
        <a class=class.trim_end().to_owned() href=href download=download.then_some("") aria-label=spoken>
            {face(icon, icon_only, &label)}
        </a>
    }
}

/// A form of one button, for a command that needs no typing.
#[component]
pub fn PostButton(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] icon_only: bool,
    /// Hidden fields, the idempotency key (`key`) among them.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
    #[prop(optional_no_strip)] reason: Option<String>,
) -> impl IntoView {
    let button = Button(ButtonProps {
        label,
        kind,
        icon,
        icon_only,
        name: None,
        value: None,
        reason,
        formaction: None,
        class: "",
    });
    view! {
        <form class="row" method="post" action=action>
            <HereField />
            {hidden(fields)}
            {button}
        </form>
    }
}

/// Hidden fields of a form.
pub(super) fn hidden(fields: Vec<(&'static str, String)>) -> impl IntoView + use<> {
    fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()
}

/// Copies the address of the page; only with the browser module.
#[component]
pub fn CopyLink() -> impl IntoView {
    let locale = locale();
    view! {
        <button
            class="btn btn--quiet needs-script push"
            type="button"
            data-copy=""
            data-copied=t::ui::copied(locale)
            aria-live="polite"
        >
            <Icon name="link" />
            <span>{t::ui::copy_link(locale)}</span>
        </button>
    }
}
