//! `/tasks`: the ledger.

use std::sync::{Arc, LazyLock};

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use sqlx::PgConnection;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        lights::{model::Judge, queries::judge},
        tasks::{
            components::{
                ledger_filters::{Choices, LIST, ledger_filters, two_ways, usual_views},
                ledger_row::ledger_row,
            },
            filter::{LedgerFilter, Sort},
            model::{can_edit_ledger, can_read_tasks},
            queries::{
                list::{self, COUNTED, TaskPage},
                plans::{self, Plan},
            },
            search,
        },
        units,
    },
    server::{
        context::{RequestContext, request},
        http::lean::lean_part,
        kept::{Kept, Look},
    },
    shared::{
        actor::Actor,
        error::AppError,
        ids::{PlanId, UnitId},
        locale::Locale,
    },
    t,
    ui::{Axis, ButtonKind, Empty, HeadCell, LinkButton, PageHead, Pagination, SortHead, Sorted, Table, TrackAxis},
};

/// The ledger, one page of it.
#[component]
pub fn LedgerPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let filter = LedgerFilter::from_pairs(query.latest_values().map(|(name, value)| (name.as_ref(), value)));
    page(async move { ledger(&request(), filter).await })
}

async fn ledger(context: &RequestContext, filter: LedgerFilter) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    if !can_read_tasks(actor) {
        return Err(AppError::NotFound);
    }
    let title = t::tasks::ledger(locale);
    let Some(plan) = plans::find(&context.app.db, filter.plan.as_deref()).await? else {
        return Ok(Page::new(title, Some(Place::Tasks), no_plan(actor, locale)));
    };
    let rows = drawn(context, actor, &plan, &filter).await?;
    let choices = choices(&mut *context.app.db.acquire().await?, &plan).await?;
    let body = view! {
        <p class="vh" id="in-place-said" role="status"></p>
        <div class="in-place" id="ledger" data-in-place="">
            <PageHead title=title note=plan.name.clone() actions=actions(actor, &filter, locale) />
            {usual_views(&filter, actor, context.app.clock.today(), locale)}
            {ledger_filters(&filter, choices, LIST, None, locale)}
            <section class="ledger" id="ledger-rows" data-live="tasks" aria-label=title inner_html=rows.to_string()></section>
        </div>
    };
    Ok(Page::new(title, Some(Place::Tasks), body).wide())
}

/// Rows as HTML, by all that they depend on: plan, whose tasks are seen, the reader's unit, language, and the address.
type Drawn = Kept<(PlanId, bool, UnitId, Locale, String), String>;
static DRAWN: LazyLock<Drawn> = LazyLock::new(|| Kept::at_most(100));

/// The rows, drawn once for all who see the same: drawing fifty of them takes longer than reading them.
async fn drawn(
    context: &RequestContext,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
) -> Result<Arc<String>, AppError> {
    let (db, today, locale) = (&context.app.db, context.app.clock.today(), context.locale);
    let key = (plan.id, actor.sees_all_tasks(), actor.unit, locale, filter.href(LIST));
    let turn = match DRAWN.look(key, db, today).await? {
        Look::Kept(rows) => return Ok(rows),
        Look::Turn(turn) => turn,
    };
    // One connection for all that is read: each that is taken is tried when it is taken and when it is given back.
    let db = &mut *db.acquire().await?;
    let judge = judge(&mut *db, plan.id, today).await?;
    let found = list::page(&mut *db, actor, plan, filter, &judge).await?;
    let axis = Axis { start: plan.starts_on, end: plan.ends_on, today };
    Ok(turn.keep(lean_part(&rows(&found, plan, filter, (axis, &judge), locale).to_html())))
}

/// What the filters of a plan offer.
pub(super) async fn choices(db: &mut PgConnection, plan: &Plan) -> Result<Choices, AppError> {
    let units = units::queries::pick_list(&mut *db).await?;
    Ok(Choices {
        plans: plans::all(&mut *db).await?,
        fields: plans::fields(&mut *db, plan.id).await?,
        units: units.into_iter().map(|unit| (unit.code, unit.short_name)).collect(),
    })
}

