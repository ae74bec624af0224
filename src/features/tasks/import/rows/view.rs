//! One row through its layout.

use std::borrow::Cow;
use std::rc::Rc;

use crate::features::tasks::import::{
    column::Column,
    grid::{Sheet, Value},
    header::Layout,
};

/// A row, or several that are one task because its number and title are merged over them.
pub(in super::super) struct RowView<'a> {
    pub(in super::super) sheet: &'a Sheet,
    pub(in super::super) layout: &'a Layout,
    pub(in super::super) first: u32,
    pub(in super::super) last: u32,
}

/// What stands in a column of the row.
#[derive(Debug)]
pub(in super::super) struct Held<'a> {
    pub(in super::super) value: Cow<'a, Value>,
    /// The first cell of the merge the value comes from, where that begins in a row above.
    pub(in super::super) merged_from: Option<(u32, u32)>,
}

impl<'a> RowView<'a> {
    pub(super) fn at(sheet: &'a Sheet, layout: &'a Layout, row: u32) -> Self {
        let merge = |column| {
            let at = *layout.places(column).first()?;
            sheet.merges.at(row, at).filter(|area| area.top == row && area.bottom > row && area.left == at)
        };
        let last = match (merge(Column::Seq), merge(Column::Title)) {
            (Some(seq), Some(title)) if seq.bottom == title.bottom => seq.bottom,
            _ => row,
        };
        Self { sheet, layout, first: row, last }
    }

    /// Where a column stands; the first of its places.
    pub(in super::super) fn column_of(&self, column: Column) -> u32 {
        self.layout.places(column).first().copied().unwrap_or(1)
    }

    /// The value in a column: its own, or that of a merge down the column. A merge across columns belongs to the column
    /// it begins in. Several values of one task are put on lines of their own.
    pub(in super::super) fn held(&self, column: Column) -> Option<Held<'a>> {
        let places = self.layout.places(column);
        let mut found: Vec<(&'a Value, (u32, u32))> = Vec::new();
        // A merge down thousands of rows need not be walked: rows without cells of their own add nothing.
        let rows = std::iter::once(self.first).chain(
            self.sheet
                .rows
                .range(self.first.saturating_add(1)..=self.last.max(self.first + 1))
                .map(|(row, _)| *row)
                .filter(|row| *row <= self.last),
        );
        for row in rows {
            for at in places {
                let (Some(value), merged) = self.sheet.seen(row, *at) else { continue };
                let anchor = merged.unwrap_or((row, *at));
                if places.contains(&anchor.1) && found.iter().all(|(_, known)| *known != anchor) && !value.is_blank() {
                    found.push((value, anchor));
                }
            }
        }
        let (first, anchor) = *found.first()?;
        let merged_from = (anchor.0 < self.first).then_some(anchor);
        if found.len() == 1 {
            return Some(Held { value: Cow::Borrowed(first), merged_from });
        }
        // What cannot be read stays visible as such.
        if let Some((bad, _)) = found.iter().find(|(value, _)| matches!(value, Value::TooLong)) {
            return Some(Held { value: Cow::Borrowed(bad), merged_from });
        }
        let text = found.iter().map(|(value, _)| value.text()).collect::<Vec<_>>().join("\n");
        Some(Held { value: Cow::Owned(Value::Text(Rc::from(text))), merged_from })
    }

    /// The text of a column, empty where there is none.
    pub(in super::super) fn text(&self, column: Column) -> String {
        self.held(column).map(|held| held.value.text()).unwrap_or_default()
    }
}
