//! Numbered lines: `1.`, `1、`, `（1）`, `①`, `一、`, `（一）`, `一是`, `第一步`.

use crate::features::tasks::import::words::{chinese_number, circled_number, half_width, is_chinese_digit};

/// A line with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: Option<u32>,
    /// Without the number, white space off.
    pub(super) text: String,
}

impl Line {
    /// The text without closing `；` or `。`.
    pub(super) fn title(&self) -> &str {
        self.text.trim_end_matches(|c: char| c.is_whitespace() || "；;。".contains(c))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `1.` `1、` `1)`
    Plain,
    /// `（1）` `（一）`
    Bracketed,
    /// `①`
    Circled,
    /// `一、`
    Chinese,
    /// `一是`
    Firstly,
    /// `第一步`
    Stage,
}

/// The lines of a cell. Where they are numbered, a line without number goes on with the one before; numbers inside a
/// line divide it only where the numbers of the lines have a gap or there is but one line.
pub(super) fn lines(text: &str) -> Vec<Line> {
    numbered(text, false)
}

/// `from_any` takes 5 of `5.31` for a number; else a first number before another digit must be 1.
pub(super) fn numbered(text: &str, from_any: bool) -> Vec<Line> {
    let rows: Vec<&str> = text.lines().map(bullet_off).filter(|row| !row.is_empty()).collect();
    if let Some(lines) = spaced(&rows) {
        return lines;
    }
    let is_number = |(_, number, rest): &(Style, u32, &str)| {
        *number == 1 || from_any || !rest.starts_with(|c: char| half_width(c).is_ascii_digit())
    };
    let first = rows.iter().find_map(|row| marker(row)).filter(is_number).map(|marker| marker.0);
    let Some(style) = first else { return unnumbered(text) };
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        let last = lines.iter().rev().find_map(|line| line.number).unwrap_or(0);
        // The same number twice is a slip of the hand; a smaller one counts something within the step.
        match marker(row).filter(|(found, number, _)| *found == style && *number >= last) {
            Some((_, number, rest)) => lines.push(Line { number: Some(number), text: rest.trim().to_owned() }),
            None => match lines.last_mut() {
                Some(line) => {
                    line.text.push('\n');
                    line.text.push_str(row);
                }
                None => lines.push(Line { number: None, text: row.to_owned() }),
            },
        }
    }
    let mut out = Vec::with_capacity(lines.len());
    for at in 0..lines.len() {
        let upto = lines[at + 1..].iter().find_map(|line| line.number);
        let alone = lines.len() == 1;
        divide(&lines[at], style, if alone { Some(u32::MAX) } else { upto }, &mut out);
    }
    out
}

/// `1 摸底`, `2 公布`: numbers with nothing but a space behind them, where every line has the next.
fn spaced(rows: &[&str]) -> Option<Vec<Line>> {
    let line = |(at, row): (usize, &&str)| {
        let (number, rest) = leading(row)?;
        let follows = number as usize == at + 1 && row.starts_with(|c: char| half_width(c).is_ascii_digit());
        (follows && rest.starts_with([' ', '\u{3000}', '\t']))
            .then(|| Line { number: Some(number), text: rest.trim().to_owned() })
    };
    let lines: Option<Vec<Line>> = rows.iter().enumerate().map(line).collect();
    lines.filter(|lines| lines.len() > 1)
}

/// A line without the bullet before it.
fn bullet_off(row: &str) -> &str {
    row.trim().trim_start_matches(['•', '●', '◆', '■', '▪', '○', '◇', '□', '➢', '►', '★']).trim_start()
}

/// Each line on its own, numbers left in the text.
pub(super) fn unnumbered(text: &str) -> Vec<Line> {
    split(text, &['\n'])
}

pub(super) fn split(text: &str, separators: &[char]) -> Vec<Line> {
    let parts = text.split(separators).map(bullet_off).filter(|part| !part.is_empty());
    parts.map(|part| Line { number: None, text: part.to_owned() }).collect()
}

