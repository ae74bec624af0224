//! Where the header is.

use std::collections::BTreeSet;

use super::meaning;
use crate::features::tasks::import::{
    column::Column,
    grid::{Sheet, Value},
    limits,
    words::half_width,
};

/// A header of one to three rows.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) cells: Vec<HeaderCell>,
}

/// The name of one column.
#[derive(Debug)]
pub(super) struct HeaderCell {
    pub(super) at: u32,
    pub(super) label: String,
    /// The cell the name stands in, the same for all columns it is merged over.
    pub(super) anchor: (u32, u32),
    pub(super) meaning: Option<(Column, u32)>,
}

impl Header {
    /// How many columns of the ledger are named.
    fn score(&self) -> usize {
        self.cells.iter().filter_map(|cell| cell.meaning).map(|(column, _)| column).collect::<BTreeSet<_>>().len()
    }

    pub(super) fn lacks(&self, column: Column) -> bool {
        self.cells.iter().all(|cell| cell.meaning.is_none_or(|(found, _)| found != column))
    }

    /// Enough names, and the right ones, for a ledger rather than some other list.
    fn is_ledger(&self) -> bool {
        let score = self.score();
        let (title, leads) = (!self.lacks(Column::Title), !self.lacks(Column::Leads));
        let who = leads || !self.lacks(Column::Seq);
        // 主要内容 can be the title, but only among units it tells a ledger from a table of contents.
        let content = !self.lacks(Column::Content) && leads;
        score >= 5 || (score >= 3 && (title && who || content))
    }
}

/// The header with the most names; of equals the one of fewest rows, then the first.
pub(super) fn find(sheet: &Sheet) -> Option<Header> {
    let rows: Vec<u32> = sheet.rows.range(..=limits::HEADER_ROW).map(|(row, _)| *row).collect();
    let mut best: Option<Header> = None;
    for depth in 1..=3 {
        for first in &rows {
            // A row with numbers below the first is data already, whatever words stand beside them. Years are none:
            // 年度目标 may stand over 2016 and 2017.
            if (first + 1..first + depth).any(|row| has_numbers(sheet, row)) {
                continue;
            }
            let header = header(sheet, *first, first + depth - 1);
            if header.score() > best.as_ref().map_or(0, Header::score) {
                best = Some(header);
            }
        }
    }
    best.filter(Header::is_ledger).map(|header| with_tail(sheet, header))
}

fn has_numbers(sheet: &Sheet, row: u32) -> bool {
    sheet.rows.get(&row).into_iter().flatten().any(|(_, value)| match value {
        Value::Number(number) => !meaning::is_year(&number.to_string()),
        Value::Date(_) => true,
        Value::Text(text) => {
            let text = text.trim();
            !text.is_empty() && text.chars().all(|c| half_width(c).is_ascii_digit()) && !meaning::is_year(text)
        }
        _ => false,
    })
}

fn header(sheet: &Sheet, first_row: u32, last_row: u32) -> Header {
    let cells = columns(sheet, first_row, last_row)
        .into_iter()
        .filter_map(|at| {
            let mut path: Vec<(String, (u32, u32))> = Vec::new();
            for row in first_row..=last_row {
                let (value, merged) = sheet.seen(row, at);
                let text = value.map(Value::text).unwrap_or_default();
                let anchor = merged.unwrap_or((row, at));
                if !text.is_empty() && path.last().is_none_or(|(_, last)| *last != anchor) {
                    path.push((text, anchor));
                }
            }
            let labels: Vec<&str> = path.iter().map(|(text, _)| text.as_str()).collect();
            let meaning = meaning::of_path(&labels);
            let (label, anchor) = path.last()?;
            let label = label.split_whitespace().collect::<String>().chars().take(30).collect();
            Some(HeaderCell { at, label, anchor: *anchor, meaning })
        })
        .collect();
    Header { first_row, last_row, cells }
}

/// Columns with something in these rows, merges counted in full.
fn columns(sheet: &Sheet, first_row: u32, last_row: u32) -> BTreeSet<u32> {
    let mut columns: BTreeSet<u32> =
        sheet.rows.range(first_row..=last_row).flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column)).collect();
    // A header has a few dozen merges; no more are looked at, however many a file claims.
    let merges = sheet.merges.iter().filter(|area| area.top <= last_row && area.bottom >= first_row);
    for area in merges.take(500) {
        columns.extend(area.left..=area.right.min(limits::HEADER_COLUMN));
    }
    columns.retain(|column| *column <= limits::HEADER_COLUMN);
    columns
}

/// Header cells may be merged further down than the rows that gave the names.
fn with_tail(sheet: &Sheet, mut header: Header) -> Header {
    let named: BTreeSet<u32> = header.cells.iter().map(|cell| cell.at).collect();
    let bottom = sheet
        .merges
        .iter()
        .filter(|area| (header.first_row..=header.last_row).contains(&area.top) && named.contains(&area.left))
        .map(|area| area.bottom)
        .filter(|bottom| *bottom <= header.last_row + 3)
        .max();
    header.last_row = header.last_row.max(bottom.unwrap_or(0));
    header
}
