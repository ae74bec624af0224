//! One row of the ledger: a table row on wide screens, a card on phones, by style alone.

use leptos::prelude::*;

use super::{due::due, marked};
use crate::{
    features::{
        lights::{components::light::light, model::Judge},
        tasks::{
            model::{UnitRole, next_milestone},
            queries::{list::TaskLine, parts::LineMilestone},
        },
    },
    shared::{locale::Locale, time},
    t,
    ui::{Axis, ConfidenceBars, Meter, State, Track, TrackPoint, UnitTag},
};

/// A `<tr>` of the list. `with_field` names the field, where the list is ordered by it.
pub fn ledger_row(
    line: TaskLine,
    (axis, judge): (Axis, &Judge),
    terms: &[String],
    with_field: bool,
    locale: Locale,
) -> AnyView {
    let href = format!("/tasks/{}", line.number);
    let source = line.source.as_ref().map(|(document, clause)| format!("{document} {clause}"));
    let field = with_field.then(|| line.field.clone());
    let snippet = marked::snippet(&line.content, terms);
    let title = marked::marked(&line.title, terms);
    let number = marked::marked(&line.number, terms);
    view! {
        <tr role="row" id=format!("task-{}", line.number)>
            <td role="cell" class="col-task">
                <a class="task__link" href=href>
                    <span class="code">{number}</span>
                    " "
                    <span class="task__title">{title}</span>
                    <span class="sub">{source} " " <State label=line.state.label(locale) /> " " {field}</span>
                    {snippet.map(|snippet| view! { <span class="sub">{snippet}</span> })}
                </a>
            </td>
            <td role="cell" class="col-light">{lit(&line, judge, locale)} {confidence(&line, locale)}</td>
            <td role="cell" class="col-unit">{units(&line, terms, locale)}</td>
            <td role="cell" class="col-progress">{progress(&line, locale)}</td>
            <td role="cell" class="col-track">{track(&line, axis, judge, locale)}</td>
            <td role="cell" class="col-next">{due(&line.due, locale)} {next(&line)}</td>
        </tr>
    }
    .into_any()
}

fn units(line: &TaskLine, terms: &[String], locale: Locale) -> AnyView {
    let lead = line.lead.clone().map(|name| {
        let marked = marked::marked(&name, terms);
        view! { <UnitTag name role=UnitRole::Lead.label(locale) marked /> }
    });
    let own =
        line.own_role.filter(|role| *role != UnitRole::Lead).map(|role| t::tasks::own_role(locale, role.label(locale)));
    let co_leads = (!line.co_leads.is_empty())
        .then(|| t::tasks::co_leads(locale, line.co_leads.join(t::tasks::list_comma(locale))));
    let participants = (line.participants > 0).then(|| t::tasks::participants(locale, line.participants));
    let others: Vec<String> = [co_leads, participants, own].into_iter().flatten().collect();
    let others = marked::marked(&others.join(t::tasks::clause_comma(locale)), terms);
    view! { {lead} <span class="sub">{others}</span> }.into_any()
}

/// How likely the first lead called it last.
fn confidence(line: &TaskLine, locale: Locale) -> Option<AnyView> {
    let (_, confidence) = line.report?;
    Some(view! { <ConfidenceBars level=confidence.level() label=confidence.label(locale) /> }.into_any())
}

/// How far the first lead said it is.
fn progress(line: &TaskLine, locale: Locale) -> Option<AnyView> {
    let (percent, _) = line.report?;
    Some(view! { <Meter value=f64::from(percent) label=t::reports::done_percent(locale, percent) /> }.into_any())
}

fn lit(line: &TaskLine, judge: &Judge, locale: Locale) -> Option<AnyView> {
    let open = line.milestones.iter().filter_map(|milestone| Some((milestone.title.as_str(), milestone.open_due()?)));
    Some(light(line.light?, judge, open, line.due.current, locale))
}

fn track(line: &TaskLine, axis: Axis, judge: &Judge, locale: Locale) -> AnyView {
    let points: Vec<TrackPoint> = line
        .milestones
        .iter()
        .filter_map(|milestone| {
            Some(TrackPoint {
                day: milestone.due?,
                baseline: None,
                kind: judge.point(line.state, milestone.open_due()),
            })
        })
        .collect();
    let label = if points.is_empty() {
        t::tasks::no_milestones(locale).to_owned()
    } else {
        let days: Vec<String> = points.iter().map(|point| time::short_day(point.day)).collect();
        t::tasks::milestones_on(locale, days.join(t::tasks::list_comma(locale)))
    };
    view! { <Track axis points label /> }.into_any()
}

/// The first milestone that is open and has a day.
fn next(line: &TaskLine) -> Option<AnyView> {
    let milestone = next_milestone(&line.milestones, LineMilestone::open_due)?;
    let (title, day) = (&milestone.title, milestone.due.map(time::short_day).unwrap_or_default());
    Some(view! { <span class="next">{format!("{day} {title}")}</span> }.into_any())
}
