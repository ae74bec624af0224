//! Which cell formats show dates: a number alone does not tell.

use std::collections::HashMap;

use super::{Event, Package};
use crate::features::tasks::import::problem::FileProblem;

/// For each cell format in order, whether it shows a date.
pub(super) fn read(package: &mut Package, part: &str) -> Result<Vec<bool>, FileProblem> {
    let (mut codes, mut formats) = (HashMap::new(), Vec::<u32>::new());
    let Some(mut xml) = package.xml(part)? else { return Ok(Vec::new()) };
    let mut in_cell_formats = false;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.is("numFmt") => {
                if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                    codes.insert(id, code);
                }
            }
            Event::Start(tag) if tag.is("cellXfs") => in_cell_formats = true,
            Event::Start(tag) if in_cell_formats && tag.is("xf") => formats.push(tag.number("numFmtId").unwrap_or(0)),
            Event::End(name) if name == "cellXfs" => in_cell_formats = false,
            Event::Eof => break,
            _ => {}
        }
    }
    let shows_date = |id: &u32| codes.get(id).map_or_else(|| builtin(*id), |code| is_date(code));
    Ok(formats.iter().map(shows_date).collect())
}

/// Formats without a code in the file: 14–17 and 22 are dates everywhere, 27–36 and 50–58 in East Asian versions.
fn builtin(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=36 | 50..=58)
}

/// Whether a format code shows a day, month or year.
fn is_date(code: &str) -> bool {
    // Only the part for positive numbers counts.
    let code = code.split(';').next().unwrap_or_default().to_lowercase();
    let (mut bare, mut chars) = (String::new(), code.chars());
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            _ => bare.push(c),
        }
    }
    let bare = bare.replace("general", "").replace("am/pm", "");
    // `m` beside `h` or `s` is minutes.
    bare.contains(['y', 'd', '年', '日']) || (bare.contains('m') && !bare.contains(['h', 's']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_dates() {
        for code in ["yyyy\"年\"m\"月\"d\"日\"", "yyyy/m/d", "[$-804]m月d日", "mmm-yy", "[$-F800]dddd", "m\"月\""]
        {
            assert!(is_date(code), "{code}");
        }
        for code in ["General", "0.00", "0\"日\"", "[Red]0", "h:mm", "mm:ss", "\"yd\"0", "@", "0_d", "#,##0\\y"] {
            assert!(!is_date(code), "{code}");
        }
    }
}
