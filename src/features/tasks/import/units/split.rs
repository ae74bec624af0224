//! Cutting a list of units into names.

use crate::features::tasks::import::{book::UnitBook, words::circled_number};

const SEPARATORS: [char; 14] = ['、', '，', '；', ',', ';', '/', '／', '|', '｜', '。', '﹑', '､', '﹐', '﹔'];

/// The names of a list. Separators inside brackets do not separate, and a line break inside a name, as narrow columns
/// force, is mended where only the mended name is known.
pub(super) fn pieces(text: &str, book: &UnitBook) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for part in cut(text) {
        let before = pieces.last().and_then(|first| under_one_word(first, part, book));
        if let Some([first, second]) = before {
            pieces.pop();
            pieces.extend([first, second]);
            continue;
        }
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

/// `各市（州）` and `县（市）政府` share their first and last words: 各市（州）政府 and 各县（市）政府.
pub(super) fn under_one_word(first: &str, second: &str, book: &UnitBook) -> Option<[String; 2]> {
    let both = second.starts_with('各');
    if !first.starts_with('各') || book.find(first).is_some() || (!both && book.find(second).is_some()) {
        return None;
    }
    let second = if both { second.to_owned() } else { format!("各{second}") };
    ["人民政府", "政府"].iter().filter(|tail| second.ends_with(**tail)).find_map(|tail| {
        let both = [format!("{first}{tail}"), second.clone()];
        both.iter().all(|name| book.find(name).is_some()).then_some(both)
    })
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
