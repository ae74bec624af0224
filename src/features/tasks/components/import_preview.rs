//! The preview of a sheet: each row as it will be entered, its faults at their cells.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::{
    features::tasks::{
        import::{FieldChange, Report, Severity, SheetTask},
        queries::imports::{Effect, Preview, PreviewRow},
    },
    shared::{locale::Locale, time},
    t,
    ui::{Callout, HeadCell, Outcome, OutcomeKind, Panel, Table, Tone},
};

/// So many rows are drawn; further ones are entered like them.
const DRAWN: usize = 300;

/// Where errors and warnings are, with what to do.
pub fn reports(preview: &Preview, locale: Locale) -> AnyView {
    if preview.reading.reports.is_empty() {
        return ().into_any();
    }
    let rows = preview
        .reading
        .reports
        .iter()
        .take(DRAWN)
        .map(|report| {
            let (kind, word) = match report.severity {
                Severity::Error => (OutcomeKind::Stop, t::tasks::error(locale)),
                Severity::Warning => (OutcomeKind::Wait, t::tasks::warning(locale)),
            };
            let place = format!("{} {}", report.sheet, report.cell);
            view! {
                <tr role="row">
                    <td role="cell"><Outcome kind label=word /></td>
                    <td role="cell" class="num">{place}</td>
                    <td role="cell">{report.message_in(locale)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <HeadCell label=t::tasks::severity(locale) />
        <HeadCell label=t::tasks::cell(locale) />
        <HeadCell label=t::tasks::what_is_wrong(locale) />
    }
    .into_any();
    view! {
        <Panel id="reports" title=t::tasks::reports(locale) note=t::tasks::reports_note(locale) long=true>
            <Table label=t::tasks::reports(locale) head>{rows}</Table>
        </Panel>
    }
    .into_any()
}

/// The rows, with a box to leave one out.
pub fn preview_rows(preview: &Preview, locale: Locale) -> AnyView {
    if preview.rows.is_empty() {
        return ().into_any();
    }
    let mut at_row: HashMap<(String, u32), Vec<&Report>> = HashMap::new();
    for report in &preview.reading.reports {
        at_row.entry((report.sheet.clone(), row_of(&report.cell))).or_default().push(report);
    }
    let rows = preview
        .rows
        .iter()
        .take(DRAWN)
        .map(|row| {
            let reports = at_row.get(&(row.task.sheet.clone(), row.task.row)).cloned().unwrap_or_default();
            preview_row(row, &reports, locale)
        })
        .collect_view();
    let head = [
        t::tasks::enter(locale),
        t::tasks::sheet_row(locale),
        t::tasks::seq(locale),
        t::tasks::title(locale),
        t::tasks::lead_and_participants(locale),
        t::tasks::roadmap(locale),
        t::tasks::due(locale),
        t::tasks::sources(locale),
    ]
    .map(|label| view! { <HeadCell label /> })
    .collect_view()
    .into_any();
    let more = preview.rows.len().saturating_sub(DRAWN);
    let more = (more > 0).then(|| view! { <p class="meta">{t::tasks::more_rows(locale, more)}</p> });
    view! {
        <Panel id="rows" title=t::tasks::rows_title(locale) long=true>
            <Table label=t::tasks::rows_title(locale) head class="preview">{rows}</Table>
            {more}
        </Panel>
    }
    .into_any()
}

fn preview_row(row: &PreviewRow, reports: &[&Report], locale: Locale) -> AnyView {
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
                <input type="checkbox" name="rows[]" value=key checked=true />
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

/// A cell that names the faults of its columns.
fn marked_cell(columns: &[&str], content: AnyView, reports: &[&Report], locale: Locale) -> AnyView {
    let notes: Vec<String> = reports
        .iter()
        .filter(|report| columns.contains(&report.column.as_str()))
        .map(|report| report.message_in(locale))
        .collect();
    let marked = (!notes.is_empty()).then_some("");
    let notes = notes.into_iter().map(|note| view! { <small>{note}</small> }).collect_view();
    view! { <td role="cell" data-warning=marked>{content} {notes}</td> }.into_any()
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

/// The row number at the end of a cell's name; 0 where there is none.
fn row_of(cell: &str) -> u32 {
    cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(0)
}

/// Sheets, rows and columns left out, and why.
pub fn skipped(preview: &Preview, locale: Locale) -> AnyView {
    if preview.reading.skipped.is_empty() {
        return ().into_any();
    }
    let items = preview.reading.skipped.iter().map(|skipped| {
        let place = match (skipped.row, &skipped.column) {
            (Some(row), _) => t::tasks::skipped_row(locale, &skipped.sheet, row),
            (None, Some(column)) => t::tasks::skipped_column(locale, &skipped.sheet, column),
            (None, None) => t::tasks::skipped_sheet(locale, &skipped.sheet),
        };
        view! { <li>{place} ": " {skipped.reason_in(locale)}</li> }
    });
    let items = items.collect_view();
    view! {
        <Callout tone=Tone::Blue>
            <h3>{t::tasks::skipped(locale)}</h3>
            <ul>{items}</ul>
        </Callout>
    }
    .into_any()
}
