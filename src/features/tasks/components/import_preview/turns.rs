//! The ways to the other pages of a long preview.

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::{CONFIRM, Shown};
use crate::{
    features::tasks::{
        api::TurnImport,
        preview_place::{List, PART, part},
    },
    t,
    ui::Pagination,
};

/// The foot of a list of `all` entries; nothing where one page holds them all. Beside boxes the ways are buttons of
/// their form, so that an emptied box stays empty; else they are links.
pub fn turns(shown: &Shown<'_>, list: List, all: usize, text: String) -> AnyView {
    let here = part(shown.place.first(list), all);
    if here.len() == all {
        return ().into_any();
    }
    let previous = (here.start > 0).then(|| here.start + 1 - PART);
    let next = (here.end < all).then_some(here.end + 1);
    if !shown.enters {
        let href = |first| shown.place.at(list, first).href(shown.import, list);
        return view! { <Pagination text previous=previous.map(href) next=next.map(href) /> }.into_any();
    }
    let locale = shown.locale;
    let button = |first: usize, label: &'static str| {
        let value = format!("{}.{first}", list.id());
        view! {
            <button class="btn" type="submit" form=CONFIRM formaction=TurnImport::PATH name="turn" value=value>
                {label}
            </button>
        }
    };
    view! {
        <footer class="table-foot">
            <span>{text}</span>
            <nav class="pager" aria-label=t::ui::pages(locale)>
                {previous.map(|first| button(first, t::ui::previous(locale)))}
                {next.map(|first| button(first, t::ui::next(locale)))}
            </nav>
        </footer>
    }
    .into_any()
}
