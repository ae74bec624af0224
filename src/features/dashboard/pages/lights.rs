//! The lights, what is overdue and who holds it up, what is not signed for and not reported.

use leptos::prelude::*;

use crate::{
    features::{
        dashboard::queries::{
            Figures,
            late::LateTask,
            units::figure,
            waiting::{UnitCount, Waiting},
        },
        lights::model::{Reason, Verdict, light_label, verdict_label},
        tasks::{
            filter::{LedgerFilter, Sort, Waits},
            model::{State, UnitRole},
        },
    },
    shared::{locale::Locale, time},
    t,
    ui::{Bar, BarList, Disclosure, LightBar, LightKind, LightLabel, LinkButton, Panel, Stat, Stats},
};

/// How many tasks have which light.
pub fn lights(figures: &Figures, all: &LedgerFilter, locale: Locale) -> AnyView {
    let counts = LightKind::ALL.map(|light| (light, figure(&figures.lights, light)));
    let words = counts.map(|(light, count)| format!("{} {count}", light_label(light, locale)));
    let items = counts
        .into_iter()
        .map(|(light, value)| Stat {
            label: light_label(light, locale).to_owned(),
            light: Some(light),
            value,
            unit: t::dashboard::tasks_unit(locale).to_owned(),
            href: all.with(|filter| filter.lights = vec![light]).href("/tasks"),
            ..Stat::default()
        })
        .collect();
    let label = words.join(t::tasks::list_comma(locale));
    let lit: i64 = figures.lights.iter().map(|(_, count)| count).sum();
    let unlit = (lit < figures.total).then(|| unlit(figures, figures.total - lit, all, locale));
    view! {
        <Panel id="lights" title=t::dashboard::lights(locale)>
            <LightBar parts=counts.to_vec() label />
            <Stats items />
            {unlit}
        </Panel>
    }
    .into_any()
}

/// The tasks that no light counts, by state, so that the figures add up to all of them.
fn unlit(figures: &Figures, count: i64, all: &LedgerFilter, locale: Locale) -> AnyView {
    let without = State::ALL.iter().filter(|state| !state.is_with_units() && **state != State::WrittenOff);
    let states = without.filter_map(|state| figures.states.iter().find(|(known, count)| known == state && *count > 0));
    let states = states.enumerate().map(|(at, (state, count))| {
        let comma = (at > 0).then(|| t::tasks::list_comma(locale));
        let href = all.with(|filter| filter.state = Some(*state)).href("/tasks");
        view! { {comma} <a class="link--inline" href=href>{t::dashboard::of_state(locale, state.label(locale), *count)}</a> }
    });
    view! { <p class="meta lights__rest">{t::dashboard::without_light(locale, count)} {states.collect_view()}</p> }
        .into_any()
}

/// The most overdue tasks; none, no panel. Who `urges` can do so from here.
pub fn late(figures: &Figures, all: &LedgerFilter, urges: bool, locale: Locale) -> Option<AnyView> {
    let count = figure(&figures.lights, LightKind::Red);
    if count == 0 {
        return None;
    }
    let rest = all.with(|filter| {
        filter.lights = vec![LightKind::Red];
        filter.sort = Some(Sort::Open);
    });
    let aside = view! { <a class="link" href=rest.href("/tasks")>{t::dashboard::all_of(locale, count)}</a> }.into_any();
    let rows = figures.late.iter().map(|task| {
        let urge = urges.then(|| urge(task, locale));
        view! { <li class="late">{late_task(task, &rest, locale)} {urge}</li> }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <Panel id="late" title=t::dashboard::late(locale) note=t::dashboard::late_note(locale) aside long=true>
                <ul class="rule-list">{rows}</ul>
            </Panel>
        }
        .into_any(),
    )
}

