//! Line icons of the sprite (`public/icons.svg`). Always decorative: the control that holds one has its own name.

use leptos::prelude::*;

/// Context: the address of the sprite, which carries its content's hash in production.
#[derive(Clone, Debug)]
pub struct Sprite(pub String);

/// The address of one symbol, as `<use href>` wants it.
pub(super) fn symbol(id: &str) -> String {
    match use_context::<Sprite>() {
        Some(Sprite(address)) => format!("{address}#{id}"),
        None => format!("/icons.svg#{id}"),
    }
}

/// 16, 20 or 24 px, growing with the reader's text size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    Small,
    #[default]
    Medium,
    Large,
}

/// `name` is a symbol of the sprite without its `i-`; a test knows them all.
#[component]
pub fn Icon(name: &'static str, #[prop(optional)] size: IconSize) -> impl IntoView {
    let class = match size {
        IconSize::Small => "icon icon--s",
        IconSize::Medium => "icon",
        IconSize::Large => "icon icon--l",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=symbol(&format!("i-{name}"))></use_>
        </svg>
    }
}
