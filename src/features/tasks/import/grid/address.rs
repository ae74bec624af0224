//! Cell addresses: `I34`, `B5:B12`.

use super::Area;

/// The last row and column a spreadsheet can have.
const LAST: (u32, u32) = (1_048_576, 16_384);

/// `(34, 9)` → `I34`.
pub(in super::super) fn a1(row: u32, column: u32) -> String {
    format!("{}{row}", letters(column))
}

/// `28` → `AB`.
pub(in super::super) fn letters(mut column: u32) -> String {
    let mut out = Vec::new();
    while column > 0 {
        column -= 1;
        out.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    out.iter().rev().collect()
}

/// `I34` → `(34, 9)`; none outside what a spreadsheet can have.
pub(in super::super) fn parse_a1(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (name, number) = text.split_at(digits);
    let column = name.trim_end_matches('$').trim_start_matches('$').bytes().try_fold(0_u32, |sum, byte| {
        let letter = byte.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| sum.saturating_mul(26).saturating_add(u32::from(letter - b'A' + 1)))
    })?;
    let row: u32 = number.parse().ok()?;
    ((1..=LAST.0).contains(&row) && (1..=LAST.1).contains(&column)).then_some((row, column))
}

/// `B5:B12`, or a single cell.
pub(in super::super) fn parse_range(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (parse_a1(from)?, parse_a1(to)?);
    (top <= bottom && left <= right).then_some(Area { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for (text, place) in [("A1", (1, 1)), ("Z9", (9, 26)), ("AA10", (10, 27)), ("XFD1048576", LAST)] {
            assert_eq!(parse_a1(text), Some(place));
            assert_eq!(a1(place.0, place.1), text);
        }
    }

    #[test]
    fn impossible_addresses_are_none() {
        for text in ["", "A", "1", "A0", "XFE1", "A1048577", "ZZZZZZZZZZ1", "中1", "A99999999999"] {
            assert_eq!(parse_a1(text), None, "{text}");
        }
        assert_eq!(parse_range("C3:A1"), None);
    }
}
