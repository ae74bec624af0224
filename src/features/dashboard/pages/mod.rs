//! `/dashboard`: the whole picture.

mod burn;
mod lights;
mod matrices;

use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    kept,
    queries::{Figures, units::UnitFigures},
};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        tasks::{
            filter::LedgerFilter,
            model::{State, UnitRole, can_read_tasks},
            queries::plans::{self, Plan},
        },
        urging::model::can_urge,
    },
    server::{
        context::{RequestContext, request},
        http::lean::lean_part,
    },
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{
        Axis, Bar, BarList, ColumnChart, Disclosure, Empty, HeadCell, LightKind, LinkButton, MatrixCell, PageHead,
        Panel, Ruler, RulerMark, Stat, Stats, Tab, Table, Tabs,
    },
};

/// The dashboard of one plan.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let plan = use_query_map().with_untracked(|query| query.get("plan"));
    page(async move { dashboard(&request(), plan.as_deref()).await })
}

async fn dashboard(context: &RequestContext, prefix: Option<&str>) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_read_tasks(actor) {
        return Err(AppError::NotFound);
    }
    let title = t::dashboard::title(locale);
    let Some(plan) = plans::find(db, prefix).await? else {
        let body = view! {
            <PageHead title />
            <Empty title=t::tasks::no_plan(locale) text=t::tasks::no_plan_text(locale)>
                <LinkButton href="/tasks" label=t::tasks::to_ledger(locale) />
            </Empty>
        };
        return Ok(Page::new(title, Some(Place::Dashboard), body));
    };
    let today = context.app.clock.today();
    let figures = kept::figures(db, actor, &plan, today).await?;
    let urges = can_urge(actor);
    let drawn = figures.html(locale, urges, |figures| lean_part(&draw(figures, &plan, today, urges, locale).to_html()));
    let body = view! {
        <PageHead title note=plan.name.clone() />
        {plan_tabs(&plans::all(db).await?, &plan, locale)}
        <div id="dashboard" data-live="tasks" class="stack" inner_html=drawn.to_owned()></div>
    };
    Ok(Page::new(title, Some(Place::Dashboard), body))
}

fn draw(figures: &Figures, plan: &Plan, today: NaiveDate, urges: bool, locale: Locale) -> AnyView {
    let axis = Axis { start: plan.starts_on, end: plan.ends_on, today };
    let all = LedgerFilter { plan: Some(plan.prefix.clone()), ..LedgerFilter::default() };
    view! {
        {verdict(figures, plan, axis, &all, locale)}
        {lights::lights(figures, &all, locale)}
        {lights::late(figures, &all, urges, locale)}
        {lights::waiting(figures, &all, locale)}
        {burn::burn_down(&figures.burn, figures.total, axis, &all, locale)}
        {totals(figures, &all, locale)}
        {matrices::by_lead(&figures.units, &all, locale)}
        {matrices::by_region(&figures.units, &all, locale)}
        <div class="cols cols--2">
            {by_field(figures, &all, locale)}
            {by_month(figures, axis, &all, locale)}
        </div>
        {by_unit(&figures.units, &all, locale)}
    }
    .into_any()
}

fn plan_tabs(plans: &[Plan], here: &Plan, locale: Locale) -> AnyView {
    if plans.len() < 2 {
        return ().into_any();
    }
    let items = plans
        .iter()
        .map(|plan| Tab::new(format!("/dashboard?plan={}", plan.prefix), &plan.name, plan.id == here.id))
        .collect();
    view! { <Tabs label=t::tasks::plan(locale) items /> }.into_any()
}

fn verdict(figures: &Figures, plan: &Plan, axis: Axis, all: &LedgerFilter, locale: Locale) -> AnyView {
    let link =
        |count: i64, filter: &LedgerFilter| view! { <a class="n n--inline" href=filter.href("/tasks")>{count}</a> };
    let written_off = all.with(|filter| filter.state = Some(State::WrittenOff));
    let lit = |light: LightKind| {
        let count = figures.lights.iter().find(|(known, _)| *known == light).map_or(0, |(_, count)| *count);
        link(count, &all.with(|filter| filter.lights = vec![light]))
    };
    let (time, done) = (axis.share(axis.today).clamp(0.0, 100.0), figures.written_off * 100 / figures.total.max(1));
    let working_days = t::dashboard::working_days(locale, figures.working_days_left, time::short_day(plan.ends_on));
    let left = (plan.ends_on - axis.today).num_days();
    let countdown = if left >= 0 { t::dashboard::days_left(locale) } else { t::dashboard::days_past(locale) };
    let marks = vec![
        RulerMark { day: plan.starts_on, label: t::dashboard::starts(locale).to_owned(), minor: false, above: false },
        RulerMark { day: plan.ends_on, label: t::dashboard::ends(locale).to_owned(), minor: false, above: false },
    ];
    let label = t::dashboard::ruler(locale, time::day(plan.starts_on), time::day(plan.ends_on));
    view! {
        <section class="panel">
            <div class="verdict">
                <div>
                    <p class="verdict__lead">
                        {t::dashboard::in_all(locale)} " " {link(figures.total, all)} {t::dashboard::of_them(locale)} " "
                        {link(figures.written_off, &written_off)} {t::dashboard::of_late(locale)} " "
                        {lit(LightKind::Red)} {t::dashboard::of_warned(locale)} " " {lit(LightKind::Yellow)}
                        {t::dashboard::of_end(locale)}
                    </p>
                    <p class="verdict__next">
                        {t::dashboard::passed(locale, time.round() as i64, done, time::long_day(plan.ends_on, locale))}
                    </p>
                </div>
                <div class="countdown">
                    <span class="countdown__num num">{left.abs()}</span>
                    <span class="countdown__text">
                        {countdown}
                        {(left >= 0).then(|| view! { <br /> <span class="num">{working_days}</span> })}
                    </span>
                </div>
                <div class="verdict__ruler"><Ruler axis marks label /></div>
            </div>
        </section>
    }
    .into_any()
}

