//! The roadmap on the task's page: timeline and table of the same steps, and where each unit's roadmap stands.

use leptos::prelude::*;

use super::{lanes, standings::standings};
use crate::{
    features::{
        roadmaps::queries::standings::UnitStanding,
        tasks::queries::details::{Milestone, TaskDetails},
    },
    shared::{actor::Actor, locale::Locale, time},
    t,
    ui::{Axis, Due, HeadCell, Outcome, OutcomeKind, Panel, Table, Timeline, TimelineAxis},
};

/// `all`: the units that have the task in hand.
pub fn panel(task: &TaskDetails, axis: Axis, all: &[UnitStanding], actor: &Actor, locale: Locale) -> AnyView {
    let steps = task.milestones.len() as i64;
    let note = if all.is_empty() {
        t::tasks::milestones_count(locale, steps)
    } else {
        let approved = all.iter().filter(|one| one.holds).count();
        t::roadmaps::approved_of(locale, steps, all.len() as i64, approved)
    };
    let body = if task.milestones.is_empty() {
        view! { <p class="quiet">{t::tasks::no_milestones(locale)}</p> }.into_any()
    } else {
        view! { {timeline(task, axis, locale)} {table(task, locale)} }.into_any()
    };
    let standings = standings(task, all, actor, locale);
    view! {
        <Panel id="roadmap" title=t::tasks::roadmap(locale) note>
            <div class="stack">{body} {standings}</div>
        </Panel>
    }
    .into_any()
}

fn timeline(task: &TaskDetails, axis: Axis, locale: Locale) -> AnyView {
    let steps = task.milestones.iter().flat_map(|step| [step.due, step.baseline, step.done_on]).flatten();
    let axis =
        TimelineAxis::over(axis.start, axis.end, axis.today, steps.chain(task.due.original).chain(task.due.current));
    view! {
        <Timeline
            axis
            lanes=lanes::of_task(task, locale)
            label=t::tasks::roadmap(locale)
            corner=t::tasks::step(locale)
            note=t::roadmaps::notes(locale)
        />
    }
    .into_any()
}

fn table(task: &TaskDetails, locale: Locale) -> AnyView {
    // A plain sheet has neither units nor deliverables; its columns would be empty.
    let planned = task.milestones.iter().any(|step| step.unit_name.is_some());
    let done = task.milestones.iter().any(|step| step.done_on.is_some());
    let lead = lanes::lead(task);
    let rows = (1_usize..)
        .zip(&task.milestones)
        .map(|(number, step)| row(number, step, &lead, planned, done, locale))
        .collect_view();
    let of_units = planned.then(|| view! { <HeadCell label=t::roadmaps::unit(locale) /> });
    let delivers = planned.then(|| view! { <HeadCell label=t::roadmaps::deliverable(locale) /> });
    let done = done.then(|| view! { <HeadCell label=t::roadmaps::done(locale) /> });
    let head = view! {
        <HeadCell label=t::tasks::step(locale) />
        {of_units}
        <HeadCell label=t::tasks::milestone(locale) />
        {delivers}
        <HeadCell label=t::tasks::planned(locale) />
        {done}
    }
    .into_any();
    view! { <Table label=t::tasks::roadmap(locale) head class="table--cards">{rows}</Table> }.into_any()
}

/// An empty cell is to be empty: a card leaves it out.
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn row(number: usize, step: &Milestone, lead: &str, planned: bool, done: bool, locale: Locale) -> AnyView {
    let unit = planned.then(|| {
        let unit = step.unit_name.clone().unwrap_or_else(|| lead.to_owned());
        view! { <td role="cell">{unit}</td> }
    });
    let deliverable = planned.then(
        || view! { <td role="cell" data-label=t::roadmaps::deliverable(locale)>{filled(&step.deliverable)}</td> },
    );
    let done = done.then(|| {
        let done = step.done_on.map(|day| view! { <Outcome kind=OutcomeKind::Pass label=time::day(day) /> });
        view! { <td role="cell" data-label=t::roadmaps::done(locale)>{done}</td> }
    });
    let when = match step.due {
        Some(day) => view! { <Due current=time::day(day) baseline=step.baseline.map(time::day) /> }.into_any(),
        None => step.kind.label(locale).into_any(),
    };
    view! {
        <tr role="row" id=format!("milestone-{number}")>
            <td role="cell" class="num" data-label=t::tasks::step(locale)>{number}</td>
            {unit}
            <td role="cell">{step.title.clone()}</td>
            {deliverable}
            <td role="cell" class="num" data-label=t::tasks::planned(locale)>{when}</td>
            {done}
        </tr>
    }
    .into_any()
}
