//! Finds the header of a ledger and what its columns mean.

mod find;
mod meaning;
mod names;
mod settle;

use super::{
    column::Column,
    grid::Sheet,
    problem::{LayoutProblem, SkipReason},
};

/// How a sheet is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) columns: Vec<Use>,
    /// Columns with a name that are not read.
    pub(super) left_out: Vec<(u32, SkipReason)>,
    /// What is to be told about columns, each at its header cell.
    pub(super) problems: Vec<(u32, Option<Column>, LayoutProblem)>,
}

/// A column of the ledger and where it stands: several places where a header spans them or two columns mean the same.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub(super) column: Column,
    pub(super) at: Vec<u32>,
    pub(super) label: String,
}

impl Layout {
    pub(super) fn places(&self, column: Column) -> &[u32] {
        self.columns.iter().find(|used| used.column == column).map_or(&[], |used| &used.at)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        !self.places(column).is_empty()
    }
}

impl Layout {
    /// Lets rows be numbered by their order where the sheet has no numbers, rather than leave the sheet out.
    pub(super) fn number_rows(&mut self) {
        for (_, _, problem) in &mut self.problems {
            if *problem == (LayoutProblem::ColumnMissing { column: Column::Seq }) {
                *problem = LayoutProblem::RowsNumbered;
            }
        }
    }
}

/// Whether a text is the name of a ledger column.
pub(super) fn is_known(label: &str) -> bool {
    meaning::of_label(label).is_some()
}

/// The layout of a sheet; none if it is no ledger.
pub(super) fn layout(sheet: &Sheet) -> Option<Layout> {
    let mut header = find::find(sheet)?;
    let settled = settle::settle(sheet, &mut header);
    let mut layout = Layout {
        first_row: header.first_row,
        last_row: header.last_row,
        columns: Vec::new(),
        left_out: Vec::new(),
        problems: Vec::new(),
    };
    for column in Column::ALL {
        choose(sheet, &header, column, &mut layout);
    }
    for (at, column) in settled {
        let label = layout.columns.iter().find(|used| used.at.contains(&at)).map(|used| used.label.clone());
        let problem = label.map(|label| LayoutProblem::ColumnReadAs { label, column });
        layout.problems.extend(problem.map(|problem| (at, Some(column), problem)));
    }
    for cell in header.cells.iter().filter(|cell| cell.meaning.is_none()) {
        let label = cell.label.clone();
        layout.left_out.push((cell.at, SkipReason::ColumnUnknown { label }));
    }
    timetable_as_deadline(&mut layout);
    for column in Column::ALL.into_iter().filter(|column| !layout.has(*column)).collect::<Vec<_>>() {
        // Other columns may rightly be absent; a ledger without deadlines is hardly meant.
        let absent = match column {
            Column::Deadline => LayoutProblem::ColumnAbsent { column },
            _ if column.required() => LayoutProblem::ColumnMissing { column },
            _ => continue,
        };
        layout.problems.push((0, Some(column), absent));
    }
    Some(layout)
}

/// Takes the best of the columns that mean the same.
fn choose(sheet: &Sheet, header: &find::Header, column: Column, layout: &mut Layout) {
    let candidates = settle::ranked(sheet, header, column);
    let Some((best, others)) = candidates.split_first() else { return };
    let mut chosen = Use { column, at: vec![best.at], label: best.label.clone() };
    if sheet.column_hidden(best.at) {
        let problem = LayoutProblem::HiddenColumnRead { label: best.label.clone() };
        layout.problems.push((best.at, Some(column), problem));
    }
    for other in others {
        let (label, used) = (other.label.clone(), chosen.label.clone());
        let is_text = matches!(column, Column::Content | Column::Note | Column::Progress | Column::Source);
        if other.anchor == best.anchor {
            // One header cell over several columns.
            chosen.at.push(other.at);
        } else if sheet.column_hidden(other.at) {
            layout.problems.push((other.at, Some(column), LayoutProblem::HiddenColumnSkipped { label: label.clone() }));
            layout.left_out.push((other.at, SkipReason::ColumnHidden { label }));
        } else if column == Column::Leads && best.label.contains('第') && header.lacks(Column::CoLeads) {
            // 第一牵头单位 beside 牵头单位: the second holds the others.
            layout.columns.push(Use { column: Column::CoLeads, at: vec![other.at], label });
        } else if is_text {
            layout.problems.push((other.at, Some(column), LayoutProblem::ColumnsJoined { label, used }));
            chosen.at.push(other.at);
        } else {
            let problem = LayoutProblem::ColumnRepeated { label: label.clone(), used: used.clone() };
            layout.problems.push((other.at, Some(column), problem));
            layout.left_out.push((other.at, SkipReason::ColumnRepeated { label, used }));
        }
    }
    layout.columns.push(chosen);
}

/// A sheet whose only dates are in 时间节点 means the deadline by it.
fn timetable_as_deadline(layout: &mut Layout) {
    if layout.has(Column::Deadline) || layout.has(Column::Roadmap) {
        return;
    }
    if let Some(used) = layout.columns.iter_mut().find(|used| used.column == Column::Timetable) {
        used.column = Column::Deadline;
        let problem = LayoutProblem::TimetableAsDeadline { label: used.label.clone() };
        layout.problems.push((used.at[0], Some(Column::Deadline), problem));
    }
}
