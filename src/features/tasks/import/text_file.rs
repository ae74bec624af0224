//! Text files: csv with commas, semicolons or tabs, in the encodings spreadsheets save.

mod decode;
mod records;

use std::rc::Rc;

use super::{
    grid::{Sheet, Value, Workbook},
    header, limits,
    problem::FileProblem,
    words::guarded,
};
use records::{Parsed, records};

/// Reads a text file as one sheet whose rows are the records.
pub(super) fn open(file_name: &str, bytes: &[u8]) -> Result<Workbook, FileProblem> {
    let mut text = decode::decode(bytes)?;
    let mut problems = Vec::new();
    if text.contains('\0') {
        text.retain(|c| c != '\0');
        problems.push(FileProblem::NulRemoved);
    }
    if text.trim().is_empty() {
        return Err(FileProblem::Empty);
    }
    let (separator, text) = separator(&text);
    let parsed = records(text, separator, limits::ROWS + limits::HEADER_ROW as usize)?;
    if let Some(record) = parsed.open_quote {
        return Err(FileProblem::QuoteOpen { record });
    }
    if parsed.cut {
        return Err(FileProblem::TooManyRows { limit: limits::ROWS });
    }
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let sheet = sheet(name, &parsed, &mut problems)?;
    Ok(Workbook { sheets: vec![sheet], problems, unread: Vec::new() })
}

fn sheet(name: &str, parsed: &Parsed, problems: &mut Vec<FileProblem>) -> Result<Sheet, FileProblem> {
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    let (mut cells, mut characters) = (0, 0);
    for (index, record) in parsed.records.iter().enumerate() {
        let mut row = Vec::new();
        for (column, field) in record.iter().enumerate().filter(|(_, field)| !field.trim().is_empty()) {
            characters += field.len();
            row.push((column as u32 + 1, value(field)));
        }
        cells += row.len();
        if cells > limits::CELLS {
            return Err(FileProblem::TooManyCells { limit: limits::CELLS });
        }
        if characters > limits::TEXT_BYTES {
            return Err(FileProblem::TooMuchText);
        }
        if !row.is_empty() {
            sheet.rows.insert(index as u32 + 1, row);
        }
    }
    if sheet.rows.len() > limits::ROWS {
        return Err(FileProblem::TooManyRows { limit: limits::ROWS });
    }
    if let Some(record) = parsed.stray_quote {
        problems.push(FileProblem::QuoteStray { record });
    }
    Ok(sheet)
}

fn value(field: &str) -> Value {
    const ERRORS: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"];
    if field.chars().count() > limits::CELL_CHARS {
        Value::TooLong
    } else if ERRORS.contains(&field.trim()) {
        Value::Error(field.trim().to_owned())
    } else {
        Value::Text(Rc::from(if guarded(field) { field.strip_prefix('\'').unwrap_or(field) } else { field }))
    }
}

/// The separator that gives the best header; `sep=;` on a first line says it outright and is no record.
fn separator(text: &str) -> (char, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut rest = rest.chars();
        if let Some(separator) = rest.next().filter(char::is_ascii) {
            return (
                separator,
                rest.as_str().strip_prefix("\r\n").unwrap_or(rest.as_str().trim_start_matches(['\r', '\n'])),
            );
        }
    }
    let score = |separator: char| {
        let head = records(text, separator, limits::HEADER_ROW as usize).unwrap_or_default();
        let names = |record: &Vec<String>| record.iter().filter(|field| header::is_known(field)).count();
        head.records.iter().map(names).max().unwrap_or(0)
    };
    let best = [',', ';', '\t', '|'].into_iter().rev().max_by_key(|separator| score(*separator)).unwrap_or(',');
    (best, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, row: u32, column: u32) -> String {
        let book = open("x.csv", text.as_bytes()).unwrap();
        book.sheets[0].own(row, column).map(Value::text).unwrap_or_default()
    }

    #[test]
    fn separators_are_found_by_the_header() {
        for separator in [",", ";", "\t", "|"] {
            let text = ["序号", "重点任务", "牵头单位"].join(separator)
                + "\n1"
                + separator
                + "甲,乙;丙"
                + separator
                + "省编办";
            let expected = if ["\t", "|"].contains(&separator) { "甲,乙;丙" } else { "甲" };
            assert!(cell(&text, 2, 2).starts_with(expected), "{separator}");
            assert_eq!(cell(&text, 1, 3), "牵头单位");
        }
        assert_eq!(cell("sep=|\r\n序号|重点任务\r\n1|甲", 2, 2), "甲");
    }

    #[test]
    fn one_apostrophe_before_a_formula_is_taken_off() {
        let text = "序号,重点任务,备注\n1,'=1+1,''=x\n2,'普通,=raw";
        assert_eq!(
            [cell(text, 2, 2), cell(text, 2, 3), cell(text, 3, 2), cell(text, 3, 3)],
            ["=1+1", "'=x", "'普通", "=raw"]
        );
    }

    #[test]
    fn nul_is_removed_and_reported() {
        let book = open("x.csv", "序号,重点\0任务\n1,甲".as_bytes()).unwrap();
        assert_eq!(book.problems, [FileProblem::NulRemoved]);
        assert_eq!(book.sheets[0].own(1, 2).map(Value::text).as_deref(), Some("重点任务"));
    }
}
