//! Text search. Chinese has no spaces between words, so texts are cut into overlapping pairs of characters: 行政审批 is
//! kept as 行政 政审 审批 at consecutive places, and a search for any two or more characters in a row is a phrase of
//! such pairs. It finds every occurrence, needs no dictionary in memory, and a GIN index serves it
//! (docs/decisions/0005-search.md). Letters and digits are kept as whole words.

use std::fmt::Write as _;

use crate::shared::text::folded;

/// The weight of a part of a record, heaviest first (PostgreSQL's A to D).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Title,
    Name,
    Body,
    Note,
}

impl Weight {
    const fn letter(self) -> char {
        match self {
            Self::Title => 'A',
            Self::Name => 'B',
            Self::Body => 'C',
            Self::Note => 'D',
        }
    }
}

/// PostgreSQL keeps no position beyond this.
const LAST_POSITION: usize = 16_383;
/// A longer word (PostgreSQL: 2 kB) is kept by its beginning.
const WORD_LENGTH: usize = 200;
/// PostgreSQL keeps no more than 1 MB; what comes after the heaviest parts is left out.
const ROOM: usize = 1_000_000;

/// Texts with their weights as the literal of a `tsvector`.
#[must_use]
pub fn vector(parts: &[(Weight, &str)]) -> String {
    let mut literal = String::new();
    let (mut position, mut used) = (0, 0);
    for (weight, text) in parts {
        for run in runs(text) {
            for token in run.tokens() {
                position = (position + 1).min(LAST_POSITION);
                // A word's bytes, and its place with what stands around it.
                used += token.len() + 8;
                if used > ROOM {
                    return literal;
                }
                push_token(&mut literal, &token);
                let _ = write!(literal, ":{position}{} ", weight.letter());
            }
            // A phrase does not reach across a gap.
            position = (position + 1).min(LAST_POSITION);
        }
        position = (position + 5).min(LAST_POSITION);
    }
    literal
}

/// What is searched for as the literal of a `tsquery`; `None` when nothing in it can be searched.
#[must_use]
pub fn query(text: &str) -> Option<String> {
    let terms: Vec<String> = runs(text).iter().map(Run::condition).collect();
    (!terms.is_empty()).then(|| terms.join(" & "))
}

/// The words to mark in what was found.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    runs(text).into_iter().map(|run| run.characters.iter().collect()).collect()
}

/// A stretch of Chinese characters, or a word of letters and digits.
struct Run {
    characters: Vec<char>,
    chinese: bool,
}

impl Run {
    /// The pairs of a Chinese run and its last character alone (so that one character is found as the beginning of a
    /// pair wherever it stands); a word as it is.
    fn tokens(&self) -> Vec<String> {
        if !self.chinese {
            return vec![self.word()];
        }
        let mut tokens: Vec<String> = self.characters.windows(2).map(|pair| pair.iter().collect()).collect();
        tokens.extend(self.characters.last().map(char::to_string));
        tokens
    }

    fn word(&self) -> String {
        self.characters.iter().take(WORD_LENGTH).collect()
    }

