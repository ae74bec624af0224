//! `/tasks/{number}`: one task.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        activity::{components::history::history_view, queries::history::history},
        extensions::{self, components::OfTask},
        instructions::{self, components::Reader},
        tasks::{
            components::{
                due::{due, words},
                duties::{Hands, duties},
                life_actions::{life_actions, life_dialogs, standstill},
                task_items::lanes_of_task,
            },
            model::{UnitRole, can_read_tasks, life::can_direct, next_milestone},
            queries::{
                details::{self, Milestone, TaskDetails},
                life,
                of_unit::lead_of,
            },
        },
    },
    server::{
        context::{RequestContext, request},
        http::redirect,
    },
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{Axis, Crumb, Fact, Facts, HeadCell, PageHead, Panel, State, Table, Timeline, TimelineAxis},
};

/// One task.
#[component]
pub fn TaskPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    let earlier = use_query_map().with_untracked(|query| query.get("history"));
    page(async move { task(&request(), &number, earlier.as_deref()).await })
}

async fn task(context: &RequestContext, number: &str, earlier: Option<&str>) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_read_tasks(actor) {
        return Err(AppError::NotFound);
    }
    // The bare number in the plan leads to the ledger number.
    if let Ok(seq) = number.parse::<i32>()
        && let Some(number) = details::number_of(db, actor, seq).await?
    {
        redirect::to(&format!("/tasks/{number}"));
        return Ok(Page::new(number, Some(Place::Tasks), ()));
    }
    let task = details::find(db, actor, number).await?;
    let axis = Axis { start: task.plan_starts_on, end: task.plan_ends_on, today: context.app.clock.today() };
    let assignments = life::assignments(db, task.id).await?;
    let last_step = life::last_step(db, task.id).await?;
    let own_part = assignments.iter().find(|part| part.unit == actor.unit);
    let hands = Hands { assignments: &assignments, today: axis.today, directs: can_direct(actor) };
    let requests = extensions::queries::of_task(db, actor, task.id).await?;
    let lead = lead_of(db, task.id).await?;
    let of_task = OfTask { number: &task.number, state: task.state, due: &task.due, lead };
    let given = instructions::queries::of_task(db, actor, task.id).await?;
    let reader = Reader { actor, today: axis.today, locale };
    let cursor = earlier.and_then(|earlier| earlier.parse().ok());
    let record = history(db, "task", task.id.0, cursor).await?;
    let record = history_view(&record, &format!("/tasks/{}", task.number), "history", locale);
    let title = format!("{} {}", task.number, task.title);
    let list = format!("/tasks?plan={}", task.plan_prefix);
    let crumbs = vec![Crumb::link(list, t::tasks::ledger(locale)), Crumb::here(task.number.clone())];
    let body = view! {
        <div id="task" data-live="tasks" class="stack">
            <PageHead title=title.clone() note=task.field.clone() crumbs actions=life_actions(&task, own_part, actor, locale) />
            {standstill(&task, last_step.as_ref(), locale)}
            {facts(&task, axis, locale)}
            {content(&task, locale)}
            {duties(&task, &hands, locale)}
            {roadmap(&task, axis, locale)}
            {extensions::components::panel(of_task, &requests, actor, locale)}
            {instructions::components::panel(&task.number, task.state, &given, reader)}
            <Panel id="history" title=t::tasks::history(locale) note=t::tasks::history_note(locale) long=true>
                {record}
            </Panel>
        </div>
        // Outside the part that changes under the reader: what is typed into a dialog stays.
        {life_dialogs(&task, own_part, actor, locale)}
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn facts(task: &TaskDetails, axis: Axis, locale: Locale) -> AnyView {
    let lead = task.units(UnitRole::Lead).map(|part| part.unit_name.as_str()).collect::<String>();
    let original = task.due.original.map_or_else(|| words(&task.due, locale), time::day);
    let next = next_milestone(&task.milestones, axis.today, |milestone| milestone.due);
    let next = next.map_or_else(
        || t::tasks::no_milestones(locale).to_owned(),
        |milestone| format!("{} {}", milestone.due.map(time::day).unwrap_or_default(), milestone.title),
    );
    let items = vec![
        Fact::new(t::tasks::first_lead(locale), view! { <strong>{lead}</strong> }),
        Fact::new(t::tasks::original_due(locale), view! { <span class="num">{original}</span> }),
        Fact::new(t::tasks::current_due(locale), due(&task.due, locale)),
        Fact::new(t::tasks::state(locale), view! { <State label=task.state.label(locale) /> }),
        Fact::new(t::tasks::next_step(locale), next),
    ];
    view! { <section class="panel"><Facts items class="facts--task" /></section> }.into_any()
}

fn content(task: &TaskDetails, locale: Locale) -> AnyView {
    let sources = task
        .sources
        .iter()
        .map(|source| view! { <li>{source.document.clone()} " " {source.clause.clone()}</li> })
        .collect_view();
    let paragraphs = |text: &str| text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let note = (!task.note.is_empty()).then(|| view! { <h3>{t::tasks::note(locale)}</h3> {paragraphs(&task.note)} });
    let progress = (!task.progress.is_empty())
        .then(|| view! { <h3>{t::tasks::progress(locale)}</h3> {paragraphs(&task.progress)} });
    let text = view! { {paragraphs(&task.content)} {progress} {note} }.into_any();
    view! {
        <div class="cols cols--main-side">
            <Panel id="content" title=t::tasks::content_and_goal(locale)>
                <div class="prose" lang="zh-Hans-CN">{text}</div>
            </Panel>
            <Panel id="sources" title=t::tasks::sources(locale)>
                <ul class="rule-list" lang="zh-Hans-CN">{sources}</ul>
            </Panel>
        </div>
    }
    .into_any()
}

fn roadmap(task: &TaskDetails, axis: Axis, locale: Locale) -> AnyView {
    if task.milestones.is_empty() {
        return view! {
            <Panel id="roadmap" title=t::tasks::roadmap(locale)><p class="quiet">{t::tasks::no_milestones(locale)}</p></Panel>
        }
        .into_any();
    }
    let rows = (1_usize..)
        .zip(&task.milestones)
        .map(|(step, milestone)| {
            view! {
                <tr role="row" id=format!("milestone-{step}")>
                    <td role="cell" class="num">{step}</td>
                    <td role="cell">{milestone.title.clone()}</td>
                    <td role="cell" class="num">{when(milestone, locale)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <HeadCell label=t::tasks::step(locale) />
        <HeadCell label=t::tasks::milestone(locale) />
        <HeadCell label=t::tasks::planned(locale) />
    }
    .into_any();
    let note = t::tasks::milestones_count(locale, task.milestones.len() as i64);
    let days =
        task.milestones.iter().filter_map(|milestone| milestone.due).chain(task.due.original).chain(task.due.current);
    let axis = TimelineAxis::over(axis.start, axis.end, axis.today, days);
    let lanes = lanes_of_task(task, locale);
    let timeline = view! {
        <Timeline
            axis
            lanes
            label=t::tasks::roadmap(locale)
            corner=t::tasks::step(locale)
            note=t::tasks::timeline_note(locale)
        />
    };
    view! {
        <Panel id="roadmap" title=t::tasks::roadmap(locale) note>
            <div class="stack">
            {timeline}
            <Table label=t::tasks::roadmap(locale) head>{rows}</Table>
            </div>
        </Panel>
    }
    .into_any()
}

fn when(milestone: &Milestone, locale: Locale) -> String {
    milestone.due.map_or_else(|| milestone.kind.label(locale).to_owned(), time::day)
}
