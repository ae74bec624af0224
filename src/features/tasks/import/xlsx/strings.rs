//! Shared strings, and the text of `<si>` and `<is>` elements.

use std::{io::BufRead, rc::Rc};

use super::{Event, Package, Xml};
use crate::features::tasks::import::problem::FileProblem;

/// The string table; empty where the file has none.
pub(super) fn read(package: &mut Package, part: &str) -> Result<Vec<Rc<str>>, FileProblem> {
    let mut strings = Vec::new();
    let Some(mut xml) = package.xml(part)? else { return Ok(strings) };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.is("si") => strings.push(Rc::from(rich_text(&mut xml, "si")?)),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// All text up to the end of an element, the runs of rich text put together, readings (振假名) left out.
pub(super) fn rich_text<R: BufRead>(xml: &mut Xml<R>, element: &str) -> Result<String, FileProblem> {
    let (mut text, mut in_text, mut in_reading) = (String::new(), false, false);
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.is("t") => in_text = true,
            Event::Start(tag) if tag.is("rPh") => in_reading = true,
            Event::Text(piece) if in_text && !in_reading => text.push_str(&piece),
            Event::End(name) if name == "t" => in_text = false,
            Event::End(name) if name == "rPh" => in_reading = false,
            Event::End(name) if name == element => return Ok(unescape(text)),
            Event::Eof => return Ok(unescape(text)),
            _ => {}
        }
    }
}

/// Spreadsheets write characters that XML cannot hold as `_x000D_`, and a real `_x000D_` as `_x005F_x000D_`.
pub(super) fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let code = rest
            .strip_prefix("_x")
            .and_then(|tail| Some((tail.get(..4)?, tail.get(4..5)?)))
            .filter(|(hex, end)| *end == "_" && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|(hex, _)| u16::from_str_radix(hex, 16).ok());
        if let Some(unit) = code {
            units.push(unit);
            rest = &rest[7..];
        } else {
            units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
            rest = &rest[c.len_utf8()..];
        }
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_of_spreadsheets() {
        let read = |text: &str| unescape(text.to_owned());
        assert_eq!(read("a_x000D_b"), "a\rb");
        assert_eq!(read("_x005F_x000D_"), "_x000D_");
        assert_eq!(read("_xD83D__xDE00_"), "😀");
        assert_eq!(read("_x12_x000_中_xZZZZ_"), "_x12_x000_中_xZZZZ_");
    }
}
