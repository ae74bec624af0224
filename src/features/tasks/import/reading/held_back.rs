//! A row that is not entered: enough of it to be recognised beside the others.

use crate::features::tasks::import::{column::Column, rows::RowView};

/// More of a cell is not kept: the row is shown, never stored.
const KEPT_CHARS: usize = 200;

/// A task row that an error keeps out; what is wrong with it stands in [`super::Reading::reports`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBack {
    pub sheet: String,
    /// Row of the sheet, as in [`super::SheetTask::row`].
    pub row: u32,
    /// How many tasks were read before it: its place among them.
    pub after: usize,
    /// The texts of its cells as written, the long ones cut; blank cells are left out.
    cells: Vec<(Column, String)>,
}

impl HeldBack {
    pub(in super::super) fn new(view: &RowView<'_>, after: usize) -> Self {
        let cells = Column::ALL
            .into_iter()
            .map(|column| (column, shortened(view.text(column))))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        Self { sheet: view.sheet.name.clone(), row: view.first, after, cells }
    }

    /// What stands in a column; empty where nothing readable does.
    #[must_use]
    pub fn text(&self, column: Column) -> &str {
        self.cells.iter().find(|(at, _)| *at == column).map_or("", |(_, text)| text)
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(KEPT_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
