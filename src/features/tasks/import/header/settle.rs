//! Second meanings: 主要任务 is a title where nothing else is one, and the content beside 改革事项.

use super::find::{Header, HeaderCell};
use crate::features::tasks::import::{column::Column, grid::Sheet};

/// Gives columns that no name was found for one that another column can spare. Each is told with its label.
pub(super) fn settle(sheet: &Sheet, header: &mut Header) -> Vec<(u32, Column)> {
    let mut settled = Vec::new();
    let mut give = |header: &mut Header, at: Option<u32>, column: Column| {
        let Some(at) = at else { return };
        for cell in header.cells.iter_mut().filter(|cell| cell.at == at) {
            cell.meaning = cell.meaning.map(|(_, clarity)| (column, clarity));
            settled.push((at, column));
        }
    };
    if header.lacks(Column::Title) {
        let contents = ranked(sheet, header, Column::Content);
        let names_a_task = |cell: &&&HeaderCell| ["任务", "事项", "举措"].iter().any(|word| cell.label.contains(word));
        let best = contents.iter().find(names_a_task).or_else(|| contents.first()).map(|cell| cell.at);
        give(header, best, Column::Title);
    }
    if header.lacks(Column::Content) {
        let spare = spare(sheet, header, Column::Title).or_else(|| spare(sheet, header, Column::Roadmap));
        let at = spare.map(|cell| cell.at);
        give(header, at, Column::Content);
    }
    if header.lacks(Column::Timetable) && !header.lacks(Column::Roadmap) {
        let at = spare(sheet, header, Column::Deadline).map(|cell| cell.at);
        give(header, at, Column::Timetable);
    }
    if header.lacks(Column::Participants) {
        let leads = ranked(sheet, header, Column::Leads);
        let says_lead = |cell: &HeaderCell| ["牵头", "主办"].iter().any(|word| cell.label.contains(word));
        // 责任单位 beside 牵头单位 holds those who only take part.
        let at = leads
            .first()
            .filter(|best| says_lead(best))
            .and_then(|_| spare(sheet, header, Column::Leads).filter(|spare| !says_lead(spare)).map(|spare| spare.at));
        give(header, at, Column::Participants);
    }
    settled
}

/// The columns of one meaning: visible before hidden, the clearer name, the one further left.
pub(super) fn ranked<'a>(sheet: &Sheet, header: &'a Header, column: Column) -> Vec<&'a HeaderCell> {
    let mut cells: Vec<&HeaderCell> =
        header.cells.iter().filter(|cell| cell.meaning.is_some_and(|(found, _)| found == column)).collect();
    cells.sort_by_key(|cell| {
        let clarity = cell.meaning.map_or(0, |(_, clarity)| clarity);
        (sheet.column_hidden(cell.at), std::cmp::Reverse(clarity), cell.at)
    });
    cells
}

/// A visible column that another of the same meaning goes before.
fn spare<'a>(sheet: &Sheet, header: &'a Header, column: Column) -> Option<&'a HeaderCell> {
    let cells = ranked(sheet, header, column);
    let (best, others) = cells.split_first()?;
    others.iter().find(|cell| cell.anchor != best.anchor && !sheet.column_hidden(cell.at)).copied()
}
