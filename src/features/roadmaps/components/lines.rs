//! Lines of a round as a table, and what was said to those that came back.

use leptos::prelude::*;

use crate::{
    features::roadmaps::{model::Verdict, queries::rounds::Stored},
    shared::{locale::Locale, time},
    t,
    ui::{Callout, Due, HeadCell, Outcome, OutcomeKind, Table, Tone},
};

/// The lines, with what the office said where it said something.
pub fn table(lines: &[Stored], label: &'static str, locale: Locale) -> AnyView {
    let judged = lines.iter().any(|line| line.verdict.is_some());
    let rows = (1_usize..).zip(lines).map(|(row, line)| table_row(row, line, judged, locale)).collect_view();
    let verdict = judged.then(|| view! { <HeadCell label=t::roadmaps::state(locale) /> });
    let head = view! {
        <HeadCell label=t::roadmaps::step(locale) />
        <HeadCell label=t::tasks::milestone(locale) />
        <HeadCell label=t::roadmaps::deliverable(locale) />
        <HeadCell label=t::roadmaps::due(locale) />
        {verdict}
    }
    .into_any();
    view! { <Table label head class="table--cards">{rows}</Table> }.into_any()
}

fn table_row(row: usize, line: &Stored, judged: bool, locale: Locale) -> AnyView {
    let verdict = judged.then(|| {
        let said = line.verdict.map(|said| verdict(said, locale));
        let comment = (!line.comment.is_empty()).then(|| view! { <p class="sub">{line.comment.clone()}</p> });
        view! { <td role="cell">{said}{comment}</td> }
    });
    view! {
        <tr role="row" id=format!("line-{row}")>
            <td role="cell" class="num" data-label=t::roadmaps::step(locale)>{row}</td>
            <td role="cell">{line.title.clone()}</td>
            <td role="cell" data-label=t::roadmaps::deliverable(locale)>{line.deliverable.clone()}</td>
            <td role="cell" class="num" data-label=t::roadmaps::due(locale)>{due(line)}</td>
            {verdict}
        </tr>
    }
    .into_any()
}

/// The day, with the approved one struck through where it differs.
pub fn due(line: &Stored) -> AnyView {
    let Some(day) = line.due else { return ().into_any() };
    view! { <Due current=time::day(day) baseline=line.baseline.map(time::day) /> }.into_any()
}

fn verdict(said: Verdict, locale: Locale) -> AnyView {
    match said {
        Verdict::Accepted => {
            view! { <Outcome kind=OutcomeKind::Pass label=t::roadmaps::accept_line(locale) /> }.into_any()
        }
        Verdict::Returned => {
            view! { <Outcome kind=OutcomeKind::Stop label=t::roadmaps::return_line(locale) /> }.into_any()
        }
    }
}

/// What the office returned in the round before, and why.
pub fn returned(lines: &[Stored], locale: Locale) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let items = lines.iter().map(|line| {
        let day = line.due.map(time::day).unwrap_or_default();
        let what = format!("{day} {}（{}）", line.title, line.deliverable);
        view! { <li>{what} <p class="sub">{line.comment.clone()}</p></li> }
    });
    let items = items.collect_view();
    view! {
        <Callout tone=Tone::Yellow>
            <p>{t::roadmaps::returned_lines(locale)}</p>
            <ul>{items}</ul>
        </Callout>
    }
    .into_any()
}
