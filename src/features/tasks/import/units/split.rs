//! Cutting a list of units into names.

use crate::features::tasks::import::{book::UnitBook, words::circled_number};

const SEPARATORS: [char; 14] = ['、', '，', '；', ',', ';', '/', '／', '|', '｜', '。', '﹑', '､', '﹐', '﹔'];

/// The names of a list. Separators inside brackets do not separate, and a line break inside a name, as narrow columns
/// force, is mended where only the mended name is known.
pub(super) fn pieces(text: &str, book: &UnitBook) -> Vec<String> {
    let mut pieces = Vec::new();
    for part in cut(text) {
        let lines: Vec<&str> = part.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut at = 0;
        while at < lines.len() {
            let (name, used) = longest(&lines[at..], book);
            pieces.push(name);
            at += used;
        }
    }
    pieces
}

/// The longest known name from up to four lines; else the first line.
fn longest(lines: &[&str], book: &UnitBook) -> (String, usize) {
    (2..=lines.len().min(4))
        .rev()
        .map(|used| (lines[..used].concat(), used))
        .find(|(name, _)| book.find(name).is_some())
        .unwrap_or_else(|| (lines[0].to_owned(), 1))
}

fn cut(text: &str) -> Vec<&str> {
    let is_open = |c| matches!(c, '(' | '（' | '[' | '〔' | '【');
    let is_close = |c| matches!(c, ')' | '）' | ']' | '〕' | '】');
    // An unpaired bracket must not glue the rest of the list together.
    let paired = text.chars().filter(|c| is_open(*c)).count() == text.chars().filter(|c| is_close(*c)).count();
    let mut depth = 0_usize;
    text.split(|c| {
        if is_open(c) {
            depth += 1;
        } else if is_close(c) {
            depth = depth.saturating_sub(1);
        }
        (SEPARATORS.contains(&c) || circled_number(c).is_some()) && (depth == 0 || !paired)
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
    .collect()
}
