//! `/tasks/timeline`: the tasks of a plan on one axis.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::ledger::{choices, no_plan, nothing};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        lights::{model::Judge, queries::judge},
        tasks::{
            components::{
                ledger_filters::{TIMELINE, ledger_filters, two_ways, with_extra},
                task_items::items_of_lane,
            },
            filter::LedgerFilter,
            model::can_read_tasks,
            queries::{
                plans::{self, Plan},
                timeline::{self, DRAWN, Lanes, TaskLane},
            },
        },
    },
    server::context::{RequestContext, request},
    shared::{error::AppError, locale::Locale},
    t,
    ui::{Callout, PageHead, Segmented, Tab, Timeline, TimelineAxis, TimelineLane, Tone},
};

/// What lanes are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Field,
    Unit,
}

impl By {
    /// Its part of the address.
    const fn parameter(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Field => None,
            Self::Unit => Some(("by", "unit")),
        }
    }
}

/// The timeline of the ledger.
#[component]
pub fn TimelinePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let filter = LedgerFilter::from_pairs(query.latest_values().map(|(name, value)| (name.as_ref(), value)));
    let by = if query.get("by").is_some_and(|by| by == "unit") { By::Unit } else { By::Field };
    page(async move { drawn(&request(), &filter, by).await })
}

async fn drawn(context: &RequestContext, filter: &LedgerFilter, by: By) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_read_tasks(actor) {
        return Err(AppError::NotFound);
    }
    let title = t::tasks::timeline(locale);
    let Some(plan) = plans::find(db, filter.plan.as_deref()).await? else {
        return Ok(Page::new(title, Some(Place::Tasks), no_plan(actor, locale)));
    };
    let judge = judge(&mut *db.acquire().await?, plan.id, context.app.clock.today()).await?;
    let found = timeline::lanes(db, actor, &plan, filter, &judge).await?;
    let choices = choices(&mut *db.acquire().await?, &plan).await?;
    let today = context.app.clock.today();
    let days = found.lanes.iter().flat_map(TaskLane::days);
    let axis = TimelineAxis::over(plan.starts_on, plan.ends_on, today, days);
    let body = view! {
        <PageHead title=title note=plan.name.clone() actions=ways(filter, by, locale) />
        {ledger_filters(filter, choices, TIMELINE, by.parameter(), locale)}
        <section class="ledger-lanes" id="task-lanes" data-live="tasks" aria-label=title>
            {lanes(found, &plan, filter, (&judge, axis), by, locale)}
        </section>
    };
    Ok(Page::new(title, Some(Place::Tasks), body).wide())
}

/// 按领域 | 按牵头单位, 台账 | 时间表
fn ways(filter: &LedgerFilter, by: By, locale: Locale) -> AnyView {
    let here = filter.with(|_| {}).href(TIMELINE);
    let by_unit = with_extra(here.clone(), By::Unit.parameter());
    let items = vec![
        Tab::new(here, t::tasks::by_field(locale), by == By::Field),
        Tab::new(by_unit, t::tasks::by_unit(locale), by == By::Unit),
    ];
    view! { <Segmented label=t::tasks::by(locale) items /> {two_ways(filter, TIMELINE, locale)} }.into_any()
}

fn lanes(
    found: Lanes,
    plan: &Plan,
    filter: &LedgerFilter,
    (judge, axis): (&Judge, TimelineAxis),
    by: By,
    locale: Locale,
) -> AnyView {
    if found.lanes.is_empty() {
        return nothing(filter, plan, TIMELINE, locale);
    }
    let more = found.more.then(|| {
        view! { <Callout tone=Tone::Yellow><p>{t::tasks::timeline_more(locale, DRAWN)}</p></Callout> }
    });
    let lanes = found.lanes.into_iter().map(|task| lane(task, judge, by, locale)).collect();
    view! {
        {more}
        <Timeline
            axis
            lanes
            label=t::tasks::timeline(locale)
            corner=t::tasks::number_and_task(locale)
            note=t::tasks::timeline_note(locale)
            tall=true
        />
    }
    .into_any()
}

fn lane(task: TaskLane, judge: &Judge, by: By, locale: Locale) -> TimelineLane {
    let lead = task.lead.clone();
    let (group, note) = match by {
        By::Field if task.field.is_empty() => (t::tasks::no_field(locale).to_owned(), lead),
        By::Field => (task.field.clone(), lead),
        By::Unit => (lead.unwrap_or_else(|| t::tasks::no_lead(locale).to_owned()), None),
    };
    TimelineLane {
        id: task.number.clone(),
        href: Some(format!("/tasks/{}", task.number)),
        label: format!("{} {}", task.number, task.title),
        note,
        group: Some(group),
        items: items_of_lane(&task, judge, locale),
    }
}
