//! A task's due date: the current one, with the original once it differs, or the words in its place.

use leptos::prelude::*;

use crate::{
    features::tasks::model::{Due, DueKind},
    shared::{locale::Locale, time},
    ui,
};

/// As a table shows it.
pub fn due(due: &Due, locale: Locale) -> AnyView {
    match due.current {
        Some(current) => {
            let baseline = due.original.filter(|_| due.moved()).map(time::day);
            view! { <ui::Due current=time::day(current) baseline /> }.into_any()
        }
        None if due.original.is_some() => {
            view! { <ui::Due current=words(due, locale) baseline=due.original.map(time::day) /> }.into_any()
        }
        None => view! { <span>{words(due, locale)}</span> }.into_any(),
    }
}

/// What stands in the place of a date.
pub fn words(due: &Due, locale: Locale) -> String {
    if due.text.is_empty() || due.kind == DueKind::Ongoing {
        due.kind.label(locale).to_owned()
    } else {
        due.text.clone()
    }
}
