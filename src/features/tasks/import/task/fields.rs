//! Number, field and title.

use super::{Row, Taken};
use crate::features::tasks::import::{
    column::Column,
    grid::Value,
    problem::CellProblem,
    words::{chinese_number, circled_number, half_width, is_invisible, says_nothing},
};

/// The number of a task, or the text that is none: `１２`, `33`, `1.0`, `第3项`, 十二.
pub(in super::super) fn seq_of(value: &Value) -> Result<i32, String> {
    let text = value.text();
    let plain: String = text.chars().map(half_width).filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
    if let Some(number) = alone(&plain).and_then(circled_number) {
        return i32::try_from(number).map_err(|_| text);
    }
    let plain = plain.strip_prefix('第').unwrap_or(&plain).trim_end_matches(['.', '、', '项', '号']);
    let inside = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    // （一） numbers a heading, （1） a task.
    let plain = inside.filter(|inside| inside.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(plain);
    let whole = match plain.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => plain,
    };
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let number =
        if digits { whole.parse().ok() } else { chinese_number(whole).and_then(|number| i32::try_from(number).ok()) };
    number.filter(|number| *number > 0).ok_or(text)
}

fn alone(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

impl Row<'_> {
    pub(super) fn seq(&mut self) -> Option<i32> {
        if !self.view.layout.has(Column::Seq) {
            return Some(self.context.next);
        }
        let value = match self.take(Column::Seq) {
            Taken::Value(value) => value,
            Taken::Blank => {
                self.problem(Column::Seq, CellProblem::SeqMissing);
                return None;
            }
            Taken::Unusable => return None,
        };
        match seq_of(&value) {
            Ok(seq) => {
                if let Some((sheet, cell)) = self.context.seen.get(&seq) {
                    let here = *sheet == self.view.sheet.name;
                    let first = if here { cell.clone() } else { format!("{sheet}!{cell}") };
                    self.problem(Column::Seq, CellProblem::SeqRepeated { seq, first });
                }
                Some(seq)
            }
            Err(text) => {
                self.problem(Column::Seq, CellProblem::SeqInvalid { text: text.chars().take(40).collect() });
                None
            }
        }
    }

    pub(super) fn title(&mut self) -> String {
        let title = match self.take(Column::Title) {
            Taken::Value(value) => value.text(),
            Taken::Blank => String::new(),
            Taken::Unusable => return String::new(),
        };
        if title.is_empty() {
            self.problem(Column::Title, CellProblem::TitleMissing);
        }
        title
    }

    /// The field of the cell, of a heading above, or, marked, of the task above. A dash says that there is none.
    pub(super) fn field(&mut self) -> String {
        let field = match self.take(Column::Field) {
            Taken::Value(value) => value.text(),
            Taken::Blank => String::new(),
            Taken::Unusable => return String::new(),
        };
        if !field.is_empty() {
            return if says_nothing(&field) { String::new() } else { field };
        }
        if let Some(heading) = &self.context.heading {
            return heading.clone();
        }
        if !self.view.layout.has(Column::Field) {
            return String::new();
        }
        let above = self.context.field_above.clone();
        if above.is_empty() {
            self.problem(Column::Field, CellProblem::FieldMissing);
        } else {
            self.problem(Column::Field, CellProblem::FieldFromAbove { field: above.clone() });
        }
        above
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_tasks() {
        let text = |text: &str| seq_of(&Value::Text(text.into()));
        for (written, number) in
            [("12", 12), ("１２", 12), (" 7. ", 7), ("3、", 3), ("第5项", 5), ("1.0", 1), ("十二", 12), ("007", 7)]
                .into_iter()
                .chain([("（5）", 5), ("(12)", 12), ("③", 3), ("⑫", 12), ("\u{200b}8\u{feff}", 8)])
        {
            assert_eq!(text(written), Ok(number), "{written}");
        }
        assert_eq!(seq_of(&Value::Number(72.0)), Ok(72));
        for written in ["", "0", "-1", "1.5", "1-1", "一、二", "abc", "99999999999", "（一）"] {
            assert!(text(written).is_err(), "{written}");
        }
        assert!(seq_of(&Value::Number(1.5)).is_err());
    }
}
