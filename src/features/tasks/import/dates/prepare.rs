//! Makes the many ways of writing a number one, before dates are sought.

use crate::features::tasks::import::words::{chinese_number, half_width, is_chinese_digit, is_invisible};

/// Half-width digits, Chinese numbers before 年 月 日 季 as digits, no white space except between two digits.
pub(super) fn prepare(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().map(half_width).filter(|c| !is_invisible(*c)).collect();
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c.is_whitespace() {
            let next = chars[at..].iter().find(|c| !c.is_whitespace());
            let between = out.last().is_some_and(char::is_ascii_digit) && next.is_some_and(char::is_ascii_digit);
            if between {
                out.push(' ');
            }
            at += 1;
        } else if is_chinese_digit(c) {
            let run = chars[at..].iter().take_while(|c| is_chinese_digit(**c)).count();
            let word: String = chars[at..at + run].iter().collect();
            let unit = chars[at + run..].iter().find(|c| !c.is_whitespace());
            match chinese_number(&word).filter(|_| unit.is_some_and(|unit| "年月日号季旬".contains(*unit))) {
                Some(number) => out.extend(number.to_string().chars()),
                None => out.extend(word.chars()),
            }
            at += run;
        } else {
            out.push(c);
            at += 1;
        }
    }
    out
}