fn actions(actor: &Actor, filter: &LedgerFilter, locale: Locale) -> AnyView {
    let here = filter.with(|_| {});
    let dispatch = LedgerFilter { plan: filter.plan.clone(), ..LedgerFilter::default() }.href("/tasks/dispatch");
    let edit = can_edit_ledger(actor).then(|| {
        view! {
            <LinkButton href="/tasks/import" label=t::tasks::import(locale) icon="upload" />
            <LinkButton href=dispatch label=t::life::dispatch(locale) icon="send" class="only-wide" />
            <LinkButton href="/tasks/new" label=t::tasks::new(locale) icon="plus" kind=ButtonKind::Primary />
        }
    });
    view! {
        {two_ways(filter, LIST, locale)}
        <LinkButton href=here.href("/tasks/export.xlsx") label=t::tasks::export_xlsx(locale) icon="download" download=true />
        <LinkButton href=here.href("/tasks/export.csv") label=t::tasks::export_csv(locale) icon="download" download=true class="only-wide" />
        {edit}
    }
    .into_any()
}

fn rows(
    found: &TaskPage,
    plan: &Plan,
    filter: &LedgerFilter,
    (axis, judge): (Axis, &Judge),
    locale: Locale,
) -> AnyView {
    if found.lines.is_empty() {
        return nothing(filter, plan, LIST, locale);
    }
    let terms = filter.text.as_deref().map(search::terms).unwrap_or_default();
    let with_field = filter.order() == Sort::Field;
    let lines = found.lines.iter();
    let lines = lines.map(|line| ledger_row(line.clone(), (axis, judge), &terms, with_field, locale)).collect_view();
    let count = if found.count > COUNTED {
        t::tasks::more_than(locale, COUNTED)
    } else {
        t::tasks::shown(locale, found.lines.len(), found.count)
    };
    let previous =
        found.previous.clone().map(|cursor| filter.with(|filter| filter.before = Some(cursor)).href("/tasks"));
    let next = found.next.clone().map(|cursor| filter.with(|filter| filter.after = Some(cursor)).href("/tasks"));
    let columns = vec!["col-task", "col-light", "col-unit", "col-progress", "col-track", "col-next"];
    view! {
        <Table label=t::tasks::ledger(locale) head=head(filter, axis, locale) columns sticky=true>
            {lines}
        </Table>
        <Pagination text=count previous next />
    }
    .into_any()
}

fn head(filter: &LedgerFilter, axis: Axis, locale: Locale) -> AnyView {
    let sort = |label: &'static str, sort: Sort, class: &'static str| {
        let active = filter.order() == sort;
        let sorted = active.then_some(if filter.descending { Sorted::Descending } else { Sorted::Ascending });
        let href = filter
            .with(|filter| {
                filter.sort = Some(sort);
                filter.descending = active && !filter.descending;
            })
            .href("/tasks");
        view! { <SortHead label href sorted class /> }
    };
    view! {
        {sort(t::tasks::number_and_task(locale), Sort::Number, "col-task")}
        {sort(t::lights::light_and_confidence(locale), Sort::Open, "col-light")}
        <HeadCell label=t::tasks::lead_and_participants(locale) class="col-unit" />
        <HeadCell label=t::tasks::percent(locale) class="col-progress" />
        <th role="columnheader" scope="col" class="col-track"><TrackAxis axis /></th>
        {sort(t::tasks::due_and_next(locale), Sort::Due, "col-next")}
    }
    .into_any()
}

pub(super) fn nothing(filter: &LedgerFilter, plan: &Plan, address: &str, locale: Locale) -> AnyView {
    if filter.narrows() {
        let clear = LedgerFilter { plan: filter.plan.clone(), ..LedgerFilter::default() }.href(address);
        return view! {
            <Empty title=t::tasks::nothing_found(locale) text=t::tasks::nothing_found_text(locale) icon="search">
                <LinkButton href=clear label=t::tasks::show_all(locale) />
            </Empty>
        }
        .into_any();
    }
    view! { <Empty title=t::tasks::empty_plan(locale, &plan.name) text=t::tasks::empty_plan_text(locale) /> }.into_any()
}

pub(super) fn no_plan(actor: &Actor, locale: Locale) -> AnyView {
    let import = can_edit_ledger(actor).then(|| {
        view! { <LinkButton href="/tasks/import" label=t::tasks::import(locale) icon="upload" kind=ButtonKind::Primary /> }
    });
    view! {
        <PageHead title=t::tasks::ledger(locale) />
        <Empty title=t::tasks::no_plan(locale) text=t::tasks::no_plan_text(locale)>
            {import}
        </Empty>
    }
    .into_any()
}
