//! Why a sheet, row or column was left out.

use crate::{shared::locale::Locale, t::import as t};

/// The reason with what it speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum SkipReason {
    SheetEmpty,
    /// A guidance sheet, a chart, a list of something else.
    SheetWithoutHeader,
    /// There is a header and nothing below it, as in a form to fill in.
    SheetWithoutTasks,
    SheetHidden,
    /// Its name says that it is guidance or a form to copy.
    SheetGuidance,
    SheetBeyondLimit {
        limit: usize,
    },
    Subtotal,
    Footnote,
    Heading,
    RepeatedHeader,
    ColumnNumbers,
    ColumnUnknown {
        label: String,
    },
    ColumnWithoutHeader,
    ColumnRepeated {
        label: String,
        used: String,
    },
    ColumnHidden {
        label: String,
    },
}

impl SkipReason {
    pub(in crate::features::tasks::import) fn code(&self) -> &'static str {
        match self {
            Self::SheetEmpty => "sheet_empty",
            Self::SheetWithoutHeader => "no_ledger_header",
            Self::SheetWithoutTasks => "no_task_rows",
            Self::SheetHidden => "hidden_sheet",
            Self::SheetGuidance => "guidance_sheet",
            Self::SheetBeyondLimit { .. } => "too_many_sheets",
            Self::Subtotal => "subtotal",
            Self::Footnote => "footnote",
            Self::Heading => "heading",
            Self::RepeatedHeader => "repeated_header",
            Self::ColumnNumbers => "column_numbers",
            Self::ColumnUnknown { .. } => "unknown_column",
            Self::ColumnWithoutHeader => "no_header",
            Self::ColumnRepeated { .. } => "repeated_column",
            Self::ColumnHidden { .. } => "hidden_column",
        }
    }

    pub(in crate::features::tasks::import) fn message(&self, locale: Locale) -> String {
        match self {
            Self::SheetEmpty => t::skip_sheet_empty(locale).into(),
            Self::SheetWithoutHeader => t::skip_no_ledger_header(locale).into(),
            Self::SheetWithoutTasks => t::skip_no_task_rows(locale).into(),
            Self::SheetHidden => t::skip_hidden_sheet(locale).into(),
            Self::SheetGuidance => t::skip_guidance_sheet(locale).into(),
            Self::SheetBeyondLimit { limit } => t::skip_too_many_sheets(locale, limit),
            Self::Subtotal => t::skip_subtotal(locale).into(),
            Self::Footnote => t::skip_footnote(locale).into(),
            Self::Heading => t::skip_heading(locale).into(),
            Self::RepeatedHeader => t::skip_repeated_header(locale).into(),
            Self::ColumnNumbers => t::skip_column_numbers(locale).into(),
            Self::ColumnUnknown { label } => t::skip_unknown_column(locale, label),
            Self::ColumnWithoutHeader => t::skip_no_header(locale).into(),
            Self::ColumnRepeated { label, used } => t::skip_repeated_column(locale, label, used),
            Self::ColumnHidden { label } => t::skip_hidden_column(locale, label),
        }
    }
}