/// Divides a line at the numbers that follow its own, up to the number of the next line.
fn divide(line: &Line, style: Style, upto: Option<u32>, out: &mut Vec<Line>) {
    let (Some(mut number), Some(upto)) = (line.number, upto) else { return out.push(line.clone()) };
    let mut rest = line.text.as_str();
    while number + 1 < upto {
        let next = rest.char_indices().skip(1).find_map(|(at, _)| {
            let boundary = matches!(style, Style::Circled | Style::Bracketed) && !speaks_of_number(&rest[..at])
                || rest[..at].ends_with(|c: char| c.is_whitespace() || "；;。，,、".contains(c));
            let (found, value, after) = boundary.then(|| marker(&rest[at..]))??;
            // 完成；2.5万户 goes on with a number, it does not begin a step.
            let decimal = found == Style::Plain && after.starts_with(|c: char| half_width(c).is_ascii_digit());
            (found == style && value == number + 1 && (!decimal || is_year_or_month(after))).then_some((at, after))
        });
        let Some((at, after)) = next else { break };
        out.push(Line { number: Some(number), text: rest[..at].trim().to_owned() });
        (rest, number) = (after, number + 1);
    }
    out.push(Line { number: Some(number), text: rest.trim().to_owned() });
}

/// 第（2）项, 附件（2）, 按方案（2）: the number behind these words belongs to something else. 方案 without 按 may be what a
/// step ends with: （1）制定方案（2）实施.
fn speaks_of_number(before: &str) -> bool {
    let paper = ["方案", "附表", "表", "文件"].iter().find_map(|word| before.strip_suffix(word));
    before.ends_with(['第', '见'])
        || before.ends_with("附件")
        || paper.is_some_and(|rest| ["按", "按照", "根据", "依据", "依照"].iter().any(|word| rest.ends_with(word)))
}

fn is_year_or_month(text: &str) -> bool {
    let digits = text.chars().take_while(|c| half_width(*c).is_ascii_digit()).count();
    let after = text.chars().nth(digits).map(half_width);
    digits == 4 || (digits <= 2 && matches!(after, Some('月')))
}

/// What follows the number a text begins with.
pub(super) fn after_number(text: &str) -> Option<&str> {
    marker(text).map(|(_, _, rest)| rest.trim())
}

/// The number a text begins with: style, value, what follows.
fn marker(text: &str) -> Option<(Style, u32, &str)> {
    let first = text.chars().next()?;
    if let Some(number) = circled_number(first) {
        let rest = &text[first.len_utf8()..];
        return Some((Style::Circled, number, rest.trim_start_matches(['、', '.', '．', ' '])));
    }
    match first {
        '⑴'..='⒇' => return Some((Style::Bracketed, first as u32 - '⑴' as u32 + 1, &text[first.len_utf8()..])),
        '⒈'..='⒛' => return Some((Style::Plain, first as u32 - '⒈' as u32 + 1, &text[first.len_utf8()..])),
        '(' | '（' => {
            // No number is longer than 二十一; looking no further keeps a cell of brackets from costing its square.
            let inside = &text[first.len_utf8()..];
            let (close, width) =
                inside.char_indices().take(8).find(|(_, c)| ")）".contains(*c)).map(|(at, c)| (at, c.len_utf8()))?;
            let (inside, rest) = (&inside[..close], &inside[close + width..]);
            return number(inside.trim()).map(|number| (Style::Bracketed, number, rest));
        }
        '第' => {
            let (value, rest) = leading(&text[first.len_utf8()..])?;
            let rest = ["阶段", "步", "环节"].iter().find_map(|word| rest.strip_prefix(word))?;
            return Some((Style::Stage, value, rest.trim_start_matches(['：', ':', '，', ',', '、', ' '])));
        }
        _ => {}
    }
    let (value, rest) = leading(text)?;
    let chinese = is_chinese_digit(first);
    match rest.chars().next()? {
        '、' | '.' | '．' => {
            Some((if chinese { Style::Chinese } else { Style::Plain }, value, &rest[rest.chars().next()?.len_utf8()..]))
        }
        ')' | '）' | '：' | ':' if !chinese => Some((Style::Plain, value, &rest[rest.chars().next()?.len_utf8()..])),
        '是' if chinese => Some((Style::Firstly, value, &rest['是'.len_utf8()..])),
        _ => None,
    }
}

