//! What an incoming row would change in a stored task.

use super::{
    book::UnitBook,
    column::Column,
    ledger_row::{LedgerRow, WrittenClass},
    reading::{DueKind, SheetMilestone, SheetTask, Source},
    words::half_width,
};
use crate::shared::text::clean;

/// A field that differs, as texts for display.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// See [`Column::name`].
    pub field: &'static str,
    pub before: String,
    pub after: String,
}

/// The fields in which a row of a sheet differs from the stored task. Columns the sheet does not have say nothing and
/// are no difference; neither is the order of co-leads and participants.
#[must_use]
pub fn compare(existing: &LedgerRow, incoming: &SheetTask, book: &UnitBook) -> Vec<FieldChange> {
    let incoming_row = LedgerRow::from(incoming);
    let mut changes = Vec::new();
    for column in Column::ALL {
        let absent = incoming.absent.iter().any(|name| name == column.name());
        if absent || (column == Column::Progress && incoming.progress.is_none()) {
            continue;
        }
        let (before, after) = (shown(existing, column, book), shown(&incoming_row, column, book));
        if before.compared != after.compared {
            changes.push(FieldChange { field: column.name(), before: before.text, after: after.text });
        }
    }
    // The words of a timetable may not have been kept; then their absence is no difference.
    if existing.milestones.iter().all(|step| step.due_text.is_none()) {
        let plain = |steps: &[SheetMilestone]| dates(steps, false);
        let same = plain(&existing.milestones) == plain(&incoming_row.milestones);
        changes.retain(|change| change.field != Column::Timetable.name() || !same);
    }
    changes
}

/// A field as displayed, and as compared.
struct Shown {
    text: String,
    compared: String,
}

fn shown(row: &LedgerRow, column: Column, book: &UnitBook) -> Shown {
    let same = |text: String| Shown { compared: text.clone(), text };
    match column {
        Column::Seq => same(row.seq.to_string()),
        Column::Field => same(clean(&row.field)),
        Column::Title => same(clean(&row.title)),
        Column::Content => same(clean(&row.content)),
        Column::Leads => same(book.wording(&row.first_lead)),
        Column::CoLeads => unordered(units(&row.co_leads, book)),
        Column::Participants => {
            let classes = row.participant_classes.iter().map(|WrittenClass { text, .. }| text.clone());
            unordered([units(&row.participants, book), row.unknown_participants.clone(), classes.collect()].concat())
        }
        Column::Roadmap => same(numbered(row.milestones.iter().map(title))),
        Column::Timetable => same(dates(&row.milestones, true)),
        Column::Deadline => deadline(row),
        Column::Source => {
            let text = |source: &Source| format!("{}{}", source.doc, source.clause);
            let text = row.sources.iter().map(text).collect::<Vec<_>>().join("；");
            // Reading takes these off and makes these one, whoever wrote them.
            let compared = text.chars().filter(|c| !c.is_whitespace() && *c != '。').map(half_width).collect();
            Shown { text, compared }
        }
        Column::Note => same(clean(&row.note)),
        Column::Progress => same(clean(&row.progress)),
    }
}

fn units(codes: &[String], book: &UnitBook) -> Vec<String> {
    codes.iter().map(|code| book.wording(code)).collect()
}

fn unordered(names: Vec<String>) -> Shown {
    let text = names.join("、");
    let mut names: Vec<&str> = text.split('、').collect();
    names.sort_unstable();
    Shown { compared: names.join("、"), text }
}

fn title(step: &SheetMilestone) -> String {
    clean(&step.title).trim_end_matches(|c: char| c.is_whitespace() || "；;。".contains(c)).to_owned()
}

fn dates(steps: &[SheetMilestone], with_text: bool) -> String {
    numbered(steps.iter().map(|step| {
        let text = step.due_text.as_deref().filter(|_| with_text).unwrap_or_default();
        match (step.due, step.due_kind) {
            (Some(date), _) => format!("{date}{text}"),
            (None, Some(DueKind::Ongoing)) => format!("{}{text}", super::steps::ONGOING),
            _ => text.to_owned(),
        }
    }))
}

fn numbered(lines: impl Iterator<Item = String>) -> String {
    lines.enumerate().map(|(at, line)| format!("{}.{line}", at + 1)).collect::<Vec<_>>().join("\n")
}

/// A csv file writes a date cell as text, so a text that is just the date is the same as none.
fn deadline(row: &LedgerRow) -> Shown {
    let date = row.deadline_date.map(|date| date.to_string());
    let words = row.deadline_text.as_deref().map(clean).filter(|text| !text.is_empty());
    let text = words.clone().or_else(|| date.clone()).unwrap_or_else(|| match row.deadline_kind {
        DueKind::Ongoing => super::steps::ONGOING.to_owned(),
        _ => String::new(),
    });
    let compared = format!("{:?} {} {text}", row.deadline_kind, date.unwrap_or_default());
    Shown { text, compared }
}
