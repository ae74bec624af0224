//! 批示 on the task's page and in lists.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    model::{Stage, can_answer, can_give, can_instruct, can_note, can_stand_in, is_late},
    queries::{Instruction, Reply},
};
use crate::{
    features::tasks::model::State as TaskState,
    shared::{actor::Actor, locale::Locale, time},
    t,
    ui::{ButtonKind, HeadCell, LinkButton, Outcome, OutcomeKind, Panel, Table},
};

/// Who looks at them, and when.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub actor: &'a Actor,
    pub today: NaiveDate,
    pub locale: Locale,
}

/// The panel of the task's page. Nothing where there is no instruction and the reader cannot give one.
pub fn panel(number: &str, state: TaskState, instructions: &[Instruction], reader: Reader<'_>) -> AnyView {
    let give = give_button(number, state, reader);
    if instructions.is_empty() && give.is_none() {
        return ().into_any();
    }
    let locale = reader.locale;
    let rows = if instructions.is_empty() {
        view! { <p class="quiet">{t::instructions::none(locale)}</p> }.into_any()
    } else {
        table(instructions, false, reader)
    };
    let aside = give.unwrap_or_else(|| ().into_any());
    view! {
        <Panel id="instructions" title=t::instructions::title(locale) aside long=true>
            {rows}
        </Panel>
    }
    .into_any()
}

fn give_button(number: &str, state: TaskState, reader: Reader<'_>) -> Option<AnyView> {
    let label = if can_give(reader.actor) {
        t::instructions::give(reader.locale)
    } else if can_stand_in(reader.actor) {
        t::instructions::enter(reader.locale)
    } else {
        return None;
    };
    let href = format!("/tasks/{number}/instruct");
    can_instruct(state).then(|| view! { <LinkButton href label icon="pen" /> }.into_any())
}

/// Instructions as a table; with the task where they are of several.
pub fn table(instructions: &[Instruction], of_many_tasks: bool, reader: Reader<'_>) -> AnyView {
    let locale = reader.locale;
    let task_head = of_many_tasks.then(|| view! { <HeadCell label=t::life::task(locale) /> });
    let head = view! {
        {task_head}
        <HeadCell label=t::instructions::instruction(locale) />
        <HeadCell label=t::instructions::replies(locale) />
        <HeadCell label=t::instructions::state(locale) />
    }
    .into_any();
    let rows = instructions.iter().map(|instruction| row(instruction, of_many_tasks, reader)).collect_view();
    view! { <Table label=t::instructions::title(locale) head class="table--cards">{rows}</Table> }.into_any()
}

fn row(instruction: &Instruction, with_task: bool, reader: Reader<'_>) -> AnyView {
    let locale = reader.locale;
    let task = with_task.then(|| {
        let href = format!("/tasks/{}#instructions", instruction.number);
        view! {
            <th role="rowheader" scope="row">
                <a class="link" href=href>{instruction.number.clone()} " " {instruction.title.clone()}</a>
                <p class="sub">{instruction.lead_name.clone()}</p>
            </th>
        }
    });
    view! {
        <tr role="row">
            {task}
            <td role="cell">{said(instruction, locale)}</td>
            <td role="cell" data-label=t::instructions::replies(locale)>{replies(&instruction.replies, locale)}</td>
            <td role="cell">{standing(instruction, reader)} {next_step(instruction, reader)}</td>
        </tr>
    }
    .into_any()
}

/// What was said, by whom and when.
pub fn said(instruction: &Instruction, locale: Locale) -> AnyView {
    let follows = instruction
        .follows
        .as_ref()
        .map(|text| view! { <p class="sub" lang="zh-Hans-CN">{t::instructions::follows(locale, text)}</p> });
    let by = t::instructions::by_leader(locale, &instruction.leader_name, time::day(instruction.given_on));
    let entered = instruction.entered_by.as_ref().map(|person| {
        view! { <p class="sub">{t::instructions::entered_by(locale, time::minute(instruction.given_at), person)}</p> }
    });
    view! { <p lang="zh-Hans-CN">{instruction.text.clone()}</p> {follows} <p class="sub">{by}</p> {entered} }.into_any()
}

/// The replies, those that came late marked.
pub fn replies(replies: &[Reply], locale: Locale) -> AnyView {
    if replies.is_empty() {
        return view! { <span class="quiet">{t::instructions::no_replies(locale)}</span> }.into_any();
    }
    replies
        .iter()
        .map(|reply| {
            let by = t::instructions::replied_by(locale, time::minute(reply.at), &reply.unit, &reply.person);
            let late =
                reply.late.then(|| view! { <Outcome kind=OutcomeKind::Wait label=t::instructions::late(locale) /> });
            view! { <p lang="zh-Hans-CN">{reply.text.clone()}</p> <p class="sub">{by} " " {late}</p> }
        })
        .collect_view()
        .into_any()
}

/// How far it has come; once closed, by whom.
pub fn standing(instruction: &Instruction, reader: Reader<'_>) -> AnyView {
    let locale = reader.locale;
    let late = is_late(instruction.reply_due, reader.today);
    let kind = match instruction.stage {
        Stage::Waiting if late => OutcomeKind::Wait,
        Stage::Waiting | Stage::Answered => OutcomeKind::Busy,
        Stage::Closed => OutcomeKind::Pass,
    };
    let label = instruction.stage.label(instruction.reply_due, reader.today, locale);
    let limit = t::instructions::limit(locale, time::day(instruction.reply_due));
    let closed = instruction.closed.as_ref().map(|(at, person)| {
        let reason = instruction.close_reason.clone();
        view! {
            <p class="sub">{t::instructions::noted_by(locale, time::minute(*at), person)}</p>
            <p lang="zh-Hans-CN">{reason}</p>
        }
    });
    view! { <Outcome kind label /> <p class="sub num">{limit}</p> {closed} }.into_any()
}

/// The way to the instruction's own page, named by what the reader does there.
fn next_step(instruction: &Instruction, reader: Reader<'_>) -> AnyView {
    let (actor, locale) = (reader.actor, reader.locale);
    let href = format!("/instructions/{}", instruction.id);
    let (label, kind) = match instruction.stage {
        Stage::Waiting if can_answer(actor, instruction.lead) => (t::instructions::reply(locale), ButtonKind::Primary),
        Stage::Answered if can_note(actor, instruction.leader) => (t::instructions::note(locale), ButtonKind::Plain),
        _ => (t::instructions::open_it(locale), ButtonKind::Plain),
    };
    view! { <LinkButton href label kind /> }.into_any()
}
