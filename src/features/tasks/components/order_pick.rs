//! The order of the ledger, beside its filters: cards have no head to click, and three orders have no column.

use crate::{
    features::tasks::filter::{LedgerFilter, Sort},
    shared::locale::Locale,
    t,
    ui::{Choice, FilterPick},
};

/// The list to pick the order from.
pub fn order_pick(filter: &LedgerFilter, locale: Locale) -> FilterPick {
    let order = |sort: Sort| t::tasks::sorted_by(locale, sort_label(sort, locale));
    // Without a choice it follows what is asked: the best match for a text, else the number. So that is the empty choice.
    let unchosen = LedgerFilter { sort: None, ..filter.clone() }.order();
    let offered = |sort: &Sort| *sort != unchosen && *sort != Sort::Rank;
    let chosen = filter.sort.filter(offered);
    let options = Sort::ALL.into_iter().filter(offered).map(|sort| Choice::new(sort.code(), order(sort))).collect();
    let empty = Some(order(unchosen));
    let value = chosen.map(Sort::code).unwrap_or_default().to_owned();
    FilterPick { name: "sort", label: t::tasks::sort(locale).to_owned(), options, value, empty }
}

const fn sort_label(sort: Sort, locale: Locale) -> &'static str {
    match sort {
        Sort::Number => t::tasks::sort_number(locale),
        Sort::Due => t::tasks::sort_due(locale),
        Sort::Open => t::tasks::sort_open(locale),
        Sort::Title => t::tasks::sort_title(locale),
        Sort::Field => t::tasks::sort_field(locale),
        Sort::Updated => t::tasks::sort_updated(locale),
        Sort::Rank => t::tasks::sort_rank(locale),
    }
}
