//! What stands in the cells of a row.

use chrono::{Datelike, Days, NaiveDate};

use super::ExportError;
use crate::{
    features::tasks::import::{
        CELL_CHARS, Column, DateReading, DueKind, LedgerRow, ONGOING, PlanFrame, SheetMilestone, UnitBook, date_in,
        needs_number, says_date,
    },
    shared::text::clean,
};

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Number(i32),
    Text(String),
    Date(NaiveDate),
}

/// Written where a task has no field, for an empty cell would read as the field above.
pub(super) const NO_FIELD: &str = "—";

/// Written where a step has no date though its words name one.
const NO_DATE: &str = "—";

/// The cell of a row in a column.
pub(super) fn cell(row: &LedgerRow, column: Column, plan: PlanFrame, book: &UnitBook) -> Result<Cell, ExportError> {
    let text = match column {
        Column::Seq => return Ok(Cell::Number(row.seq)),
        Column::Deadline => return checked(deadline(row, plan), row, column),
        Column::Field if row.field.trim().is_empty() => NO_FIELD.to_owned(),
        Column::Field => clean(&row.field),
        Column::Title => clean(&row.title),
        Column::Content => clean(&row.content),
        Column::Leads | Column::CoLeads => {
            let units = std::iter::once(&row.first_lead).chain(&row.co_leads);
            units.map(|code| book.wording(code)).collect::<Vec<_>>().join("、")
        }
        Column::Participants => participants(row, book),
        Column::Roadmap => roadmap(&row.milestones),
        Column::Timetable => timetable(&row.milestones, plan),
        Column::Source => {
            row.sources.iter().map(|source| format!("{}{}", source.doc, source.clause)).collect::<Vec<_>>().join("；")
        }
        Column::Note => clean(&row.note),
        Column::Progress => clean(&row.progress),
    };
    checked(Cell::Text(text), row, column)
}

fn checked(cell: Cell, row: &LedgerRow, column: Column) -> Result<Cell, ExportError> {
    match &cell {
        Cell::Text(text) if text.chars().count() > CELL_CHARS => Err(ExportError::TooLong { seq: row.seq, column }),
        _ => Ok(cell),
    }
}

fn participants(row: &LedgerRow, book: &UnitBook) -> String {
    let units = row.participants.iter().map(|code| book.wording(code));
    let classes = row.participant_classes.iter().map(|class| {
        // A wording that has come to mean something else since gives way to the label.
        let holds = book.class_named(&class.text).is_some_and(|named| named.code == class.code);
        let label = || book.class(&class.code).map_or(class.text.clone(), |known| known.label.clone());
        if holds { class.text.clone() } else { label() }
    });
    units.chain(row.unknown_participants.iter().cloned()).chain(classes).collect::<Vec<_>>().join("、")
}

/// Numbered lines; a step alone needs no number, and without one nothing in it can be taken for a second.
fn numbers(steps: &[SheetMilestone]) -> bool {
    steps.len() > 1 || steps.iter().any(|step| needs_number(&step.title))
}

fn roadmap(steps: &[SheetMilestone]) -> String {
    let line = |(at, step): (usize, &SheetMilestone)| {
        let title = clean(&step.title);
        let title = title.trim_end_matches(|c: char| c.is_whitespace() || "；;。".contains(c));
        let end = if at + 1 == steps.len() { "。" } else { "；" };
        if numbers(steps) { format!("{}.{title}{end}", at + 1) } else { format!("{title}{end}") }
    };
    steps.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Steps without date or words have no line, but a cell that would be blank says so where a step speaks of a date.
fn timetable(steps: &[SheetMilestone], plan: PlanFrame) -> String {
    let blank = steps.iter().all(|step| words(step, plan).is_empty());
    let none = if blank && steps.iter().any(|step| says_date(&step.title, plan.year)) { NO_DATE } else { "" };
    let line = |(at, step): (usize, &SheetMilestone)| {
        let words = Some(words(step, plan)).filter(|words| !words.is_empty()).unwrap_or_else(|| none.to_owned());
        let number = if numbers(steps) { format!("{}.", at + 1) } else { String::new() };
        (!words.is_empty()).then(|| format!("{number}{words}"))
    };
    steps.iter().enumerate().filter_map(line).collect::<Vec<_>>().join("\n")
}

/// The kept words where they still say the date, else the date.
fn words(step: &SheetMilestone, plan: PlanFrame) -> String {
    let kept = step.due_text.as_deref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let kept = kept.unwrap_or_default();
    match (step.due, step.due_kind) {
        (Some(date), _) if says(&kept, date, plan) => kept,
        (Some(date), _) => date_text(date),
        (None, Some(DueKind::Ongoing)) if kept.is_empty() => ONGOING.to_owned(),
        _ => kept,
    }
}

fn says(text: &str, date: NaiveDate, plan: PlanFrame) -> bool {
    matches!(date_in(text, plan.year), DateReading::On(found) if found.date == date)
}

/// 2016年10月底前, 2016年12月15日前.
fn date_text(date: NaiveDate) -> String {
    let last_of_month = date.checked_add_days(Days::new(1)).is_some_and(|next| next.month() != date.month());
    let day = if last_of_month { "底".to_owned() } else { format!("{}日", date.day()) };
    format!("{}年{}月{day}前", date.year(), date.month())
}

fn deadline(row: &LedgerRow, plan: PlanFrame) -> Cell {
    let kept = row.deadline_text.as_deref().map(clean).filter(|text| !text.is_empty());
    match (row.deadline_kind, row.deadline_date, kept) {
        // The date may have been changed since the words were written.
        (DueKind::Fixed, Some(date), Some(text)) if says(&text, date, plan) => Cell::Text(text),
        (DueKind::Fixed, Some(date), _) => Cell::Date(date),
        (DueKind::Ongoing, _, text) => Cell::Text(text.unwrap_or_else(|| ONGOING.to_owned())),
        (_, _, text) => Cell::Text(text.unwrap_or_default()),
    }
}
