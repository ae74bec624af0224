//! What reading a sheet gives. Serialised, these types are the `--json` of the command line and the preview page.

mod held_back;
mod report;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::problem::FileProblem;
pub use held_back::HeldBack;
pub use report::{Report, Severity, Skipped, SkippedKind};

/// The plan a sheet is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanFrame {
    /// The year of dates written without one.
    pub year: i32,
    /// Deadlines after this day are marked.
    pub ends_on: NaiveDate,
}

/// All that was read from one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub file: String,
    pub tasks: Vec<SheetTask>,
    pub reports: Vec<Report>,
    pub skipped: Vec<Skipped>,
    /// Rows that errors keep out of `tasks`, in the order of the sheets. Not serialised: `reports` says it for programs.
    #[serde(skip)]
    pub held_back: Vec<HeldBack>,
}

impl Reading {
    pub(super) fn empty(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            tasks: Vec::new(),
            reports: Vec::new(),
            skipped: Vec::new(),
            held_back: Vec::new(),
        }
    }

    pub(super) fn unreadable(file: &str, problem: FileProblem) -> Self {
        let report = Report::new("", String::new(), None, problem.into());
        Self { reports: vec![report], ..Self::empty(file) }
    }

    /// Whether anything was held back.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.reports.iter().any(|report| report.severity == Severity::Error)
    }
}

/// A row of the ledger, units as codes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetTask {
    pub sheet: String,
    /// Row of the sheet; in a csv file the number of the record, the first being 1.
    pub row: u32,
    pub seq: i32,
    pub field: String,
    pub title: String,
    pub content: String,
    pub first_lead: String,
    pub co_leads: Vec<String>,
    pub participants: Vec<String>,
    pub participant_classes: Vec<ClassMention>,
    /// Units written out and units of closed classes, without the leads, in the order of the unit table.
    pub participants_expanded: Vec<String>,
    /// Participants that no unit or class matches, as written.
    #[serde(default)]
    pub unknown_participants: Vec<String>,
    pub milestones: Vec<SheetMilestone>,
    pub deadline: Deadline,
    pub sources: Vec<Source>,
    pub note: String,
    /// Only where the sheet has such a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<String>,
    pub warnings: Vec<Mark>,
    /// Names of columns that the sheet does not have: their empty values say nothing about the task.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
}

/// A class of units (各有关部门) among the participants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassMention {
    pub code: String,
    /// The wording in the sheet.
    pub text: String,
    pub closed: bool,
    /// Unit codes, empty for an open class.
    pub expanded: Vec<String>,
}

/// A step of the roadmap with its date of the timetable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetMilestone {
    pub title: String,
    pub due: Option<NaiveDate>,
    /// Present only for [`DueKind::Ongoing`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_kind: Option<DueKind>,
    /// The words of the timetable where a date alone does not say them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_text: Option<String>,
}

/// Whether there is a date to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    Fixed,
    /// 持续推进.
    Ongoing,
    /// Words without a readable date, or nothing.
    Unscheduled,
}

/// The completion deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub kind: DueKind,
    pub date: Option<NaiveDate>,
    /// The text of the cell; none where the cell held a date or number.
    pub raw: Option<String>,
    pub cell_type: CellType,
}

/// What kind of cell a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellType {
    Text,
    Date,
    Number,
    Blank,
}

/// A source document with the clause the task comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub doc: String,
    pub clause: String,
}

/// A warning at a cell of a task's row; [`Reading::reports`] says more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub column: String,
    pub code: String,
}