fn totals(figures: &Figures, all: &LedgerFilter, locale: Locale) -> AnyView {
    let stat = |label: &str, value: i64, filter: LedgerFilter| Stat {
        label: label.to_owned(),
        value,
        unit: t::dashboard::tasks_unit(locale).to_owned(),
        href: filter.href("/tasks"),
        ..Stat::default()
    };
    let mut items = vec![stat(t::dashboard::total(locale), figures.total, all.clone())];
    for state in State::ALL {
        if let Some((_, count)) = figures.states.iter().find(|(known, _)| *known == state) {
            items.push(stat(state.label(locale), *count, all.with(|filter| filter.state = Some(state))));
        }
    }
    items.push(stat(t::tasks::no_due(locale), figures.without_day, all.with(|filter| filter.no_due = true)));
    view! { <section class="panel" aria-label=t::dashboard::totals(locale)><Stats items /></section> }.into_any()
}

fn by_field(figures: &Figures, all: &LedgerFilter, locale: Locale) -> AnyView {
    let items = figures
        .fields
        .iter()
        .map(|(field, count)| Bar {
            label: field.clone(),
            count: *count,
            href: all.with(|filter| filter.field = Some(field.clone())).href("/tasks"),
            ..Bar::default()
        })
        .collect();
    let title = t::dashboard::by_field(locale);
    view! { <Panel id="by-field" title><BarList label=title items /></Panel> }.into_any()
}

fn by_month(figures: &Figures, axis: Axis, all: &LedgerFilter, locale: Locale) -> AnyView {
    let items = figures
        .months
        .iter()
        .map(|month| Bar {
            label: format!("{}-{:02}", month.first.year(), month.first.month()),
            count: month.count,
            href: all
                .with(|filter| {
                    filter.due_from = Some(month.first);
                    filter.due_to = Some(month.last);
                })
                .href("/tasks"),
            current: (month.first..=month.last).contains(&axis.today),
            ..Bar::default()
        })
        .collect();
    let title = t::dashboard::by_month(locale);
    view! { <Panel id="by-month" title note=t::dashboard::by_month_note(locale)><ColumnChart label=title items /></Panel> }.into_any()
}

/// Units that lead are in view, those that only take part are folded.
fn by_unit(units: &[UnitFigures], all: &LedgerFilter, locale: Locale) -> AnyView {
    let leading = units.iter().take_while(|unit| unit.lead > 0 || unit.co_lead > 0).count();
    let (first, rest) = units.split_at(if leading == 0 { units.len() } else { leading });
    let title = t::dashboard::by_unit(locale);
    let table = |part: &[UnitFigures]| unit_matrix(part, units, title, all, locale);
    let first = table(first);
    let rest = (!rest.is_empty()).then(|| {
        let (summary, table) = (t::dashboard::only_participants(locale, rest.len() as i64), table(rest));
        view! { <Disclosure summary>{table}</Disclosure> }
    });
    view! {
        <Panel id="by-unit" title note=t::dashboard::by_unit_note(locale) long=true>
            {first}
            {rest}
        </Panel>
    }
    .into_any()
}

/// The tint ranks a figure among those of `everyone`.
fn unit_matrix(
    units: &[UnitFigures],
    everyone: &[UnitFigures],
    title: &'static str,
    all: &LedgerFilter,
    locale: Locale,
) -> AnyView {
    let most = |pick: fn(&UnitFigures) -> i64| everyone.iter().map(pick).max().unwrap_or_default();
    let (leads, co_leads, participants) =
        (most(|unit| unit.lead), most(|unit| unit.co_lead), most(|unit| unit.participant));
    let rows = units
        .iter()
        .map(|unit| {
            let href = |role: Option<UnitRole>| {
                let filter = all.with(|filter| {
                    filter.unit = Some(unit.code.clone());
                    filter.role = role;
                });
                filter.href("/tasks")
            };
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row"><a href=href(None)>{unit.name.clone()}</a></th>
                    <MatrixCell count=unit.lead max=leads href=href(Some(UnitRole::Lead)) />
                    <MatrixCell count=unit.co_lead max=co_leads href=href(Some(UnitRole::CoLead)) />
                    <MatrixCell count=unit.participant max=participants href=href(Some(UnitRole::Participant)) />
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <HeadCell label=t::tasks::unit(locale) />
        <HeadCell label=UnitRole::Lead.label(locale) />
        <HeadCell label=UnitRole::CoLead.label(locale) />
        <HeadCell label=UnitRole::Participant.label(locale) />
    }
    .into_any();
    view! { <Table label=title head class="matrix">{rows}</Table> }.into_any()
}
