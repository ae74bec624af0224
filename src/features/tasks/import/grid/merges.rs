//! Merged areas, found by cell without laying them out.

use std::cell::RefCell;
use std::collections::HashMap;

/// A rectangle of cells, all bounds included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Area {
    pub(in super::super) top: u32,
    pub(in super::super) left: u32,
    pub(in super::super) bottom: u32,
    pub(in super::super) right: u32,
}

/// The merged areas of a sheet.
#[derive(Debug, Default)]
pub(in super::super) struct Merges {
    areas: Vec<Area>,
    /// Areas over a column by their first row, laid out when the column is first asked for: only the few columns of
    /// the ledger are, so an area over the whole sheet costs no more than any other.
    by_column: RefCell<HashMap<u32, Vec<Area>>>,
}

impl Merges {
    pub(in super::super) fn push(&mut self, area: Area) {
        if area.top != area.bottom || area.left != area.right {
            self.areas.push(area);
        }
    }

    pub(in super::super) fn len(&self) -> usize {
        self.areas.len()
    }

    pub(in super::super) fn iter(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter()
    }

    /// The area that covers a cell.
    pub(in super::super) fn at(&self, row: u32, column: u32) -> Option<Area> {
        if self.areas.is_empty() {
            return None;
        }
        let mut columns = self.by_column.borrow_mut();
        let areas = columns.entry(column).or_insert_with(|| {
            let mut over: Vec<Area> =
                self.areas.iter().filter(|area| (area.left..=area.right).contains(&column)).copied().collect();
            over.sort_by_key(|area| area.top);
            over
        });
        let after = areas.partition_point(|area| area.top <= row);
        areas.get(after.checked_sub(1)?).filter(|area| row <= area.bottom).copied()
    }
}
