//! What can be wrong with a sheet: a stable code, how much it weighs, and a sentence in either language that says what
//! is wrong and what to do.

mod cell;
mod date;
mod file;
mod layout;
mod skip;
mod step;
mod unit;

pub use cell::CellProblem;
pub use date::DateProblem;
pub use file::FileProblem;
pub use layout::LayoutProblem;
pub use skip::SkipReason;
pub use step::StepProblem;
pub use unit::UnitProblem;

use super::reading::Severity;
use crate::shared::locale::Locale;

/// Any problem of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    File(FileProblem),
    Layout(LayoutProblem),
    Cell(CellProblem),
    Unit(UnitProblem),
    Date(DateProblem),
    Step(StepProblem),
}

impl Problem {
    /// Stable name, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(problem) => problem.code(),
            Self::Layout(problem) => problem.code(),
            Self::Cell(problem) => problem.code(),
            Self::Unit(problem) => problem.code(),
            Self::Date(problem) => problem.code(),
            Self::Step(problem) => problem.code(),
        }
    }

    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::File(problem) => problem.severity(),
            Self::Layout(problem) => problem.severity(),
            Self::Cell(problem) => problem.severity(),
            Self::Unit(problem) => problem.severity(),
            Self::Date(problem) => problem.severity(),
            Self::Step(problem) => problem.severity(),
        }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        match self {
            Self::File(problem) => problem.message(locale),
            Self::Layout(problem) => problem.message(locale),
            Self::Cell(problem) => problem.message(locale),
            Self::Unit(problem) => problem.message(locale),
            Self::Date(problem) => problem.message(locale),
            Self::Step(problem) => problem.message(locale),
        }
    }

    /// The unit probably meant where a name was not recognised.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::Unit(problem) => problem.suggestion(),
            _ => None,
        }
    }
}

macro_rules! from {
    ($($kind:ident($problem:ident)),*) => {
        $(impl From<$problem> for Problem {
            fn from(problem: $problem) -> Self {
                Self::$kind(problem)
            }
        })*
    };
}
from!(
    File(FileProblem),
    Layout(LayoutProblem),
    Cell(CellProblem),
    Unit(UnitProblem),
    Date(DateProblem),
    Step(StepProblem)
);
