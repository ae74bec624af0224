//! The roadmap's steps with the dates of the timetable.

mod lines;

use chrono::NaiveDate;

use super::{
    dates::{DateReading, Found, date_in, date_in_prose, date_in_schedule},
    limits,
    problem::{DateProblem, Problem, StepProblem},
    reading::{DueKind, SheetMilestone},
    words::says_nothing,
};
use lines::{Line, lines};

/// What 持续推进 is written as where a step goes on.
pub(in crate::features::tasks) const ONGOING: &str = "持续推进";

/// Whether a step of this text, written alone in its cell, would be read as another: it begins like a numbered line,
/// or holds several.
pub(in crate::features::tasks) fn needs_number(text: &str) -> bool {
    lines::lines(text).first().is_some_and(|line| line.number.is_some() || line.text != text.trim())
}

/// Whether a step of this text would get its date from it beside a blank timetable.
pub(in crate::features::tasks) fn says_date(text: &str, year: i32) -> bool {
    !matches!(date_in_prose(text, year), DateReading::None | DateReading::Ongoing)
}

/// What follows the number a text begins with.
pub(super) fn after_number(text: &str) -> Option<&str> {
    lines::after_number(text)
}

/// Steps, and the problems found.
pub(super) struct Steps {
    pub(super) milestones: Vec<SheetMilestone>,
    pub(super) problems: Vec<Problem>,
}

/// Reads both cells. Where the sheet has no timetable, dates are sought in the steps.
pub(super) fn steps(roadmap: &str, timetable: &str, with_timetable: bool, year: i32) -> Steps {
    // A dash in the timetable says that there is no date, a blank one leaves it to the steps.
    let unsaid = !with_timetable || timetable.trim().is_empty();
    let roadmap = if says_nothing(roadmap) { "" } else { roadmap };
    let timetable = if says_nothing(timetable) { "" } else { timetable };
    let (mut steps, mut dates) = (lines(roadmap), timetable_lines(timetable, year));
    let reader = Reader { year, problems: Vec::new() };
    if steps.len().max(dates.len()) > limits::STEPS {
        let problem = StepProblem::TooManySteps { limit: limits::STEPS };
        return Steps { milestones: Vec::new(), problems: vec![problem.into()] };
    }
    if steps.is_empty() && dates.iter().any(|line| has_other_text(&line.text, year)) {
        // One column for both: each line is a step and says its date.
        return reader.steps_alone(&lines(timetable), true, date_in_schedule);
    }
    let says_date = |line: &Line| matches!(date_in_prose(&line.text, year), DateReading::On(_));
    if unsaid {
        // 4月底前摸底；11月底前公布 are two steps, for each says its date.
        let parts = lines::split(roadmap, &['；', ';', '\n']);
        let each = steps.len() == 1 && steps[0].number.is_none() && parts.len() > 1 && parts.iter().all(says_date);
        let alone = if each { &parts } else { &steps };
        if !with_timetable || alone.iter().any(says_date) {
            return reader.steps_alone(alone, with_timetable, date_in_prose);
        }
    }
    if steps.len() == 1 && dates.len() > 1 && steps[0].number.is_none() {
        let parts = lines::split(&steps[0].text, &['；', ';']);
        if parts.len() == dates.len() {
            steps = parts;
        }
    }
    if dates.len() == 1 && steps.len() > 1 && dates[0].number.is_none() {
        let parts = lines::split(&dates[0].text, &['、', '，', ',', '；', ';', ' ']);
        if parts.len() == steps.len() {
            dates = parts;
        }
    }
    reader.pair(&steps, &dates)
}

/// `5.31` is a date and `5.31月底前` the fifth step's: the reading that gives the most dates is taken.
fn timetable_lines(text: &str, year: i32) -> Vec<Line> {
    let reads =
        |text: &str| matches!(date_in(text, year), DateReading::On(_) | DateReading::Ongoing | DateReading::NotReal);
    let dates = |lines: &Vec<Line>| lines.iter().filter(|line| reads(&line.text)).count();
    let mut best = lines(text);
    for other in [lines::unnumbered(text), lines::numbered(text, true)] {
        if dates(&other) > dates(&best) {
            best = other;
        }
    }
    best
}

fn has_other_text(text: &str, year: i32) -> bool {
    match date_in(text, year) {
        DateReading::On(found) => found.other_text,
        DateReading::None => !text.is_empty(),
        _ => false,
    }
}

struct Reader {
    year: i32,
    problems: Vec<Problem>,
}

