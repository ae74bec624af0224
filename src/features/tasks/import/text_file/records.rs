//! Records of a csv file (RFC 4180), with any line end and with the faults that hands and programs make.

use crate::features::tasks::import::problem::FileProblem;

/// The records, blank lines included, so that numbers agree with the rows a spreadsheet shows.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) records: Vec<Vec<String>>,
    /// A record in which text follows a closing quotation mark.
    pub(super) stray_quote: Option<u32>,
    /// The record in which a quotation mark opens that is never closed: the rest of the file is in its cell.
    pub(super) open_quote: Option<u32>,
    /// There was more.
    pub(super) cut: bool,
}

/// Fields, empty ones included: they cost memory too.
const FIELDS: usize = 4_000_000;

/// Splits text into at most `most` records.
pub(super) fn records(text: &str, separator: char, most: usize) -> Result<Parsed, FileProblem> {
    let mut parsed = Parsed::default();
    let (mut record, mut field) = (Vec::new(), String::new());
    let mut quoted = None;
    let (mut was_quoted, mut fields) = (false, 0);
    let mut old_mac = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let number = parsed.records.len() as u32 + 1;
        if quoted.is_some() {
            match c {
                '"' if chars.next_if_eq(&'"').is_some() => field.push('"'),
                '"' => (quoted, was_quoted) = (None, true),
                _ => field.push(c),
            }
        } else if c == '"' && !was_quoted && field.trim().is_empty() {
            field.clear();
            quoted = Some(number);
        } else if c == separator {
            record.push(std::mem::take(&mut field));
            was_quoted = false;
            fields += 1;
            if fields > FIELDS {
                return Err(FileProblem::TooManyCells { limit: FIELDS });
            }
        } else if c == '\n' && old_mac == Some(true) {
            // Where records end in a carriage return alone, a line feed is a break within the cell.
            field.push(c);
        } else if c == '\n' || c == '\r' {
            let pair = c == '\r' && chars.next_if_eq(&'\n').is_some();
            old_mac.get_or_insert(c == '\r' && !pair);
            record.push(std::mem::take(&mut field));
            was_quoted = false;
            parsed.records.push(std::mem::take(&mut record));
            if parsed.records.len() >= most {
                parsed.cut = chars.peek().is_some();
                return Ok(parsed);
            }
        } else {
            if was_quoted && !c.is_whitespace() {
                parsed.stray_quote.get_or_insert(number);
            }
            field.push(c);
        }
    }
    parsed.open_quote = quoted;
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        parsed.records.push(record);
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<Vec<String>> {
        records(text, ',', 100).unwrap().records
    }

    #[test]
    fn every_line_end_ends_a_record() {
        for text in ["a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\rc,d\r"] {
            assert_eq!(split(text), [["a", "b"], ["c", "d"]], "{text:?}");
        }
        assert_eq!(split("a,b\rc\nd,e\r"), [["a", "b"], ["c\nd", "e"]], "a break within a cell");
        assert_eq!(split("a\n\nb").len(), 3, "a blank line counts");
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        assert_eq!(split("\"a,\r\n\"\"b\"\"\",c"), [["a,\r\n\"b\"", "c"]]);
        assert_eq!(split("a\"b,\"\""), [["a\"b", ""]]);
    }

    #[test]
    fn faults_are_told() {
        assert_eq!(records("a\nb,\"c\nd", ',', 9).unwrap().open_quote, Some(2));
        let parsed = records("a\n\"b\"c,d", ',', 9).unwrap();
        assert_eq!((parsed.stray_quote, &parsed.records[1][0][..]), (Some(2), "bc"));
    }
}
