//! Reads an office's ledger sheet (xlsx or csv) into tasks, and says at which cell it could not, or not surely.
//!
//! [`read`] is a pure function: it touches no database, never fails and never panics; what it cannot read becomes a
//! report. Nothing is dropped or guessed in silence: an error holds its row back, a warning marks its cell, and
//! sheets, rows and columns left out are named in [`Reading::skipped`]. Formulas are never evaluated.
//!
//! The steps: `open` turns bytes into sparse sheets (`xlsx`, `text_file`), `header` finds the header and what its
//! columns mean, `rows` tells tasks from headings, totals and footnotes, `task` reads one row with `units`, `dates`,
//! `steps` and `sources`.

mod book;
mod column;
mod compare;
mod dates;
mod grid;
mod header;
mod ledger_row;
mod limits;
mod open;
mod problem;
mod reading;
mod rows;
mod sources;
mod steps;
mod task;
mod text_file;
mod units;
mod words;
mod xlsx;

#[cfg(test)]
pub(in crate::features::tasks) mod tests;

pub use book::{AliasEntry, AliasTarget, ClassEntry, UnitBook, UnitEntry};
pub use column::Column;
pub use compare::{FieldChange, compare};
pub(in crate::features::tasks) use dates::{DateReading, date_in};
pub use ledger_row::{LedgerRow, WrittenClass};
pub(in crate::features::tasks) use limits::CELL_CHARS;
pub use problem::{CellProblem, DateProblem, FileProblem, LayoutProblem, Problem, StepProblem, UnitProblem};
pub use reading::{
    CellType, ClassMention, Deadline, DueKind, HeldBack, Mark, PlanFrame, Reading, Report, Severity, SheetMilestone,
    SheetTask, Skipped, SkippedKind, Source,
};
pub(in crate::features::tasks) use steps::{ONGOING, needs_number, says_date};
pub(in crate::features::tasks) use words::guarded;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a ledger file. `plan` gives the year of dates written without one and the day by which all must be done.
#[must_use]
pub fn read(file_name: &str, bytes: &[u8], book: &UnitBook, plan: &PlanFrame) -> Reading {
    // The readers below are written not to panic; a file that still makes them is reported, not a crash of the server.
    catch_unwind(AssertUnwindSafe(|| match open::open(file_name, bytes) {
        Ok(workbook) => rows::read_workbook(file_name, &workbook, book, *plan),
        Err(problem) => Reading::unreadable(file_name, problem),
    }))
    .unwrap_or_else(|_| Reading::unreadable(file_name, FileProblem::Internal))
}