impl Reader {
    fn pair(mut self, steps: &[Line], dates: &[Line]) -> Steps {
        let all_numbered = |lines: &[Line]| !lines.is_empty() && lines.iter().all(|line| line.number.is_some());
        let by_number = all_numbered(steps) && all_numbered(dates);
        let mut used = vec![false; dates.len()];
        let mut milestones = Vec::with_capacity(steps.len());
        for (at, step) in steps.iter().enumerate() {
            let found = if by_number {
                dates.iter().enumerate().position(|(at, date)| !used[at] && date.number == step.number)
            } else {
                (at < dates.len()).then_some(at)
            };
            let date = found.map(|at| {
                used[at] = true;
                dates[at].text.as_str()
            });
            milestones.push(self.milestone(step.title(), date.filter(|text| !says_nothing(text))));
        }
        let left: Vec<&str> =
            dates.iter().zip(&used).filter(|(_, used)| !**used).map(|(date, _)| date.text.as_str()).collect();
        let undated = used.iter().filter(|used| **used).count() < steps.len()
            || dates.iter().any(|date| says_nothing(&date.text));
        if !left.is_empty() {
            self.problems.push(StepProblem::DatesLeftOver { text: left.join("；") }.into());
        }
        if undated {
            let dates = dates.iter().filter(|date| !says_nothing(&date.text)).count();
            self.problems.push(StepProblem::CountMismatch { steps: steps.len(), dates }.into());
        }
        Steps { milestones, problems: self.problems }
    }

    /// Steps that say their dates themselves. The wording stays whole, for the date may be part of the sentence.
    /// `all` means that a step without a date is worth a word.
    fn steps_alone(mut self, steps: &[Line], all: bool, date_of: fn(&str, i32) -> DateReading) -> Steps {
        let milestones: Vec<SheetMilestone> = steps
            .iter()
            .map(|step| {
                let text = step.title().to_owned();
                let date = match date_of(&step.text, self.year) {
                    DateReading::On(found) => {
                        self.problems.push(DateProblem::ExtraText { text: text.clone(), date: found.date }.into());
                        Some(found.date)
                    }
                    DateReading::NotReal => {
                        self.problems.push(DateProblem::NotReal { text: text.clone() }.into());
                        None
                    }
                    DateReading::Ambiguous => {
                        self.problems.push(DateProblem::MilestoneAmbiguous { text: text.clone() }.into());
                        None
                    }
                    DateReading::Ongoing | DateReading::None => None,
                };
                SheetMilestone { title: text, due: date, due_kind: None, due_text: None }
            })
            .collect();
        let dates = milestones.iter().filter(|step| step.due.is_some()).count();
        if all && dates < steps.len() {
            self.problems.push(StepProblem::CountMismatch { steps: steps.len(), dates }.into());
        }
        Steps { milestones, problems: self.problems }
    }

    fn milestone(&mut self, title: &str, date: Option<&str>) -> SheetMilestone {
        let plain = SheetMilestone { title: title.to_owned(), due: None, due_kind: None, due_text: None };
        let Some(text) = date.map(|text| text.trim_end_matches(['；', ';', '。', '，', ',', ' '])) else {
            return plain;
        };
        let kept = Some(text.to_owned());
        match date_in(text, self.year) {
            DateReading::On(found) => {
                self.remark(text, found);
                SheetMilestone { due: Some(found.date), due_text: kept.filter(|_| found.other_text), ..plain }
            }
            DateReading::Ongoing => SheetMilestone {
                due_kind: Some(DueKind::Ongoing),
                due_text: kept.filter(|text| text != ONGOING),
                ..plain
            },
            DateReading::NotReal => {
                self.problems.push(DateProblem::NotReal { text: text.to_owned() }.into());
                plain
            }
            DateReading::Ambiguous => {
                self.problems.push(DateProblem::MilestoneAmbiguous { text: text.to_owned() }.into());
                SheetMilestone { due_text: kept, ..plain }
            }
            DateReading::None => {
                self.problems.push(DateProblem::MilestoneNotADate { text: text.to_owned() }.into());
                SheetMilestone { due_text: kept, ..plain }
            }
        }
    }

    fn remark(&mut self, text: &str, found: Found) {
        self.problems.extend(remarks(text, found).into_iter().map(Problem::from));
    }
}

/// What the author should know about the reading of a date.
pub(super) fn remarks(text: &str, found: Found) -> Vec<DateProblem> {
    let (text, date): (String, NaiveDate) = (text.to_owned(), found.date);
    let mut remarks = Vec::new();
    if found.without_day {
        remarks.push(DateProblem::WithoutDay { text: text.clone(), date });
    }
    if found.two_digit_year {
        remarks.push(DateProblem::TwoDigitYear { text: text.clone(), date });
    }
    if found.other_text {
        remarks.push(DateProblem::ExtraText { text, date });
    }
    remarks
}

#[cfg(test)]
mod tests;
