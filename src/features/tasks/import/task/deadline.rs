//! The completion deadline.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::{Row, Taken};
use crate::features::tasks::import::{
    column::Column,
    dates::{DateReading, date_in},
    grid::{Value, number_text, serial_date},
    problem::DateProblem,
    reading::{CellType, Deadline, DueKind},
    steps::remarks,
    words::says_nothing,
};

/// Years of the serial numbers that are taken for dates.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2049;

impl Row<'_> {
    pub(super) fn deadline(&mut self) -> Deadline {
        let deadline = match self.take(Column::Deadline) {
            Taken::Value(Value::Date(date)) => {
                if date.time() != NaiveTime::MIN {
                    self.problem(Column::Deadline, DateProblem::TimeDropped { time: date.time().to_string() });
                }
                fixed(date.date(), None, CellType::Date)
            }
            Taken::Value(Value::Number(number)) => self.number(number),
            Taken::Value(value) => self.words(&value.text()),
            Taken::Blank => {
                if self.view.layout.has(Column::Deadline) {
                    self.problem(Column::Deadline, DateProblem::DeadlineMissing);
                }
                none(None, CellType::Blank)
            }
            Taken::Unusable => none(None, CellType::Blank),
        };
        self.within_plan(&deadline);
        deadline
    }

    /// A number without date format: 42724, or 20161220 typed without signs.
    fn number(&mut self, number: f64) -> Deadline {
        let text = number_text(number);
        let date = self.serial(number).or_else(|| match date_in(&text, self.context.plan.year) {
            DateReading::On(found) if text.len() == 8 => Some(found.date),
            _ => None,
        });
        if let Some(date) = date {
            self.problem(Column::Deadline, DateProblem::SerialConverted { number: text, date });
            return fixed(date, None, CellType::Number);
        }
        // 11.30 typed as a number is stored as 11.3, so no other number can be trusted.
        self.problem(Column::Deadline, DateProblem::DeadlineNotADate { text: text.clone() });
        none(Some(text), CellType::Number)
    }

    fn words(&mut self, text: &str) -> Deadline {
        let raw = Some(text.to_owned());
        if says_nothing(text) {
            self.problem(Column::Deadline, DateProblem::DeadlineMissing);
            return none(raw.filter(|raw| !raw.is_empty()), CellType::Text);
        }
        if text.len() == 5
            && let Some(date) = text.parse().ok().and_then(|number| self.serial(number))
        {
            self.problem(Column::Deadline, DateProblem::SerialConverted { number: text.to_owned(), date });
            return fixed(date, None, CellType::Number);
        }
        let quoted = || text.chars().take(60).collect::<String>();
        match date_in(text, self.context.plan.year) {
            DateReading::On(found) => {
                for remark in remarks(text, found) {
                    self.problem(Column::Deadline, remark);
                }
                fixed(found.date, raw, CellType::Text)
            }
            DateReading::Ongoing => Deadline { kind: DueKind::Ongoing, date: None, raw, cell_type: CellType::Text },
            DateReading::NotReal => {
                self.problem(Column::Deadline, DateProblem::NotReal { text: quoted() });
                none(raw, CellType::Text)
            }
            DateReading::Ambiguous => {
                self.problem(Column::Deadline, DateProblem::DeadlineAmbiguous { text: quoted() });
                none(raw, CellType::Text)
            }
            DateReading::None => {
                self.problem(Column::Deadline, DateProblem::DeadlineNotADate { text: quoted() });
                none(raw, CellType::Text)
            }
        }
    }

    /// The day a number without date format means, if it can mean one.
    pub(super) fn serial(&self, number: f64) -> Option<NaiveDate> {
        let date = serial_date(number, self.view.sheet.from_1904).filter(|_| number.fract() == 0.0)?.date();
        YEARS.contains(&date.year()).then_some(date)
    }

    fn within_plan(&mut self, deadline: &Deadline) {
        let (end, year) = (self.context.plan.ends_on, self.context.plan.year);
        match deadline.date {
            Some(date) if date > end => self.problem(Column::Deadline, DateProblem::DeadlineAfterPlan { date, end }),
            Some(date) if date.year() < year => {
                self.problem(Column::Deadline, DateProblem::DeadlineBeforePlan { date, year });
            }
            _ => {}
        }
    }
}

fn fixed(date: NaiveDate, raw: Option<String>, cell_type: CellType) -> Deadline {
    Deadline { kind: DueKind::Fixed, date: Some(date), raw, cell_type }
}

fn none(raw: Option<String>, cell_type: CellType) -> Deadline {
    Deadline { kind: DueKind::Unscheduled, date: None, raw, cell_type }
}
