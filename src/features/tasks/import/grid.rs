//! Sheets as the readers hand them over: only the cells that hold something, whatever the size the sheet claims.

mod address;
mod merges;
mod value;

use std::collections::{BTreeMap, HashSet};

pub(super) use address::{a1, letters, parse_a1, parse_range};
pub(super) use merges::{Area, Merges};
pub(super) use value::{Value, number_text, serial_date};

/// A file's sheets, and what was noticed while opening it.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    pub(super) problems: Vec<super::problem::FileProblem>,
    /// Sheets beyond the number that is read.
    pub(super) unread: Vec<String>,
}

/// A sheet. Rows and columns count from 1.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Numbers of days count from 1904, as in books of old Macintoshes.
    pub(super) from_1904: bool,
    /// Cells of a row in the order of columns.
    pub(super) rows: BTreeMap<u32, Vec<(u32, Value)>>,
    pub(super) hidden_rows: HashSet<u32>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) merges: Merges,
}

impl Sheet {
    /// The cell's own value, not one it is merged into.
    pub(super) fn own(&self, row: u32, column: u32) -> Option<&Value> {
        let cells = self.rows.get(&row)?;
        let found = cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        cells.get(found).map(|(_, value)| value)
    }

    /// What a reader sees at this place: its own value, or that of the merge it lies in, with the merge's first cell.
    pub(super) fn seen(&self, row: u32, column: u32) -> (Option<&Value>, Option<(u32, u32)>) {
        if let Some(area) = self.merges.at(row, column)
            && (area.top, area.left) != (row, column)
        {
            return (self.own(area.top, area.left), Some((area.top, area.left)));
        }
        (self.own(row, column), None)
    }

    pub(super) fn column_hidden(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column))
    }
}