fn late_task(task: &LateTask, overdue: &LedgerFilter, locale: Locale) -> AnyView {
    let verdict = Verdict { light: LightKind::Red, reason: Reason::Overdue { due: task.due, days: task.days } };
    let day = time::short_day(task.due);
    let what = match &task.milestone {
        Some(milestone) => t::dashboard::was_to_do(locale, &day, milestone),
        None => t::dashboard::was_to_end(locale, &day),
    };
    let lead = task.lead.iter().cloned().chain([what]).collect::<Vec<_>>().join(t::tasks::clause_comma(locale));
    let unreported = task.unreported.then(|| t::lights::unreported(locale).to_owned());
    let unsigned = (task.unsigned > 0).then(|| t::dashboard::units_unsigned(locale, task.unsigned));
    let difficulties = (!task.difficulties.is_empty()).then(|| short(&task.difficulties));
    let causes: Vec<String> = [difficulties, unreported, unsigned].into_iter().flatten().collect();
    let causes = (!causes.is_empty()).then(|| view! { {causes.join(t::tasks::clause_comma(locale))} <br /> });
    // Each leads to all that the unit is late with.
    let held_by = task.held_by.iter().enumerate().map(|(at, (code, name))| {
        let href = overdue.with(|filter| filter.unit = Some(code.clone())).href("/tasks");
        let comma = (at > 0).then(|| t::tasks::list_comma(locale));
        view! { {comma} <a class="link--inline" href=href>{name.clone()}</a> }
    });
    let held_by = held_by.collect_view();
    view! {
        <LightLabel kind=LightKind::Red label=verdict_label(verdict, locale) chip=true />
        <div class="late__title">
            <a class="link" href=format!("/tasks/{}", task.number)>
                <span class="code">{task.number.clone()}</span>
                " "
                {task.title.clone()}
            </a>
            <div class="meta">{lead}</div>
        </div>
        <p class="late__why">
            {causes} {t::dashboard::held_by(locale)} <strong>{held_by}</strong>
        </p>
    }
    .into_any()
}

/// Opens the dialog on the task's page, with whom it waits for.
fn urge(task: &LateTask, locale: Locale) -> AnyView {
    let unit = task.held_by.first().map(|(code, _)| format!("?unit={code}")).unwrap_or_default();
    let href = format!("/tasks/{}{unit}#urge", task.number);
    view! { <div class="late__acts"><LinkButton href label=t::urging::urge(locale) icon="send" /></div> }.into_any()
}

/// So many characters of difficulties are shown; the task's page has them all.
const CAUSE: usize = 80;

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(CAUSE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// 逾期未签收 and 本期未报, by unit.
pub fn waiting(figures: &Figures, all: &LedgerFilter, locale: Locale) -> AnyView {
    let unsigned = list("unsigned", t::lights::unsigned(locale), &figures.unsigned, Waits::Unsigned, all, locale);
    let title = t::lights::unreported(locale);
    let unreported = list("unreported", title, &figures.unreported, Waits::Unreported, all, locale);
    view! { <div class="cols cols--2">{unsigned} {unreported}</div> }.into_any()
}

/// So many units are in view, the rest is folded.
const UNITS: usize = 6;

fn list(
    id: &'static str,
    title: &'static str,
    waiting: &Waiting,
    waits: Waits,
    all: &LedgerFilter,
    locale: Locale,
) -> AnyView {
    let of = all.with(|filter| filter.waits = Some(waits));
    let bar = |unit: &UnitCount| Bar {
        label: unit.name.clone(),
        count: unit.count,
        href: of
            .with(|filter| {
                filter.unit = Some(unit.code.clone());
                filter.role = (waits == Waits::Unreported).then_some(UnitRole::Lead);
            })
            .href("/tasks"),
        ..Bar::default()
    };
    let bars = |units: &[UnitCount]| view! { <BarList label=title items=units.iter().map(bar).collect() /> };
    let (first, rest) = waiting.units.split_at(waiting.units.len().min(UNITS));
    let more = (!rest.is_empty()).then(|| {
        let (summary, bars) = (t::dashboard::more_units(locale, rest.len() as i64), bars(rest));
        view! { <Disclosure summary>{bars}</Disclosure> }
    });
    let body = if waiting.units.is_empty() {
        view! { <p class="quiet">{t::dashboard::none(locale)}</p> }.into_any()
    } else {
        view! { {bars(first)} {more} }.into_any()
    };
    let aside = view! {
        <a class="link" href=of.href("/tasks")>
            {t::dashboard::all_of(locale, waiting.tasks)}
        </a>
    }
    .into_any();
    view! { <Panel id title aside>{body}</Panel> }.into_any()
}
