//! A dialog for a step that must be thought over. It has an address (`#id`): without script the link shows it over the
//! page; with it the browser opens it as a modal, keeps the focus inside and closes it on Escape.

use leptos::prelude::*;

use super::{
    button::{ButtonKind, face},
    icon::Icon,
    page::locale,
};
use crate::t;

/// Its foot, with the buttons, belongs into the form inside. `open` shows it at once: its form was refused.
#[component]
pub fn Dialog(
    id: &'static str,
    #[prop(into)] title: String,
    #[prop(optional)] open: bool,
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let named_by = heading.clone();
    view! {
        <dialog class="dialog" id=id aria-labelledby=named_by open=open>
            <div class="dialog__head">
                <h2 id=heading>{title}</h2>
                <a class="btn btn--quiet btn--icon" href="#main" data-close="" aria-label=t::ui::close(locale())>
                    <Icon name="x" />
                </a>
            </div>
            {children()}
        </dialog>
    }
}

/// Opens the dialog `target`.
#[component]
pub fn DialogLink(
    target: &'static str,
    #[prop(into)] label: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] icon_only: bool,
) -> impl IntoView {
    let spoken = icon_only.then(|| label.clone());
    view! {
        <a
            class=kind.class(icon_only)
            href=format!("#{target}")
            data-dialog=target
            aria-haspopup="dialog"
            aria-label=spoken
        >
            {face(icon, icon_only, &label)}
        </a>
    }
}

/// Leaves the dialog without doing anything.
#[component]
pub fn DialogCancel(
    #[prop(optional, into)] label: Option<String>,
    /// Where to go without script; a dialog that was shown at once needs another page than this one.
    #[prop(default = "#main".to_owned(), into)]
    href: String,
) -> impl IntoView {
    view! {
        <a class="btn" href=href data-close="">
            {label.unwrap_or_else(|| t::ui::cancel(locale()).to_owned())}
        </a>
    }
}
