//! Problems at their places, and what was left out.

use serde::{Deserialize, Serialize};

use crate::features::tasks::import::{
    column::Column,
    problem::{Problem, SkipReason},
};
use crate::shared::locale::Locale;

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row, sheet or file is held back.
    Error,
    /// The row is read and the cell marked.
    Warning,
}

/// A problem at its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Empty for the whole file.
    pub sheet: String,
    /// `I34`; empty for a whole sheet or file.
    pub cell: String,
    /// See [`Column::name`]; empty where no column is meant.
    pub column: String,
    pub severity: Severity,
    /// Stable name of the kind of problem.
    pub code: String,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// The problem itself, for messages in another language. Not serialised.
    #[serde(skip)]
    pub problem: Option<Problem>,
}

impl Report {
    pub(in super::super) fn new(sheet: &str, cell: String, column: Option<Column>, problem: Problem) -> Self {
        Self {
            sheet: sheet.to_owned(),
            cell,
            column: column.map_or_else(String::new, |column| column.name().to_owned()),
            severity: problem.severity(),
            code: problem.code().to_owned(),
            message: problem.message(Locale::Chinese),
            problem: Some(problem),
        }
    }

    /// The message in the reader's language; Chinese where the report came from JSON.
    #[must_use]
    pub fn message_in(&self, locale: Locale) -> String {
        self.problem.as_ref().map_or_else(|| self.message.clone(), |problem| problem.message(locale))
    }

    /// The unit probably meant where a name was not recognised.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.problem.as_ref().and_then(Problem::suggestion)
    }
}

/// What kind of thing was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkippedKind {
    Sheet,
    Row,
    Column,
}

/// A sheet, row or column that was left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Skipped {
    pub kind: SkippedKind,
    pub sheet: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Letters of the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Stable name of the reason.
    pub code: String,
    /// The reason in Chinese.
    pub reason: String,
    #[serde(skip)]
    pub(in super::super) why: Option<SkipReason>,
}

impl Skipped {
    fn new(kind: SkippedKind, sheet: &str, why: SkipReason) -> Self {
        let (code, reason) = (why.code().to_owned(), why.message(Locale::Chinese));
        Self { kind, sheet: sheet.to_owned(), row: None, column: None, code, reason, why: Some(why) }
    }

    pub(in super::super) fn sheet(sheet: &str, why: SkipReason) -> Self {
        Self::new(SkippedKind::Sheet, sheet, why)
    }

    pub(in super::super) fn row(sheet: &str, row: u32, why: SkipReason) -> Self {
        Self { row: Some(row), ..Self::new(SkippedKind::Row, sheet, why) }
    }

    pub(in super::super) fn column(sheet: &str, letters: String, why: SkipReason) -> Self {
        Self { column: Some(letters), ..Self::new(SkippedKind::Column, sheet, why) }
    }

    /// The reason in the reader's language; Chinese where it came from JSON.
    #[must_use]
    pub fn reason_in(&self, locale: Locale) -> String {
        self.why.as_ref().map_or_else(|| self.reason.clone(), |why| why.message(locale))
    }
}
