//! 延期申请 on the task's page and in lists.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    model::{Decision, Stage, can_ask, can_confirm, can_decide, can_extend},
    queries::Request,
};
use crate::{
    features::tasks::model::{Due as TaskDue, State as TaskState},
    shared::{actor::Actor, ids::UnitId, locale::Locale, time},
    t,
    ui::{ButtonKind, Due, HeadCell, LinkButton, Outcome, OutcomeKind, Panel, Table},
};

/// The task as its panel needs it.
#[derive(Clone, Copy)]
pub struct OfTask<'a> {
    pub number: &'a str,
    pub state: TaskState,
    pub due: &'a TaskDue,
    /// 第一牵头
    pub lead: Option<UnitId>,
}

/// The panel of the task's page: the requests so far, and what the reader can do. Nothing where there is neither.
pub fn panel(task: OfTask<'_>, requests: &[Request], actor: &Actor, locale: Locale) -> AnyView {
    let aside = next_step(task, requests, actor, locale);
    if requests.is_empty() && aside.is_none() {
        return ().into_any();
    }
    let (aside, requests) = (aside.unwrap_or_else(|| ().into_any()), history(requests, locale));
    view! {
        <Panel id="extensions" title=t::extensions::title(locale) aside long=true>
            {requests}
        </Panel>
    }
    .into_any()
}

/// The reader's next step, if there is one.
fn next_step(task: OfTask<'_>, requests: &[Request], actor: &Actor, locale: Locale) -> Option<AnyView> {
    let open = requests.iter().map(|request| request.stage).find(|stage| stage.is_open());
    let asking = format!("/tasks/{}/extension", task.number);
    let (href, label, kind) = match open {
        Some(Stage::ToDecide) if can_decide(actor) => {
            (format!("{asking}/decide"), t::extensions::decide(locale), ButtonKind::Primary)
        }
        Some(Stage::ToConfirm) if can_confirm(actor, task.lead) => {
            (asking, t::extensions::confirm(locale), ButtonKind::Primary)
        }
        Some(_) if can_ask(actor, task.lead) => (asking, t::extensions::look_at(locale), ButtonKind::Plain),
        None if can_ask(actor, task.lead) && can_extend(task.state, task.due.current) => {
            (asking, t::extensions::ask(locale), ButtonKind::Plain)
        }
        _ => return None,
    };
    Some(view! { <LinkButton href label kind icon="calendar" /> }.into_any())
}

/// The requests of one task as a table.
pub fn history(requests: &[Request], locale: Locale) -> AnyView {
    if requests.is_empty() {
        return view! { <p class="quiet">{t::extensions::none(locale)}</p> }.into_any();
    }
    let head = view! {
        <HeadCell label=t::extensions::asked(locale) />
        <HeadCell label=t::extensions::moved(locale) />
        <HeadCell label=t::extensions::cause_and_progress(locale) />
        <HeadCell label=t::extensions::outcome(locale) />
    }
    .into_any();
    let rows = requests
        .iter()
        .map(|request| {
            view! {
                <tr role="row">
                    <td role="cell" class="nowrap">{who(request, locale)} {marks(request, locale)}</td>
                    <td role="cell">{dates(request)}</td>
                    <td role="cell" lang="zh-Hans-CN">
                        <p>{request.cause.clone()}</p>
                        <p class="sub">{request.progress.clone()}</p>
                    </td>
                    <td role="cell">{outcome(request, locale)}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table label=t::extensions::title(locale) head class="table--cards">{rows}</Table> }.into_any()
}

/// Who asked and confirmed, and when.
pub fn who(request: &Request, locale: Locale) -> AnyView {
    let asked = t::extensions::asked_by(locale, time::minute(request.asked.0), &request.asked.1);
    let confirmed = request.confirmed.as_ref().filter(|confirmed| **confirmed != request.asked).map(|(at, name)| {
        view! { <p class="sub">{t::extensions::confirmed_by(locale, time::minute(*at), name)}</p> }
    });
    view! { <p>{asked}</p> {confirmed} }.into_any()
}

/// The date now and the one asked for; once granted, the granted one.
pub fn dates(request: &Request) -> AnyView {
    let (then, wanted) = (time::day(request.due_then), time::day(request.granted_due.unwrap_or(request.asked_due)));
    view! { <Due current=wanted baseline=Some(then) /> }.into_any()
}

/// What the one who decides must see: late, repeated, beyond the plan's end.
pub fn marks(request: &Request, locale: Locale) -> AnyView {
    let mark = |label: String| view! { <p><Outcome kind=OutcomeKind::Wait label /></p> };
    let late = request.late.then(|| mark(t::extensions::mark_late(locale).to_owned()));
    let again = (request.round > 1).then(|| mark(t::extensions::mark_again(locale, request.round)));
    let beyond =
        request.beyond_plan().then(|| mark(t::extensions::mark_beyond(locale, time::day(request.plan_ends_on))));
    view! { {late} {again} {beyond} }.into_any()
}

/// How far it has come; once decided, by whom and why.
pub fn outcome(request: &Request, locale: Locale) -> AnyView {
    let kind = match request.stage {
        Stage::ToConfirm | Stage::ToDecide => OutcomeKind::Busy,
        Stage::Decided(Decision::Granted) => OutcomeKind::Pass,
        Stage::Decided(Decision::Refused) => OutcomeKind::Stop,
        Stage::Withdrawn => OutcomeKind::NotApplicable,
    };
    let by = request.decided.as_ref().or(request.withdrawn.as_ref());
    let by = by.map(|(at, name)| view! { <p class="sub">{format!("{} {name}", time::minute(*at))}</p> });
    let other =
        request.granted_due.filter(|day| *day != request.asked_due).map(|_| asked_for(request.asked_due, locale));
    let reason = (!request.reason.is_empty()).then(|| view! { <p lang="zh-Hans-CN">{request.reason.clone()}</p> });
    view! { <p><Outcome kind label=request.stage.label(locale) /></p> {other} {reason} {by} }.into_any()
}

/// Where another date was granted than the one asked for.
fn asked_for(day: NaiveDate, locale: Locale) -> AnyView {
    view! { <p class="sub">{t::extensions::asked_for(locale, time::day(day))}</p> }.into_any()
}
