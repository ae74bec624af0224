//! The cells of a worksheet part.

use std::{io::BufRead, rc::Rc};

use super::{
    Event, Package, Shared, Xml,
    strings::{rich_text, unescape},
    xml::Tag,
};
use crate::features::tasks::import::{
    grid::{Sheet, Value, parse_a1, parse_range, serial_date},
    limits,
    problem::FileProblem,
};

/// Reads a worksheet part into `sheet`.
pub(super) fn read(
    package: &mut Package,
    part: &str,
    sheet: &mut Sheet,
    shared: &mut Shared,
) -> Result<(), FileProblem> {
    let Some(mut xml) = package.xml(part)? else { return Err(super::package::damaged(part)) };
    let (mut row, mut column, mut row_hidden) = (0_u32, 0_u32, false);
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.is("row") => {
                row = tag.number("r").unwrap_or(row.saturating_add(1));
                column = 0;
                row_hidden = is_hidden(&tag, "ht");
            }
            Event::Start(tag) if tag.is("c") => {
                (row, column) =
                    tag.attribute("r").and_then(|r| parse_a1(&r)).unwrap_or((row, column.saturating_add(1)));
                let head = Head::of(&tag);
                if let Some(value) = value(&mut xml, &head, shared)?.filter(|value| !value.is_blank()) {
                    keep(sheet, shared, (row, column), value)?;
                    if row_hidden {
                        sheet.hidden_rows.insert(row);
                    }
                }
            }
            Event::Start(tag) if tag.is("col") && is_hidden(&tag, "width") => {
                sheet.hidden_columns.extend(tag.number("min").zip(tag.number("max")));
            }
            Event::Start(tag) if tag.is("mergeCell") => {
                if let Some(area) = tag.attribute("ref").and_then(|area| parse_range(&area)) {
                    sheet.merges.push(area);
                }
                if sheet.merges.len() > limits::MERGES {
                    return Err(FileProblem::TooManyCells { limit: limits::MERGES });
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Hidden outright, or of no size.
fn is_hidden(tag: &Tag<'_>, size: &str) -> bool {
    tag.flag("hidden") || tag.attribute(size).is_some_and(|size| size == "0")
}

fn keep(sheet: &mut Sheet, shared: &mut Shared, (row, column): (u32, u32), value: Value) -> Result<(), FileProblem> {
    shared.cells += 1;
    if let Value::Text(text) = &value {
        shared.text_bytes += text.len();
    }
    let cells = sheet.rows.entry(row).or_insert_with(|| {
        shared.rows += 1;
        Vec::new()
    });
    // Files list cells in order; one that does not still gets them in order, the last of two at one place winning.
    match cells.binary_search_by_key(&column, |(column, _)| *column) {
        Ok(at) => cells[at].1 = value,
        Err(at) => cells.insert(at, (column, value)),
    }
    if shared.rows > limits::ROWS {
        return Err(FileProblem::TooManyRows { limit: limits::ROWS });
    }
    if shared.cells > limits::CELLS {
        return Err(FileProblem::TooManyCells { limit: limits::CELLS });
    }
    if shared.text_bytes > limits::TEXT_BYTES {
        return Err(FileProblem::TooMuchText);
    }
    Ok(())
}

/// The attributes of a cell that say how to read it.
struct Head {
    kind: String,
    style: usize,
}

impl Head {
    fn of(tag: &Tag<'_>) -> Self {
        Self { kind: tag.attribute("t").unwrap_or_default(), style: tag.number("s").map_or(0, |style| style as usize) }
    }
}

/// Reads to the end of the cell.
fn value<R: BufRead>(xml: &mut Xml<R>, head: &Head, shared: &Shared) -> Result<Option<Value>, FileProblem> {
    let (mut stored, mut inline, mut formula) = (None::<String>, None, false);
    let mut in_value = false;
    loop {
        let inline_starts = match xml.next()? {
            Event::Start(tag) if tag.is("v") => {
                (in_value, stored) = (true, Some(String::new()));
                false
            }
            Event::Start(tag) if tag.is("f") => {
                formula = true;
                false
            }
            Event::Start(tag) => tag.is("is"),
            Event::Text(text) => {
                if let Some(stored) = stored.as_mut().filter(|_| in_value) {
                    stored.push_str(&text);
                }
                false
            }
            Event::End(name) if name == "v" => {
                in_value = false;
                false
            }
            Event::End(name) if name == "c" => break,
            Event::Eof => break,
            Event::End(_) => false,
        };
        if inline_starts {
            inline = Some(rich_text(xml, "is")?);
        }
    }
    let value = match inline {
        Some(text) => Some(self::text(Rc::from(text))),
        None => stored.and_then(|stored| typed(stored, head, formula, shared)),
    };
    Ok(value.or(formula.then_some(Value::NoResult)))
}

/// A stored value by its type; none where there is none.
fn typed(stored: String, head: &Head, formula: bool, shared: &Shared) -> Option<Value> {
    match head.kind.as_str() {
        // A formula may rightly result in empty text.
        "str" if formula && stored.is_empty() => Some(text(Rc::from(""))),
        _ if stored.trim().is_empty() => None,
        "s" => {
            let string = stored.trim().parse::<usize>().ok().and_then(|at| shared.strings.get(at));
            // A text that the file does not hold must not look like a blank cell.
            Some(string.map_or_else(|| Value::Error("#STRING?".into()), |string| text(Rc::clone(string))))
        }
        "str" | "inlineStr" => Some(text(Rc::from(unescape(stored)))),
        "b" => Some(Value::Bool(stored.trim() == "1")),
        "e" => Some(Value::Error(stored.trim().chars().take(20).collect())),
        "d" => Some(iso_date(stored.trim()).unwrap_or_else(|| text(Rc::from(stored)))),
        _ => match stored.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let date = shared.dates.get(head.style).copied().unwrap_or(false);
                Some(
                    date.then(|| serial_date(number, shared.from_1904))
                        .flatten()
                        .map_or(Value::Number(number), Value::Date),
                )
            }
            _ => Some(text(Rc::from(stored))),
        },
    }
}

fn text(text: Rc<str>) -> Value {
    // Bytes are a quick upper bound of characters.
    if text.len() > limits::CELL_CHARS && text.chars().count() > limits::CELL_CHARS {
        Value::TooLong
    } else {
        Value::Text(text)
    }
}

fn iso_date(text: &str) -> Option<Value> {
    let day = chrono::NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    let time = text.get(11..19).and_then(|time| chrono::NaiveTime::parse_from_str(time, "%H:%M:%S").ok());
    Some(Value::Date(day.and_time(time.unwrap_or_default())))
}
