//! Small rules on words that several parts of the reader share.

use crate::shared::text::folded;

/// The form in which names and headers are compared: half-width, lower case, nothing that cannot be seen.
pub(super) fn key(text: &str) -> String {
    folded(text).chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect()
}

/// Characters without a mark of their own, as they come along when text is copied from web pages: zero-width spaces,
/// marks of direction, soft hyphens.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Full-width ASCII made half-width and nothing else, unlike NFKC, which also turns ① into 1.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Signs people put into a cell to say that there is nothing: `—`, `/`, 无.
pub(super) fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "/" | "／" | "\\" | "-" | "－" | "—" | "——" | "–" | "无" | "（无）" | "(无)")
}

/// Text with its bracketed remarks taken out.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// A Chinese number up to 99, or digits read one by one as in 二〇一六.
pub(super) fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| -> Option<u32> {
        "〇一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u32).or(match c {
            '零' | '○' | 'Ｏ' => Some(0),
            '两' => Some(2),
            _ => None,
        })
    };
    let chars: Vec<char> = text.chars().collect();
    match chars.iter().position(|c| matches!(c, '十' | '廿' | '卅')) {
        Some(ten) => {
            let tens = match (chars[ten], ten) {
                ('廿', 0) => 2,
                ('卅', 0) => 3,
                ('十', 0) => 1,
                ('十', 1) => digit(chars[0])?,
                _ => return None,
            };
            match chars[ten + 1..] {
                [] => Some(tens * 10),
                [ones] => Some(tens * 10 + digit(ones)?),
                _ => None,
            }
        }
        None if (1..=4).contains(&chars.len()) => chars.iter().try_fold(0, |sum, c| Some(sum * 10 + digit(*c)?)),
        None => None,
    }
}

/// `①` is 1.
pub(super) fn circled_number(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '㉑'..='㉟' => Some(c as u32 - '㉑' as u32 + 21),
        '❶'..='❿' => Some(c as u32 - '❶' as u32 + 1),
        _ => None,
    }
}

/// Characters of Chinese numbers.
pub(super) fn is_chinese_digit(c: char) -> bool {
    matches!(c, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '廿' | '卅')
}

/// Whether a csv cell of this text carries, or needs, an apostrophe that keeps spreadsheets from taking it as a formula:
/// any number of apostrophes, then `=`, `+`, `-`, `@`, tab or carriage return. Writing adds one apostrophe, reading
/// takes one off, so nothing is lost whatever the text was.
pub(in crate::features::tasks) fn guarded(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers() {
        let read = |text: &str| chinese_number(text);
        assert_eq!(
            ["十", "十二", "二十", "三十一", "九", "廿三", "二〇一六", "二○一六"].map(read),
            [10, 12, 20, 31, 9, 23, 2016, 2016].map(Some)
        );
        assert_eq!(["", "百", "十十", "一十二三"].map(read), [None; 4]);
    }

    #[test]
    fn formulas_are_recognised_behind_apostrophes() {
        assert!(["=1", "'=1", "''@x", "-", "\tx"].into_iter().all(guarded));
        assert!(!["", "'", "1=1", "'text", "a+b"].into_iter().any(guarded));
    }

    #[test]
    fn names_are_compared_by_what_is_seen() {
        assert_eq!(key(" 省\u{200b}编 办\u{feff}（ＡＢ）"), "省编办(ab)");
    }

    #[test]
    fn remarks_are_taken_out() {
        assert_eq!(without_brackets("完成时限（年月日）(必填)"), "完成时限");
        assert_eq!(without_brackets("省公安厅（消防（总队））"), "省公安厅");
    }
}
