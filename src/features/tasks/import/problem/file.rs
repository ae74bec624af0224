//! Problems of a whole file.

use crate::features::tasks::import::reading::Severity;
use crate::{shared::locale::Locale, t::import as t};

/// A file that cannot be read, or not in full.
#[derive(Clone, Debug, PartialEq)]
pub enum FileProblem {
    Empty,
    TooLarge {
        megabytes: usize,
    },
    Encrypted,
    OldExcel,
    OpenDocument,
    BinaryWorkbook,
    WebPage,
    NotASheet,
    /// Not a whole xlsx file; the part or cause in `detail`.
    Damaged {
        detail: String,
    },
    Bomb,
    TooManyRows {
        limit: usize,
    },
    TooManyCells {
        limit: usize,
    },
    TooMuchText,
    TooManyReports {
        limit: usize,
    },
    Encoding,
    /// A quotation mark of a csv file is never closed, opened in this record.
    QuoteOpen {
        record: u32,
    },
    QuoteStray {
        record: u32,
    },
    NulRemoved,
    Internal,
}

impl FileProblem {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge { .. } => "file_too_large",
            Self::Encrypted => "file_encrypted",
            Self::OldExcel => "file_old_excel",
            Self::OpenDocument => "file_open_document",
            Self::BinaryWorkbook => "file_binary_workbook",
            Self::WebPage => "file_web_page",
            Self::NotASheet => "file_not_a_sheet",
            Self::Damaged { .. } => "file_damaged",
            Self::Bomb => "file_unpacks_too_large",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::TooMuchText => "too_much_text",
            Self::TooManyReports { .. } => "too_many_reports",
            Self::Encoding => "encoding_unknown",
            Self::QuoteOpen { .. } => "quote_not_closed",
            Self::QuoteStray { .. } => "quote_stray",
            Self::NulRemoved => "nul_removed",
            Self::Internal => "internal_failure",
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::QuoteStray { .. } | Self::NulRemoved => Severity::Warning,
            _ => Severity::Error,
        }
    }

    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::Empty => t::file_empty(locale).into(),
            Self::TooLarge { megabytes } => t::file_too_large(locale, megabytes),
            Self::Encrypted => t::file_encrypted(locale).into(),
            Self::OldExcel => t::file_old_excel(locale).into(),
            Self::OpenDocument => t::file_open_document(locale).into(),
            Self::BinaryWorkbook => t::file_binary_workbook(locale).into(),
            Self::WebPage => t::file_web_page(locale).into(),
            Self::NotASheet => t::file_not_a_sheet(locale).into(),
            Self::Damaged { detail } => t::file_damaged(locale, detail),
            Self::Bomb => t::file_unpacks_too_large(locale).into(),
            Self::TooManyRows { limit } => t::too_many_rows(locale, limit),
            Self::TooManyCells { limit } => t::too_many_cells(locale, limit),
            Self::TooMuchText => t::too_much_text(locale).into(),
            Self::TooManyReports { limit } => t::too_many_reports(locale, limit),
            Self::Encoding => t::encoding_unknown(locale).into(),
            Self::QuoteOpen { record } => t::quote_not_closed(locale, record),
            Self::QuoteStray { record } => t::quote_stray(locale, record),
            Self::NulRemoved => t::nul_removed(locale).into(),
            Self::Internal => t::internal_failure(locale).into(),
        }
    }
}
