//! The filter bar over a list: a form that asks by address (GET), so a filtered list can be kept, sent and printed.

use leptos::prelude::*;

use super::{
    button::{CopyLink, hidden},
    icon::{Icon, IconSize},
    input::{Choice, options},
    page::locale,
};
use crate::t;

/// The box one types into.
#[derive(Clone, Debug, Default)]
pub struct FilterSearch {
    pub name: &'static str,
    pub value: String,
    /// What can be searched for: 编号、任务、部门、文号
    pub placeholder: String,
}

/// One list to pick from. The empty choice is added.
#[derive(Clone, Debug, Default)]
pub struct FilterPick {
    pub name: &'static str,
    pub label: String,
    pub options: Vec<Choice>,
    pub value: String,
    /// What the empty choice says, where it is not 全部….
    pub empty: Option<String>,
}

/// An applied filter, with the address of the list without it.
#[derive(Clone, Debug, Default)]
pub struct FilterChip {
    pub label: String,
    pub value: String,
    pub href: String,
}

/// Works without script through its 应用 button. With it, picking by pointer applies at once; whoever types or tabs keeps
/// the button, for arrowing through a list must not leave the page. Narrow windows fold the lists away; there, picks wait
/// for the button.
#[component]
pub fn FilterBar(
    #[prop(into)] action: String,
    /// Names the form: 筛选台账
    #[prop(into)]
    label: String,
    #[prop(optional)] search: Option<FilterSearch>,
    #[prop(optional)] picks: Vec<FilterPick>,
    /// What else the address holds and must keep, such as the order.
    #[prop(optional)]
    keep: Vec<(&'static str, String)>,
    #[prop(optional)] chips: Vec<FilterChip>,
    /// The address of the list without any filter.
    #[prop(into)]
    clear: String,
    /// Further fields or buttons in the row.
    #[prop(optional)]
    more: Option<AnyView>,
    /// Links at the end of the row that stay in view where the rest is folded.
    #[prop(optional_no_strip)]
    quick: Option<AnyView>,
) -> impl IntoView {
    let locale = locale();
    let search = search.map(|search| {
        view! {
            <label class="input-wrap filters__search">
                <span class="vh">{t::ui::search(locale)}</span>
                <Icon name="search" />
                <input class="input" type="search" name=search.name value=search.value placeholder=search.placeholder />
            </label>
        }
    });
    let picks = picks.into_iter().map(pick).collect_view();
    let toggle = match chips.len() {
        0 => t::ui::filters(locale).to_owned(),
        n => t::ui::filters_applied(locale, n),
    };
    let printed = chips
        .iter()
        .map(|chip| format!("{} {}", chip.label, chip.value))
        .collect::<Vec<_>>()
        .join(t::ui::list_break(locale));
    let chips = (!chips.is_empty()).then(|| {
        view! {
            <div class="filters__row" role="group" aria-label=t::ui::applied_filters(locale)>
                {chips.into_iter().map(chip).collect_view()}
                <a class="btn btn--quiet" href=clear>
                    {t::ui::clear_filters(locale)}
                </a>
                <CopyLink />
            </div>
        }
    });
    let printed = (!printed.is_empty()).then(|| {
        view! { <p class="print-foot">{t::ui::printed_filters(locale, printed)}</p> }
    });
    view! {
        <form class="filters" method="get" action=action role="search" aria-label=label data-autosubmit="">
            {hidden(keep)}
            <div class="filters__row">
                {search}
                // Narrow windows fold the rest away; a checkbox does it without script and without a request.
                <input class="vh filters__open" type="checkbox" id="filters-open" />
                <label class="btn filters__toggle" for="filters-open">
                    <Icon name="filter" />
                    <span>{toggle}</span>
                </label>
                <div class="filters__more">
                    {picks}
                    {more}
                    <button class="btn filters__apply" type="submit">
                        {t::ui::apply(locale)}
                    </button>
                </div>
                {quick}
            </div>
            {chips}
        </form>
        {printed}
    }
}

/// Two dates between which something lies: name, label and value of each. They stay together in the bar.
#[component]
pub fn FilterDates(
    from: (&'static str, &'static str, String),
    to: (&'static str, &'static str, String),
) -> impl IntoView {
    let dates = [from, to].map(|(name, label, value)| {
        view! {
            <label class="filters__date">
                <span>{label}</span>
                <input class="input" type="date" name=name value=value />
            </label>
        }
    });
    view! { <div class="filters__dates">{dates.collect_view()}</div> }
}

fn pick(pick: FilterPick) -> impl IntoView {
    let all = pick.empty.unwrap_or_else(|| t::ui::filter_all(locale(), &pick.label));
    let class = if pick.value.is_empty() { "select filters__pick" } else { "select filters__pick filters__pick--on" };
    view! {
        <label class=class>
            <span class="vh">{pick.label}</span>
            <select name=pick.name>
                <option value="">{all}</option>
                {options(pick.options, &pick.value)}
            </select>
            <Icon name="down" size=IconSize::Small />
        </label>
    }
}

fn chip(chip: FilterChip) -> impl IntoView {
    let spoken = t::ui::remove_filter(locale(), &chip.label, &chip.value);
    view! {
        <a class="chip" href=chip.href aria-label=spoken>
            <span>{chip.label}</span>
            <b>{chip.value}</b>
            <Icon name="x" size=IconSize::Small />
        </a>
    }
}
