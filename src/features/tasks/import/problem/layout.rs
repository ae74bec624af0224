//! Problems of a sheet's layout.

use crate::features::tasks::import::{column::Column, reading::Severity};
use crate::{shared::locale::Locale, t::import as t};

/// What is unusual about header, columns or hidden parts.
#[derive(Clone, Debug, PartialEq)]
pub enum LayoutProblem {
    /// No sheet of the file has a header of a ledger.
    NoHeader,
    ColumnMissing {
        column: Column,
    },
    ColumnAbsent {
        column: Column,
    },
    /// No column of numbers: the order of the rows numbers them.
    RowsNumbered,
    /// A second column of the same meaning was left out.
    ColumnRepeated {
        label: String,
        used: String,
    },
    /// A second column of the same meaning was put after the first.
    ColumnsJoined {
        label: String,
        used: String,
    },
    /// Cells of data stand under no header.
    ColumnWithoutHeader {
        letters: String,
    },
    HiddenColumnRead {
        label: String,
    },
    HiddenColumnSkipped {
        label: String,
    },
    HiddenRow,
    HiddenSheetRead,
    HiddenSheetSkipped,
    TimetableAsDeadline {
        label: String,
    },
    /// A column that no other name was found for, read from one that could also mean something else.
    ColumnReadAs {
        label: String,
        column: Column,
    },
}

impl LayoutProblem {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoHeader => "header_not_found",
            Self::ColumnMissing { .. } => "column_missing",
            Self::ColumnAbsent { .. } => "column_absent",
            Self::RowsNumbered => "rows_numbered",
            Self::ColumnRepeated { .. } => "column_repeated",
            Self::ColumnsJoined { .. } => "columns_joined",
            Self::ColumnWithoutHeader { .. } => "column_without_header",
            Self::HiddenColumnRead { .. } => "hidden_column_read",
            Self::HiddenColumnSkipped { .. } => "hidden_column_skipped",
            Self::HiddenRow => "hidden_row_read",
            Self::HiddenSheetRead => "hidden_sheet_read",
            Self::HiddenSheetSkipped => "hidden_sheet_skipped",
            Self::TimetableAsDeadline { .. } => "timetable_as_deadline",
            Self::ColumnReadAs { .. } => "column_read_as",
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::NoHeader | Self::ColumnMissing { .. } => Severity::Error,
            _ => Severity::Warning,
        }
    }

    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::NoHeader => t::header_not_found(locale).into(),
            Self::ColumnMissing { column } => t::column_missing(locale, column.label()),
            Self::ColumnAbsent { column } => t::column_absent(locale, column.label()),
            Self::RowsNumbered => t::rows_numbered(locale).into(),
            Self::ColumnRepeated { label, used } => t::column_repeated(locale, label, used),
            Self::ColumnsJoined { label, used } => t::columns_joined(locale, label, used),
            Self::ColumnWithoutHeader { letters } => t::column_without_header(locale, letters),
            Self::HiddenColumnRead { label } => t::hidden_column_read(locale, label),
            Self::HiddenColumnSkipped { label } => t::hidden_column_skipped(locale, label),
            Self::HiddenRow => t::hidden_row_read(locale).into(),
            Self::HiddenSheetRead => t::hidden_sheet_read(locale).into(),
            Self::HiddenSheetSkipped => t::hidden_sheet_skipped(locale).into(),
            Self::TimetableAsDeadline { label } => t::timetable_as_deadline(locale, label),
            Self::ColumnReadAs { label, column } => t::column_read_as(locale, label, column.label()),
        }
    }
}
