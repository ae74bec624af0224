//! The filter bar of the ledger, its saved views, and the ways to other lists about tasks.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use crate::{
    features::{
        extensions, instructions,
        lights::model::light_label,
        tasks::{
            components::order_pick::order_pick,
            filter::{LedgerFilter, Sort, Waits},
            model::{State, UnitRole},
            queries::plans::Plan,
        },
    },
    shared::{actor::Actor, locale::Locale, time},
    t,
    ui::{
        Choice, FilterBar, FilterChip, FilterDates, FilterPick, FilterSearch, LightKind, LightLabel, Segmented, Tab,
        Tabs,
    },
};

/// The address of the list.
pub const LIST: &str = "/tasks";
/// The address of the same tasks on a timeline.
pub const TIMELINE: &str = "/tasks/timeline";

/// What the lists of choices hold.
pub struct Choices {
    pub plans: Vec<Plan>,
    pub fields: Vec<String>,
    /// Code and short name.
    pub units: Vec<(String, String)>,
}

/// Search box, lists, dates and the applied filters, for the page at `address`; `extra` is a parameter that its
/// address holds besides.
pub fn ledger_filters(
    filter: &LedgerFilter,
    choices: Choices,
    address: &str,
    extra: Option<(&'static str, &str)>,
    locale: Locale,
) -> AnyView {
    let href = |filter: &LedgerFilter| with_extra(filter.href(address), extra);
    let mut keep: Vec<(&'static str, String)> =
        extra.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let chips = chips(filter, &choices, &href, locale);
    let mut picks = Vec::new();
    if choices.plans.len() > 1 {
        let options = choices.plans.iter().map(|plan| Choice::new(&plan.prefix, &plan.name)).collect();
        picks.push(pick("plan", t::tasks::plan(locale), options, filter.plan.as_deref()));
    }
    let fields = choices.fields.iter().map(|field| Choice::new(field, field)).collect();
    picks.push(pick("field", t::tasks::field(locale), fields, filter.field.as_deref()));
    let units = choices.units.iter().map(|(code, name)| Choice::new(code, name)).collect();
    picks.push(pick("unit", t::tasks::unit(locale), units, filter.unit.as_deref()));
    let roles = UnitRole::ALL.iter().map(|role| Choice::new(role.code(), role.label(locale))).collect();
    picks.push(pick("role", t::tasks::role(locale), roles, filter.role.map(UnitRole::code)));
    let states = State::ALL.iter().map(|state| Choice::new(state.code(), state.label(locale))).collect();
    picks.push(pick("state", t::tasks::state(locale), states, filter.state.map(State::code)));
    picks.push(order_pick(filter, locale));
    let search = FilterSearch {
        name: "q",
        value: filter.text.clone().unwrap_or_default(),
        placeholder: t::tasks::search_hint(locale).to_owned(),
    };
    if filter.descending {
        keep.push(("order", "desc".to_owned()));
    }
    keep.extend(filter.pairs().into_iter().filter(|(name, _)| ["light", "waits", "open_on"].contains(name)));
    if filter.no_due {
        keep.push(("no_due", "1".to_owned()));
    }
    if choices.plans.len() <= 1
        && let Some(plan) = &filter.plan
    {
        keep.push(("plan", plan.clone()));
    }
    let clear = LedgerFilter { plan: filter.plan.clone(), ..LedgerFilter::default() };
    let clear = href(&clear);
    let quick = (address == LIST).then(|| light_filter(filter, locale));
    view! {
        <FilterBar
            action=address
            label=t::tasks::filter_ledger(locale)
            search
            picks
            keep
            chips
            clear
            more=dates(filter, locale)
            quick
        />
    }
    .into_any()
}

/// An address with a further parameter.
pub fn with_extra(address: String, extra: Option<(&str, &str)>) -> String {
    let Some((name, value)) = extra else { return address };
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{name}={value}")
}

fn pick(name: &'static str, label: &str, options: Vec<Choice>, value: Option<&str>) -> FilterPick {
    FilterPick { name, label: label.to_owned(), options, value: value.unwrap_or_default().to_owned(), empty: None }
}

fn dates(filter: &LedgerFilter, locale: Locale) -> AnyView {
    let value = |day: Option<NaiveDate>| day.map(time::day).unwrap_or_default();
    view! {
        <FilterDates
            from=("due_from", t::tasks::due_from(locale), value(filter.due_from))
            to=("due_to", t::tasks::due_to(locale), value(filter.due_to))
        />
    }
    .into_any()
}

fn chips(
    filter: &LedgerFilter,
    choices: &Choices,
    href: &impl Fn(&LedgerFilter) -> String,
    locale: Locale,
) -> Vec<FilterChip> {
    let mut chips = Vec::new();
    let mut push = |label: &str, value: Option<String>, without: LedgerFilter| {
        if let Some(value) = value {
            chips.push(FilterChip { label: label.to_owned(), value, href: href(&without) });
        }
    };
    let unit = filter.unit.as_ref().map(|code| {
        choices.units.iter().find(|(known, _)| known == code).map_or_else(|| code.clone(), |(_, name)| name.clone())
    });
    push(t::tasks::text(locale), filter.text.clone(), filter.with(|filter| filter.text = None));
    push(t::tasks::field(locale), filter.field.clone(), filter.with(|filter| filter.field = None));
    push(t::tasks::unit(locale), unit, filter.with(|filter| filter.unit = None));
    let role = filter.role.map(|role| role.label(locale).to_owned());
    push(t::tasks::role(locale), role, filter.with(|filter| filter.role = None));
    let state = filter.state.map(|state| state.label(locale).to_owned());
    push(t::tasks::state(locale), state, filter.with(|filter| filter.state = None));
    for light in &filter.lights {
        let without = filter.with(|filter| filter.lights.retain(|other| other != light));
        push(t::lights::light(locale), Some(light_label(*light, locale).to_owned()), without);
    }
    let waits = filter.waits.map(|waits| waits_label(waits, locale).to_owned());
    push(t::lights::waits(locale), waits, filter.with(|filter| filter.waits = None));
    push(t::tasks::due_from(locale), filter.due_from.map(time::day), filter.with(|filter| filter.due_from = None));
    push(t::tasks::due_to(locale), filter.due_to.map(time::day), filter.with(|filter| filter.due_to = None));
    let no_due = filter.no_due.then(|| t::tasks::no_due(locale).to_owned());
    push(t::tasks::due(locale), no_due, filter.with(|filter| filter.no_due = false));
    push(t::tasks::open_on(locale), filter.open_on.map(time::day), filter.with(|filter| filter.open_on = None));
    chips
}

/// 未签收, 本期未报
const fn waits_label(waits: Waits, locale: Locale) -> &'static str {
    match waits {
        Waits::Unsigned => t::lights::unsigned(locale),
        Waits::Unreported => t::lights::unreported(locale),
    }
}

/// The lights, each a link that takes it in or leaves it out.
fn light_filter(filter: &LedgerFilter, locale: Locale) -> AnyView {
    let links = LightKind::ALL
        .into_iter()
        .map(|kind| {
            let chosen = filter.lights.contains(&kind);
            let href = filter.with(|filter| {
                let chosen = |light: &LightKind| filter.lights.contains(light) != (*light == kind);
                filter.lights = LightKind::ALL.into_iter().filter(chosen).collect();
            });
            view! {
                <a class="light-filter__one" href=href.href(LIST) aria-current=chosen.then_some("true")>
                    <LightLabel kind label=light_label(kind, locale) />
                </a>
            }
        })
        .collect_view();
    view! {
        <div class="light-filter" role="group" aria-label=t::lights::filter(locale)>
            {links}
        </div>
    }
    .into_any()
}

/// 台账 | 时间表: the same tasks both ways.
pub fn two_ways(filter: &LedgerFilter, address: &str, locale: Locale) -> AnyView {
    let filter = filter.with(|_| {});
    let ways = [(LIST, t::tasks::ledger(locale)), (TIMELINE, t::tasks::timeline(locale))];
    let items = ways.into_iter().map(|(way, label)| Tab::new(filter.href(way), label, way == address)).collect();
    view! { <Segmented label=t::tasks::two_ways(locale) items /> }.into_any()
}

/// The usual views as tabs.
pub fn usual_views(filter: &LedgerFilter, actor: &Actor, today: NaiveDate, locale: Locale) -> AnyView {
    let plain = LedgerFilter { plan: filter.plan.clone(), ..LedgerFilter::default() };
    let soon = plain.with(|view| {
        view.due_from = Some(today);
        view.due_to = today.checked_add_days(Days::new(30));
        view.sort = Some(Sort::Due);
    });
    let without_day = plain.with(|view| view.no_due = true);
    let pressing = plain.with(|view| {
        view.lights = vec![LightKind::Red, LightKind::Yellow];
        view.sort = Some(Sort::Open);
    });
    let mut views = vec![(t::tasks::all(locale), plain.clone()), (t::lights::pressing(locale), pressing)];
    if actor.works_for_unit() {
        let own = |role| plain.with(|view| view.role = Some(role));
        views.push((t::tasks::own_lead(locale), own(UnitRole::Lead)));
        views.push((t::tasks::own_participant(locale), own(UnitRole::Participant)));
    }
    views.push((t::tasks::due_soon(locale), soon));
    views.push((t::tasks::no_due(locale), without_day));
    let here = filter.with(|_| {});
    let views = views.into_iter().map(|(label, view)| Tab::new(view.href(LIST), label, view == here));
    let items = views.chain(acts_on_tasks(actor, locale)).collect();
    view! { <Tabs label=t::tasks::usual_views(locale) items /> }.into_any()
}

/// The lists of what is asked and said about tasks, for who may read them.
fn acts_on_tasks(actor: &Actor, locale: Locale) -> impl Iterator<Item = Tab> {
    let requests =
        extensions::model::can_list(actor).then(|| Tab::new("/extensions", t::extensions::title(locale), false));
    let given =
        instructions::model::can_list(actor).then(|| Tab::new("/instructions", t::instructions::title(locale), false));
    requests.into_iter().chain(given)
}