    fn condition(&self) -> String {
        let mut condition = String::new();
        if self.chinese && self.characters.len() > 1 {
            for (index, pair) in self.characters.windows(2).enumerate() {
                if index > 0 {
                    condition.push_str(" <-> ");
                }
                push_token(&mut condition, &pair.iter().collect::<String>());
            }
        } else {
            push_token(&mut condition, &self.word());
            condition.push_str(":*");
        }
        condition
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for character in folded(text).chars() {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        let chinese = is_chinese(character);
        match runs.last_mut() {
            Some(run) if open && run.chinese == chinese => run.characters.push(character),
            _ => runs.push(Run { characters: vec![character], chinese }),
        }
        open = true;
    }
    runs
}

/// Scripts written without spaces: Han with its extensions, kana, bopomofo, hangul.
const fn is_chinese(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn push_token(literal: &mut String, token: &str) {
    literal.push('\'');
    // Tokens hold letters and digits only, so neither quote nor backslash can end the literal.
    literal.push_str(token);
    literal.push('\'');
}

/// Cuts `text` into pieces, those to be marked with `true`. Compares without regard to width and case.
#[must_use]
pub fn marked(text: &str, terms: &[String]) -> Vec<(bool, String)> {
    let characters: Vec<char> = text.chars().collect();
    let plain: Vec<Vec<char>> = characters.iter().map(|c| folded(&c.to_string()).chars().collect()).collect();
    let mut hit = vec![false; characters.len()];
    for term in terms.iter().map(|term| term.chars().collect::<Vec<char>>()) {
        for start in 0..plain.len() {
            if let Some(end) = matches_at(&plain, start, &term) {
                hit[start..end].fill(true);
            }
        }
    }
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (character, hit) in characters.into_iter().zip(hit) {
        match pieces.last_mut() {
            Some((last, piece)) if *last == hit => piece.push(character),
            _ => pieces.push((hit, character.to_string())),
        }
    }
    pieces
}

fn matches_at(plain: &[Vec<char>], start: usize, term: &[char]) -> Option<usize> {
    let (mut at, mut rest) = (start, term);
    while !rest.is_empty() {
        let next = plain.get(at)?;
        if next.is_empty() {
            return None;
        }
        rest = rest.strip_prefix(next.as_slice())?;
        at += 1;
    }
    (at > start).then_some(at)
}

/// A stretch of about `length` characters of `text` around its first hit; `None` without a hit.
#[must_use]
pub fn snippet(text: &str, terms: &[String], length: usize) -> Option<Vec<(bool, String)>> {
    let pieces = marked(text, terms);
    let before: usize = pieces.iter().take_while(|(hit, _)| !hit).map(|(_, piece)| piece.chars().count()).sum();
    if before == text.chars().count() {
        return None;
    }
    let start = before.saturating_sub(length / 3);
    let cut: String = text.chars().skip(start).take(length).collect();
    let mut pieces = marked(&cut, terms);
    if start > 0 {
        pieces.insert(0, (false, "…".to_owned()));
    }
    if start + length < text.chars().count() {
        pieces.push((false, "…".to_owned()));
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_words_stay_whole() {
        assert_eq!(vector(&[(Weight::Title, "行政审批")]), "'行政':1A '政审':2A '审批':3A '批':4A ");
        assert_eq!(vector(&[(Weight::Body, "ＡＢＣ ３５号")]), "'abc':1C '35':3C '号':5C ");
    }

    #[test]
    fn a_search_becomes_a_phrase_of_pairs() {
        assert_eq!(query("审批").as_deref(), Some("'审批'"));
        assert_eq!(query("行政审批 35").as_deref(), Some("'行政' <-> '政审' <-> '审批' & '35':*"));
        assert_eq!(query("批").as_deref(), Some("'批':*"));
        assert_eq!(query(" ，'|&! "), None);
    }

    #[test]
    fn hits_are_marked_whatever_their_width_and_case() {
        let pieces = marked("推进ＷＴＯ审批改革", &terms("wto 审批"));
        assert_eq!(pieces, [(false, "推进".into()), (true, "ＷＴＯ审批".into()), (false, "改革".into())]);
        assert_eq!(marked("没有", &terms("审批")), [(false, "没有".into())]);
    }

    #[test]
    fn a_snippet_shows_the_hit() {
        let text = format!("{}审批{}", "前".repeat(100), "后".repeat(100));
        let pieces = snippet(&text, &terms("审批"), 30).expect("a hit");
        assert!(pieces.iter().any(|(hit, piece)| *hit && piece == "审批"));
        assert_eq!(snippet("没有", &terms("审批"), 30), None);
    }

    proptest::proptest! {
        /// No text, however odd, makes a literal that could end early.
        #[test]
        fn tokens_hold_no_quotes(text in "\\PC*") {
            for run in runs(&text) {
                for token in run.tokens() {
                    proptest::prop_assert!(token.chars().all(char::is_alphanumeric));
                }
            }
        }

        #[test]
        fn marking_loses_nothing(text in "\\PC*", term in "\\PC{0,4}") {
            let whole: String = marked(&text, &terms(&term)).into_iter().map(|(_, piece)| piece).collect();
            proptest::prop_assert_eq!(whole, text);
        }
    }
}
