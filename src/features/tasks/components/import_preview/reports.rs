//! What is wrong in a sheet, and what was not read of it.

use leptos::prelude::*;

use super::{Shown, turns::turns};
use crate::{
    features::tasks::{
        import::Severity,
        preview_place::{List, part},
        queries::imports::Preview,
    },
    shared::locale::Locale,
    t,
    ui::{Callout, HeadCell, Outcome, OutcomeKind, Panel, Table, Tone},
};

/// Where errors and warnings are, with what to do.
pub fn reports(shown: &Shown<'_>) -> AnyView {
    let (reports, locale) = (&shown.preview.reading.reports, shown.locale);
    if reports.is_empty() {
        return ().into_any();
    }
    let here = part(shown.place.faults, reports.len());
    let rows = reports[here.clone()]
        .iter()
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
    let text =
        t::tasks::faults_part(locale, here.start + 1, here.end, reports.len(), (reports.len() - here.len()) as i64);
    let turns = turns(shown, List::Faults, reports.len(), text);
    view! {
        <Panel id=List::Faults.id() title=t::tasks::reports(locale) note=t::tasks::reports_note(locale) long=true>
            <Table label=t::tasks::reports(locale) head class="table--cards">{rows}</Table>
            {turns}
        </Panel>
    }
    .into_any()
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
