//! The forms of roadmaps: flat texts in, lines and verdicts or messages beside the fields out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::{Line, TEXT, Verdict};
use crate::{
    shared::{error::FieldError, ids::RoadmapLineId, locale::Locale, text::clean, time},
    t,
};

/// The form that proposes a roadmap: one entry a row in each list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoadmapForm {
    /// The step that the row changes; empty for a new one.
    pub milestones: Vec<String>,
    pub titles: Vec<String>,
    pub deliverables: Vec<String>,
    pub dues: Vec<String>,
    /// Rows to take out, from 1.
    pub removed: Vec<String>,
}

impl RoadmapForm {
    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.titles.len().max(self.deliverables.len()).max(self.dues.len())
    }

    /// Reads the form. Empty rows and those taken out are left out; what is missing in a row is left to whoever sends it.
    ///
    /// # Errors
    /// A message for each text that is too long and each day that is none.
    pub fn parse(&self, locale: Locale) -> Result<Vec<Line>, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut lines = Vec::new();
        for row in 1..=self.rows() {
            let text = |of: &Vec<String>| of.get(row - 1).map(|text| one_line(text)).unwrap_or_default();
            let (title, deliverable, due) = (text(&self.titles), text(&self.deliverables), text(&self.dues));
            let empty = title.is_empty() && deliverable.is_empty() && due.is_empty();
            if empty || self.removed.contains(&row.to_string()) {
                continue;
            }
            for (field, text) in [("title", &title), ("deliverable", &deliverable)] {
                if text.chars().count() > TEXT {
                    errors.push(FieldError::new(format!("{field}-{row}"), t::roadmaps::too_long(locale, TEXT as i64)));
                }
            }
            let day = time::parse_day(&due);
            if day.is_none() && !due.is_empty() {
                errors.push(FieldError::new(format!("due-{row}"), t::roadmaps::no_such_day(locale)));
            }
            let milestone = self.milestones.get(row - 1).and_then(|id| id.parse().ok());
            lines.push(Line { row, milestone, title, deliverable, due: day });
        }
        if errors.is_empty() { Ok(lines) } else { Err(errors) }
    }

    /// The form filled with lines.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let mut form = Self::default();
        for line in lines {
            form.milestones.push(line.milestone.map(|id| id.to_string()).unwrap_or_default());
            form.titles.push(line.title.clone());
            form.deliverables.push(line.deliverable.clone());
            form.dues.push(line.due.map(time::day).unwrap_or_default());
        }
        form
    }

    /// The form as it came back, from what was typed.
    #[must_use]
    pub fn typed(fields: &BTreeMap<String, Vec<String>>) -> Self {
        let all = |name: &str| fields.get(name).cloned().unwrap_or_default();
        Self {
            milestones: all("milestones[]"),
            titles: all("titles[]"),
            deliverables: all("deliverables[]"),
            dues: all("dues[]"),
            removed: all("removed[]"),
        }
    }
}

/// A step is one line in the sheet, so it is one here.
fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the office said to one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub line: RoadmapLineId,
    pub verdict: Option<Verdict>,
    pub comment: String,
}

/// The form of a review, by the names of lines: `verdicts[line-…]` and `comments[line-…]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    pub verdicts: BTreeMap<String, String>,
    pub comments: BTreeMap<String, String>,
    /// Not empty: what has no verdict is accepted.
    pub rest: String,
}

impl ReviewForm {
    /// What a line is called in the form. Its bare id may begin with a digit, which the form's reader takes for a place in
    /// a list.
    #[must_use]
    pub fn name(line: RoadmapLineId) -> String {
        format!("line-{line}")
    }

    /// What it says to the line. What is missing is left to the command, which knows the lines.
    #[must_use]
    pub fn judged(&self, line: RoadmapLineId) -> Judged {
        let name = Self::name(line);
        let said = self.verdicts.get(&name).and_then(|code| Verdict::from_code(code));
        let verdict = said.or((!self.rest.is_empty()).then_some(Verdict::Accepted));
        let comment = self.comments.get(&name).map(|comment| clean(comment)).unwrap_or_default();
        Judged { line, verdict, comment }
    }

    /// The form as it came back, from what was typed.
    #[must_use]
    pub fn typed(fields: &BTreeMap<String, Vec<String>>) -> Self {
        let all = |name: &str| {
            let of = |field: &String| field.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']').map(str::to_owned);
            fields.iter().filter_map(|(field, values)| Some((of(field)?, values.first()?.clone()))).collect()
        };
        Self { verdicts: all("verdicts"), comments: all("comments"), rest: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(of: &[&str]) -> Vec<String> {
        of.iter().map(|text| (*text).to_owned()).collect()
    }

    fn form() -> RoadmapForm {
        RoadmapForm {
            milestones: texts(&["", "", ""]),
            titles: texts(&["摸底\n清理", "", "公布"]),
            deliverables: texts(&["清单", " ", "目录"]),
            dues: texts(&["2016-10-31", "", ""]),
            removed: Vec::new(),
        }
    }

    #[test]
    fn empty_rows_and_rows_taken_out_are_left_out() {
        let lines = form().parse(Locale::Chinese).expect("valid");
        assert_eq!(lines.iter().map(|line| line.row).collect::<Vec<_>>(), [1, 3]);
        assert_eq!((lines[0].title.as_str(), lines[1].due), ("摸底 清理", None));
        let fewer = RoadmapForm { removed: texts(&["1"]), ..form() }.parse(Locale::Chinese).expect("valid");
        assert_eq!(fewer.len(), 1);
        let again = RoadmapForm::of(&lines).parse(Locale::Chinese).expect("valid");
        assert!(again.iter().zip(&lines).all(|(one, other)| one.says_as(other)));
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_field() {
        let faulty = RoadmapForm {
            titles: vec!["长".repeat(501), String::new(), String::new()],
            dues: texts(&["2016-02-30", "", "明天"]),
            ..form()
        };
        let fields: Vec<_> = faulty.parse(Locale::Chinese).unwrap_err().into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["title-1", "due-1", "due-3"]);
    }

    #[test]
    fn the_rest_can_be_accepted_at_once() {
        let (one, other) = (RoadmapLineId::new(), RoadmapLineId::new());
        let fields = BTreeMap::from([
            (format!("verdicts[line-{one}]"), texts(&["returned"])),
            (format!("comments[line-{one}]"), texts(&[" 产出不明确 "])),
        ]);
        let form = ReviewForm::typed(&fields);
        let said = form.judged(one);
        assert_eq!((said.verdict, said.comment.as_str()), (Some(Verdict::Returned), "产出不明确"));
        assert_eq!(form.judged(other).verdict, None);
        let all = ReviewForm { rest: "accepted".to_owned(), ..form };
        assert_eq!(all.judged(other).verdict, Some(Verdict::Accepted));
        assert_eq!(all.judged(one).verdict, Some(Verdict::Returned));
    }
}
