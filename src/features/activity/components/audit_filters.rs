//! The filter bar of the auditor's list.

use leptos::prelude::*;

use crate::{
    features::activity::{
        filter::AuditFilter,
        pages::audit::PATH,
        words::{KINDS, VERBS, kind_text, verb_text},
    },
    shared::{locale::Locale, time},
    t,
    ui::{Choice, FilterBar, FilterChip, FilterDates, FilterPick, FilterSearch},
};

/// Text, verb, kind, period, address.
#[must_use]
pub fn audit_filters(filter: &AuditFilter, locale: Locale) -> AnyView {
    let value = |text: &Option<String>| text.clone().unwrap_or_default();
    let search = FilterSearch {
        name: "q",
        value: value(&filter.text),
        placeholder: t::activity::search_hint(locale).to_owned(),
    };
    let verbs = VERBS.iter().map(|verb| Choice::new(*verb, verb_text(verb, locale))).collect();
    let kinds = KINDS.iter().map(|kind| Choice::new(*kind, kind_text(kind, locale))).collect();
    let picks = vec![
        FilterPick {
            name: "verb",
            label: t::activity::verb(locale).to_owned(),
            options: verbs,
            value: value(&filter.verb),
            empty: None,
        },
        FilterPick {
            name: "kind",
            label: t::activity::kind(locale).to_owned(),
            options: kinds,
            value: value(&filter.kind),
            empty: None,
        },
    ];
    let day = |day: Option<chrono::NaiveDate>| day.map(time::day).unwrap_or_default();
    let more = view! {
        <FilterDates
            from=("from", t::activity::from(locale), day(filter.from))
            to=("to", t::activity::to(locale), day(filter.to))
        />
        <label class="filters__date">
            <span>{t::activity::address(locale)}</span>
            <input class="input" type="text" name="address" value=value(&filter.address) autocomplete="off" />
        </label>
    }
    .into_any();
    let chips = filter.pairs().into_iter().map(|(name, value)| chip(filter, name, value, locale)).collect();
    view! {
        <FilterBar
            action=PATH
            label=t::activity::filter_record(locale)
            search
            picks
            chips
            clear=PATH
            more
        />
    }
    .into_any()
}

fn chip(filter: &AuditFilter, name: &str, value: String, locale: Locale) -> FilterChip {
    let (label, value) = match name {
        "from" => (t::activity::from(locale), value),
        "to" => (t::activity::to(locale), value),
        "verb" => (t::activity::verb(locale), verb_text(&value, locale).to_owned()),
        "kind" => (t::activity::kind(locale), kind_text(&value, locale).to_owned()),
        "address" => (t::activity::address(locale), value),
        _ => (t::activity::text(locale), value),
    };
    FilterChip { label: label.to_owned(), value, href: filter.without(name).href(PATH, &[]) }
}
