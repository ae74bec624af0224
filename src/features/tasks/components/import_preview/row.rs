//! A row of the preview: what entering it would do, its faults at their cells.

use leptos::prelude::*;

use crate::{
    features::tasks::{
        import::{FieldChange, Report, Severity, SheetTask},
        queries::imports::{Effect, PreviewRow},
    },
    shared::{locale::Locale, time},
    t,
    ui::{Outcome, OutcomeKind},
};

pub(super) fn preview_row(row: &PreviewRow, ticked: bool, reports: &[&Report], locale: Locale) -> AnyView {
    let task = &row.task;
    let (box_, kind, word) = match &row.effect {
        Effect::New => (Some(row.key()), OutcomeKind::Pass, t::tasks::effect_new(locale)),
        Effect::Changed(_) => (Some(row.key()), OutcomeKind::Busy, t::tasks::effect_changed(locale)),
        Effect::Unchanged => (None, OutcomeKind::NotApplicable, t::tasks::effect_unchanged(locale)),
    };
    let enter = box_.map(|key| {
        view! {
            <label class="check">
                <span class="vh">{t::tasks::enter_row(locale, task.row)}</span>
                <input type="hidden" name="shown[]" value=key.clone() />
                <input type="checkbox" name="rows[]" value=key checked=ticked />
            </label>
        }
    });
    let due = task.deadline.date.map(time::day);
    let due_words = task.deadline.raw.clone();
    let cell = |columns: &[&str], content: AnyView| marked_cell(columns, content, reports, locale);
    view! {
        <tr role="row">
            <td role="cell">{enter} <Outcome kind label=word /></td>
            <td role="cell" class="num">{task.row}</td>
            {cell(&["seq"], task.seq.into_any())}
            {cell(&["title", "content", "field"], view! { <strong>{task.title.clone()}</strong> <small>{task.field.clone()}</small> {changes(&row.effect, locale)} {kept(&row.kept, locale)} }.into_any())}
            {cell(&["leads", "co_leads", "participants"], units(row, locale))}
            {cell(&["roadmap", "timetable"], steps(task))}
            {cell(&["deadline"], view! { <span class="num">{due}</span> <small>{due_words}</small> }.into_any())}
            {cell(&["source", "note", "progress"], sources(task))}
        </tr>
    }
    .into_any()
}

/// A cell that names the faults of its columns; of an error also the cell in the sheet, for that is to be mended.
pub(super) fn marked_cell(columns: &[&str], content: AnyView, reports: &[&Report], locale: Locale) -> AnyView {
    let here: Vec<&Report> =
        reports.iter().copied().filter(|report| columns.contains(&report.column.as_str())).collect();
    let is_error = |report: &Report| report.severity == Severity::Error;
    let wrong = here.iter().any(|report| is_error(report)).then_some("");
    let marked = (!here.is_empty() && wrong.is_none()).then_some("");
    let notes = here.into_iter().map(|report| {
        let message = report.message_in(locale);
        let note = if is_error(report) { format!("{} {message}", report.cell) } else { message };
        view! { <small>{note}</small> }
    });
    let notes = notes.collect_view();
    view! { <td role="cell" data-warning=marked data-invalid=wrong>{content} {notes}</td> }.into_any()
}

fn changes(effect: &Effect, locale: Locale) -> AnyView {
    let Effect::Changed(changes) = effect else { return ().into_any() };
    changes
        .iter()
        .map(|change| {
            view! {
                <p class="diff">
                    <span>{field_label(change.field, locale)}</span>
                    " "
                    <del>{change.before.clone()}</del>
                    " "
                    <ins>{change.after.clone()}</ins>
                </p>
            }
        })
        .collect_view()
        .into_any()
}

/// Where the ledger stays as it is.
fn kept(fields: &[FieldChange], locale: Locale) -> AnyView {
    let note = |kept: &FieldChange| {
        let text = match kept.field {
            "deadline" => t::tasks::kept_extension(locale, &kept.before),
            _ => t::tasks::kept_roadmap(locale, field_label(kept.field, locale)),
        };
        view! { <p><small>{text}</small></p> }
    };
    fields.iter().map(note).collect_view().into_any()
}

/// The word for a column of the sheet.
fn field_label(name: &str, locale: Locale) -> &'static str {
    match name {
        "seq" => t::tasks::seq(locale),
        "field" => t::tasks::field(locale),
        "title" => t::tasks::title(locale),
        "content" => t::tasks::content_and_goal(locale),
        "leads" => t::tasks::first_lead(locale),
        "co_leads" => t::tasks::role_co_lead(locale),
        "participants" => t::tasks::participants_label(locale),
        "roadmap" => t::tasks::milestone(locale),
        "timetable" => t::tasks::planned(locale),
        "deadline" => t::tasks::due(locale),
        "source" => t::tasks::sources(locale),
        "note" => t::tasks::note(locale),
        "progress" => t::tasks::progress(locale),
        _ => t::tasks::which_field(locale),
    }
}

fn units(row: &PreviewRow, locale: Locale) -> AnyView {
    let names = &row.names;
    let comma = t::tasks::list_comma(locale);
    let line = |label: &str, names: &[String]| (!names.is_empty()).then(|| format!("{label} {}", names.join(comma)));
    [
        line(t::tasks::role_lead(locale), std::slice::from_ref(&names.lead)),
        line(t::tasks::role_co_lead(locale), &names.co_leads),
        line(t::tasks::role_participant(locale), &names.participants),
    ]
    .into_iter()
    .flatten()
    .map(|text| view! { <p>{text}</p> })
    .collect_view()
    .into_any()
}

fn steps(task: &SheetTask) -> AnyView {
    let items = task
        .milestones
        .iter()
        .map(|step| {
            let day = step.due.map(time::short_day).unwrap_or_default();
            view! { <li>{format!("{day} {}", step.title)}</li> }
        })
        .collect_view();
    view! { <ol>{items}</ol> }.into_any()
}

fn sources(task: &SheetTask) -> AnyView {
    let items = task.sources.iter().map(|source| view! { <p>{format!("{} {}", source.doc, source.clause)}</p> });
    items.collect_view().into_any()
}
