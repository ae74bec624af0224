//! Reads one row into a task.

mod deadline;
mod fields;
mod people;

use std::collections::HashMap;

use super::{
    book::UnitBook,
    column::Column,
    grid::{Value, a1},
    limits,
    problem::{CellProblem, DateProblem, Problem, StepProblem},
    reading::{Mark, PlanFrame, SheetTask},
    rows::RowView,
    sources, steps,
};
use crate::features::tasks::import::reading::Severity;
pub(super) use fields::seq_of;

/// What a row is read against.
pub(super) struct Context<'a> {
    pub(super) book: &'a UnitBook,
    pub(super) plan: PlanFrame,
    /// The field a heading above gives.
    pub(super) heading: Option<String>,
    /// The field of the task above.
    pub(super) field_above: String,
    /// Numbers used so far, with sheet and cell.
    pub(super) seen: &'a HashMap<i32, (String, String)>,
    /// The number of the row where the sheet has none.
    pub(super) next: i32,
}

/// A row as read. The task is there even if an error holds it back.
pub(super) struct TaskRead {
    pub(super) task: Option<SheetTask>,
    pub(super) problems: Vec<(Column, Problem)>,
    pub(super) seq: Option<i32>,
    pub(super) field: String,
}

/// Reads a row that is a task.
pub(super) fn read(view: &RowView<'_>, context: &Context<'_>) -> TaskRead {
    let mut row = Row { view, context, problems: Vec::new() };
    if view.last > view.first {
        row.problem(Column::Seq, CellProblem::RowsCombined { last: view.last });
    }
    let seq = row.seq();
    let field = row.field();
    let title = row.title();
    let content = row.text(Column::Content);
    let people = row.people();
    let milestones = row.milestones();
    let deadline = row.deadline();
    let sources = row.sources();
    let note = row.text(Column::Note);
    let progress = view.layout.has(Column::Progress).then(|| row.text(Column::Progress));
    let warnings = marks(&row.problems);
    let absent = Column::ALL
        .into_iter()
        .filter(|column| {
            !view.layout.has(*column) && !matches!(column, Column::Seq | Column::CoLeads | Column::Progress)
        })
        // A heading row gives the field without a column.
        .filter(|column| *column != Column::Field || context.heading.is_none())
        .map(|column| column.name().to_owned())
        .collect();
    let problems = row.problems;
    let task = people.zip(seq).map(|(people, seq)| SheetTask {
        sheet: view.sheet.name.clone(),
        row: view.first,
        seq,
        field: field.clone(),
        title,
        content,
        first_lead: people.first_lead,
        co_leads: people.co_leads,
        participants: people.participants,
        participant_classes: people.classes,
        participants_expanded: people.expanded,
        unknown_participants: people.unknown,
        milestones,
        deadline,
        sources,
        note,
        progress,
        warnings,
        absent,
    });
    TaskRead { task, problems, seq, field }
}

/// Each column and code once.
fn marks(problems: &[(Column, Problem)]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (column, problem) in problems.iter().filter(|(_, problem)| problem.severity() == Severity::Warning) {
        let mark = Mark { column: column.name().to_owned(), code: problem.code().to_owned() };
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}

struct Row<'a> {
    view: &'a RowView<'a>,
    context: &'a Context<'a>,
    problems: Vec<(Column, Problem)>,
}

/// A value after the checks every cell goes through.
enum Taken {
    Value(Value),
    Blank,
    /// Something stands there but cannot be taken; that is reported already.
    Unusable,
}

impl Row<'_> {
    fn problem(&mut self, column: Column, problem: impl Into<Problem>) {
        self.problems.push((column, problem.into()));
    }

    fn take(&mut self, column: Column) -> Taken {
        let Some(held) = self.view.held(column) else { return Taken::Blank };
        let required = column.required();
        match held.value.as_ref() {
            Value::TooLong => {
                self.problem(column, CellProblem::TooLong { limit: limits::CELL_CHARS });
                return Taken::Unusable;
            }
            Value::NoResult => {
                self.problem(column, CellProblem::NoResult { required });
                return Taken::Unusable;
            }
            Value::Error(text) => {
                self.problem(column, CellProblem::ErrorValue { text: text.clone(), required });
                return Taken::Unusable;
            }
            Value::Text(text) if text.contains('\0') => self.problem(column, CellProblem::NulRemoved),
            _ => {}
        }
        if let Some((row, at)) = held.merged_from.filter(|_| column != Column::Field) {
            self.problem(column, CellProblem::Merged { from: a1(row, at) });
        }
        Taken::Value(held.value.into_owned())
    }

    /// A column of plain text.
    fn text(&mut self, column: Column) -> String {
        match self.take(column) {
            Taken::Value(value) => value.text(),
            Taken::Blank | Taken::Unusable => String::new(),
        }
    }

    fn milestones(&mut self) -> Vec<super::reading::SheetMilestone> {
        let (roadmap, timetable) = (self.text(Column::Roadmap), self.timetable());
        let with_timetable = self.view.layout.has(Column::Timetable);
        let read = steps::steps(&roadmap, &timetable, with_timetable, self.context.plan.year);
        let column = if with_timetable { Column::Timetable } else { Column::Roadmap };
        for problem in read.problems {
            self.problem(column, problem);
        }
        read.milestones
    }

    /// The text of the timetable; a number without date format is a day there too.
    fn timetable(&mut self) -> String {
        let value = match self.take(Column::Timetable) {
            Taken::Value(value) => value,
            Taken::Blank | Taken::Unusable => return String::new(),
        };
        let number = match &value {
            Value::Number(number) => Some(*number),
            _ => None,
        };
        let Some(date) = number.and_then(|number| self.serial(number)) else { return value.text() };
        self.problem(Column::Timetable, DateProblem::SerialConverted { number: value.text(), date });
        date.to_string()
    }

    fn sources(&mut self) -> Vec<super::reading::Source> {
        let sources = sources::sources(&self.text(Column::Source));
        if sources.len() > limits::SOURCES {
            self.problem(Column::Source, StepProblem::TooManySources { limit: limits::SOURCES });
        }
        sources
    }
}
