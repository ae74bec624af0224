//! Problems of a cell or row that any column can have.

use crate::features::tasks::import::reading::Severity;
use crate::{shared::locale::Locale, t::import as t};

/// A cell that cannot be taken as it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum CellProblem {
    TitleMissing,
    SeqMissing,
    SeqInvalid {
        text: String,
    },
    /// The number was used before, at `first`.
    SeqRepeated {
        seq: i32,
        first: String,
    },
    /// A formula without stored result; `required` where the row cannot do without it.
    NoResult {
        required: bool,
    },
    /// `#REF!` and the like.
    ErrorValue {
        text: String,
        required: bool,
    },
    TooLong {
        limit: usize,
    },
    /// The value comes from a merge that starts at `from`.
    Merged {
        from: String,
    },
    /// Several rows are one task because its number and title are merged over them.
    RowsCombined {
        last: u32,
    },
    FieldFromAbove {
        field: String,
    },
    FieldMissing,
    NulRemoved,
}

impl CellProblem {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::TitleMissing => "title_missing",
            Self::SeqMissing => "seq_missing",
            Self::SeqInvalid { .. } => "seq_invalid",
            Self::SeqRepeated { .. } => "seq_repeated",
            Self::NoResult { .. } => "formula_without_result",
            Self::ErrorValue { .. } => "error_value",
            Self::TooLong { .. } => "cell_too_long",
            Self::Merged { .. } => "merged_value",
            Self::RowsCombined { .. } => "rows_combined",
            Self::FieldFromAbove { .. } => "field_from_above",
            Self::FieldMissing => "field_missing",
            Self::NulRemoved => "nul_removed",
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::TitleMissing
            | Self::SeqMissing
            | Self::SeqInvalid { .. }
            | Self::SeqRepeated { .. }
            | Self::TooLong { .. }
            | Self::NoResult { required: true }
            | Self::ErrorValue { required: true, .. } => Severity::Error,
            _ => Severity::Warning,
        }
    }

    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::TitleMissing => t::title_missing(locale).into(),
            Self::SeqMissing => t::seq_missing(locale).into(),
            Self::SeqInvalid { text } => t::seq_invalid(locale, text),
            Self::SeqRepeated { seq, first } => t::seq_repeated(locale, seq, first),
            Self::NoResult { required: true } => t::formula_without_result_required(locale).into(),
            Self::NoResult { required: false } => t::formula_without_result(locale).into(),
            Self::ErrorValue { text, required: true } => t::error_value_required(locale, text),
            Self::ErrorValue { text, required: false } => t::error_value(locale, text),
            Self::TooLong { limit } => t::cell_too_long(locale, limit),
            Self::Merged { from } => t::merged_value(locale, from),
            Self::RowsCombined { last } => t::rows_combined(locale, last),
            Self::FieldFromAbove { field } => t::field_from_above(locale, field),
            Self::FieldMissing => t::field_missing(locale).into(),
            Self::NulRemoved => t::nul_removed_in_cell(locale).into(),
        }
    }
}
