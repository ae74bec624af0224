//! `/tasks/{number}`: one task.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        activity::{
            components::history::history_view,
            queries::history::{Record, history},
        },
        extensions::{self, components::OfTask},
        instructions::{self, components::Reader},
        lights::{components::light::light, model::Judge, queries::judge},
        reports::{
            components::{
                panel::{Reported, panel as progress, report_link},
                returning::return_dialog,
            },
            model::{can_draft_report, is_reported_on, waits_for_lead},
            queries::{
                help,
                of_task::{Sent, of_task},
            },
        },
        roadmaps::{components::panel::panel, queries::standings},
        tasks::{
            components::{
                due::{due, words},
                duties::{Hands, duties},
                life_actions::{life_actions, life_dialogs, standstill},
            },
            model::{
                UnitRole, can_read_tasks,
                life::{can_direct, is_ready_for_closure},
                next_milestone,
            },
            queries::{
                details::{self, Milestone, TaskDetails},
                life,
                of_unit::lead_of,
            },
        },
        urging::{
            components::{
                by_hand::{urge_action, urge_dialog},
                panel::panel as urging_panel,
            },
            queries::of_task::of_task as urges_of_task,
        },
    },
    server::{
        context::{RequestContext, request},
        http::redirect,
    },
    shared::{error::AppError, ids::PlanId, locale::Locale, time},
    t,
    ui::{Axis, ConfidenceBars, Crumb, Fact, Facts, Meter, Outcome, OutcomeKind, PageHead, Panel, State},
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
    let judge = judge(&mut *db.acquire().await?, PlanId(task.plan_id), context.app.clock.today()).await?;
    let axis = Axis { start: task.plan_starts_on, end: task.plan_ends_on, today: judge.today };
    let assignments = life::assignments(db, task.id).await?;
    let last_step = life::last_step(db, task.id).await?;
    let urges = urges_of_task(db, actor, task.id, context.app.clock.today()).await?;
    let own_part = assignments.iter().find(|part| part.unit == actor.unit);
    let roadmaps = standings::of_task(db, task.id).await?;
    let hands = Hands { assignments: &assignments, today: axis.today, directs: can_direct(actor) };
    let sent = of_task(db, task.id).await?;
    let requests = help::of_task(db, task.id).await?;
    let writes_reports = can_draft_report(actor) && own_part.is_some_and(|part| part.signed.is_some());
    let reported = Reported {
        number: &task.number,
        every: task.report_every,
        sent: &sent,
        requests: &requests,
        reports: writes_reports && is_reported_on(task.state),
        reports_later: writes_reports && waits_for_lead(task.state),
        leads: own_part.is_some_and(|part| part.role == UnitRole::Lead),
    };
    let extensions_asked = extensions::queries::of_task(db, actor, task.id).await?;
    let lead = lead_of(db, task.id).await?;
    let asked_for = OfTask { number: &task.number, state: task.state, due: &task.due, lead };
    let given = instructions::queries::of_task(db, actor, task.id).await?;
    let reader = Reader { actor, today: axis.today, locale };
    let cursor = earlier.and_then(|earlier| earlier.parse().ok());
    let record = history(db, Record::new("task", task.id.0), cursor).await?;
    let record = history_view(&record, &format!("/tasks/{}", task.number), "history", locale);
    let title = format!("{} {}", task.number, task.title);
    let list = format!("/tasks?plan={}", task.plan_prefix);
    let crumbs = vec![Crumb::link(list, t::tasks::ledger(locale)), Crumb::here(task.number.clone())];
    let actions = view! {
        {report_link(&reported, locale)}
        {life_actions(&task, own_part, actor, locale)}
        {urge_action(&task, actor, locale)}
    }
    .into_any();
    let body = view! {
        <div id="task" data-live="tasks" class="stack">
            <PageHead title=title.clone() note=task.field.clone() crumbs actions />
            {lit(&task, &judge, &sent, locale)}
            {standstill(&task, last_step.as_ref(), locale)}
            {facts(&task, &sent, locale)}
            {content(&task, locale)}
            {duties(&task, &hands, locale)}
            {panel(&task, axis, &roadmaps, actor, locale)}
            {progress(&reported, actor, locale)}
            {extensions::components::panel(asked_for, &extensions_asked, actor, locale)}
            {instructions::components::panel(&task.number, task.state, &given, reader)}
            {urging_panel(&urges, task.state, actor, axis.today, locale)}
            <Panel id="history" title=t::tasks::history(locale) note=t::tasks::history_note(locale) long=true>
                {record}
            </Panel>
        </div>
        // Outside the part that changes under the reader: what is typed into a dialog stays.
        {life_dialogs(&task, own_part, actor, locale)}
        {return_dialog(&task.number, &sent, actor, locale)}
        {urge_dialog(&task, actor, locale)}
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

/// The light with its reasons, the state, and whether nothing but closure is left. The newest report comes first.
fn lit(task: &TaskDetails, judge: &Judge, sent: &[Sent], locale: Locale) -> AnyView {
    let open = task.milestones.iter().filter_map(|milestone| Some((milestone.title.as_str(), milestone.open_due()?)));
    let light = judge.light(&task.facts).map(|verdict| light(verdict, judge, open, task.due.current, locale));
    let steps_done = task.milestones.iter().all(|milestone| milestone.done_on.is_some());
    let last = last_of_lead(sent);
    let ready = is_ready_for_closure(task.state, steps_done, last.map(|report| report.percent));
    let ready = ready.then(|| view! { <Outcome kind=OutcomeKind::Pass label=t::tasks::ready_for_closure(locale) /> });
    view! { <div class="task-head__lights">{light} <State label=task.state.label(locale) /> {ready}</div> }.into_any()
}

/// The last report of the first lead that counts.
fn last_of_lead(sent: &[Sent]) -> Option<&Sent> {
    sent.iter().find(|report| report.role == Some(UnitRole::Lead) && !report.returned)
}

fn facts(task: &TaskDetails, sent: &[Sent], locale: Locale) -> AnyView {
    let lead = task.units(UnitRole::Lead).map(|part| part.unit_name.as_str()).collect::<String>();
    let original = task.due.original.map_or_else(|| words(&task.due, locale), time::day);
    let next = next_milestone(&task.milestones, Milestone::open_due);
    let next = next.map_or_else(
        || t::tasks::no_milestones(locale).to_owned(),
        |milestone| format!("{} {}", milestone.due.map(time::day).unwrap_or_default(), milestone.title),
    );
    let mut items = vec![
        Fact::new(t::tasks::first_lead(locale), view! { <strong>{lead}</strong> }),
        Fact::new(t::tasks::original_due(locale), view! { <span class="num">{original}</span> }),
        Fact::new(t::tasks::current_due(locale), due(&task.due, locale)),
        Fact::new(t::tasks::next_step(locale), next),
    ];
    if let Some(last) = last_of_lead(sent) {
        let percent = t::reports::done_percent(locale, last.percent);
        let said = format!("{} {}", time::short_day(time::office_day(last.sent_at)), last.sent_by);
        items.push(Fact::new(
            t::tasks::percent(locale),
            view! {
                <Meter value=f64::from(last.percent) label=percent />
                <ConfidenceBars level=last.confidence.level() label=last.confidence.label(locale) />
            },
        ));
        items.push(Fact::new(
            t::tasks::last_report(locale),
            view! { <a class="link--inline num" href="#reports">{said}</a> },
        ));
    }
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