/// A number of one or two digits, or Chinese, and what follows.
fn leading(text: &str) -> Option<(u32, &str)> {
    let is_digit = |c: char| half_width(c).is_ascii_digit();
    let end = |test: &dyn Fn(char) -> bool| text.find(|c| !test(c)).unwrap_or(text.len());
    let end = match text.chars().next()? {
        c if is_digit(c) => end(&is_digit),
        c if is_chinese_digit(c) => end(&is_chinese_digit),
        _ => return None,
    };
    number(&text[..end]).map(|value| (value, &text[end..]))
}

fn number(text: &str) -> Option<u32> {
    let digits: String = text.chars().map(half_width).collect();
    let value = match digits.len() {
        1 | 2 if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        _ => chinese_number(text)?,
    };
    (1..=99).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<u32>, String)> {
        lines(text).into_iter().map(|line| (line.number, line.title().to_owned())).collect()
    }

    fn two(text: &str) {
        assert_eq!(read(text), [(Some(1), "摸底".to_owned()), (Some(2), "公布".to_owned())], "{text:?}");
    }

    #[test]
    fn numbers_of_every_style() {
        for text in [
            "1.摸底；\n2.公布。",
            "1、摸底；\n2、公布。",
            "１．摸底；\r\n２．公布。",
            "（1）摸底；\n（2）公布。",
            "(1) 摸底;\n(2) 公布",
            "①摸底；\n②公布。",
            "一、摸底\n二、公布",
            "（一）摸底\n（二）公布",
            "一是摸底；\n二是公布。",
            "第一步：摸底\n第二步：公布",
            "第一阶段，摸底\n第二阶段，公布",
            "⑴摸底\n⑵公布",
            "1)摸底\n2)公布",
            "⒈摸底\n⒉公布",
            "1. 摸底 ；\n\n 2. 公布 。 ",
        ] {
            two(text);
        }
    }

    #[test]
    fn all_on_one_line() {
        for text in [
            "1.摸底；2.公布。",
            "1、摸底；2、公布",
            "①摸底②公布",
            "（1）摸底；（2）公布",
            "一是摸底；二是公布。",
            "1.摸底 2.公布",
            "（1）摸底（2）公布",
            "(一)摸底(二)公布。",
            "1 摸底\n2 公布",
            "１　摸底\n２　公布",
        ] {
            two(text);
        }
        assert_eq!(read("1.完成；2.5万户改造；2.公布").len(), 2, "2.5 begins no step");
        assert_eq!(read("1.2016年6月底前；2.2016年9月底前").len(), 2);
    }

    #[test]
    fn lines_without_number_go_on() {
        assert_eq!(read("1.摸底，\n并汇总；\n2.公布"), [(Some(1), "摸底，\n并汇总".into()), (Some(2), "公布".into())]);
        assert_eq!(read("摸底\n公布"), [(None, "摸底".into()), (None, "公布".into())]);
        assert_eq!(read("1.甲\n2.乙\n2.丙").len(), 3, "a number written twice");
        assert_eq!(read("• 甲\n●乙"), [(None, "甲".into()), (None, "乙".into())]);
        for text in [
            "（1）按第（2）项办理",
            "（1）按附件（2）要求摸底",
            "①按附件②要求摸底",
            "（1）摸底，按照方案（2）推进",
            "（1）根据表（2）摸底",
        ] {
            assert_eq!(read(text).len(), 1, "a number that is spoken of: {text}");
        }
        for text in ["（1）制定方案（2）实施", "（1）填表（2）汇总", "①起草文件②印发"] {
            assert_eq!(read(text).len(), 2, "{text}");
        }
        assert_eq!(read("1.甲；2.乙\n3.丙").len(), 3, "a gap in the numbers");
        assert_eq!(read("1.甲；3.丁\n2.乙；3.丙").len(), 2, "no gap: numbers inside the text stay");
    }

    #[test]
    fn years_and_dates_are_no_numbers() {
        assert_eq!(read("2016.5.31\n2016.8.31")[0], (None, "2016.5.31".into()));
        assert_eq!(read("5.31\n8.31")[0], (None, "5.31".into()));
        assert_eq!(read("2016年公布")[0].0, None);
    }
}
