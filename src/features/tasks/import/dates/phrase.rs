//! One date in a row of characters.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::chars::Chars;

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) year: Option<i32>,
    pub(super) two_digit_year: bool,
    until: Until,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    Day(u32, u32),
    MonthEnd(u32),
    /// A month without a day.
    Month(u32),
    /// 上旬, 中旬, 三季度, 上半年 without 底: by its last day.
    Part(u32, u32),
    /// A year without anything.
    Year,
}

impl Phrase {
    /// The day meant; none if there is no such day.
    pub(super) fn date(&self, plan_year: i32) -> Option<NaiveDate> {
        let year = self.year.unwrap_or(plan_year);
        match self.until {
            Until::Day(month, day) | Until::Part(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Until::MonthEnd(month) | Until::Month(month) => NaiveDate::from_ymd_opt(year, month, 1)?
                .checked_add_months(Months::new(1))?
                .checked_sub_days(Days::new(1)),
            Until::Year => NaiveDate::from_ymd_opt(year, 12, 31),
        }
    }

    pub(super) fn is_bare(&self) -> bool {
        matches!(self.until, Until::Month(_) | Until::Part(..) | Until::Year)
    }

    /// Whether this can end a range that the other begins.
    pub(super) fn follows(&self, first: &Self) -> bool {
        let year = first.year.unwrap_or_default();
        let (Some(end), Some(start)) = (self.date(year), first.date(year)) else { return false };
        end > start || (end.year() == start.year() && end == start)
    }
}

pub(super) fn is_range_sign(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '~' | '～' | '－' | '至' | '到' | '―')
}

/// The date that begins at `at`, and where it ends.
pub(super) fn phrase(chars: &[char], at: usize, plan_year: i32) -> Option<(usize, Phrase)> {
    let text = Chars(chars);
    if let Some((after, year, two_digit_year)) = year_word(text, at, plan_year) {
        return after_year(text, after, year).map(|(end, phrase)| (end, Phrase { two_digit_year, ..phrase }));
    }
    if text.get(at)? == '年' && !text.digit_before(at) {
        let end = ['底', '末', '终', '内'].contains(&text.get(text.skip(at + 1, '度'))?);
        return end.then(|| (text.skip(at + 1, '度') + 1, on(None, Until::Day(12, 31))));
    }
    part_of_year(text, at, None)
        .or_else(|| numeric(text, at))
        .or_else(|| short_range(text, at))
        .or_else(|| month(text, at, None))
}

fn on(year: Option<i32>, until: Until) -> Phrase {
    Phrase { year, two_digit_year: false, until }
}

/// 2016年, 16年10月, 今年, 明年; and whether the year has but two digits.
fn year_word(text: Chars, at: usize, plan_year: i32) -> Option<(usize, i32, bool)> {
    if let Some((after, number)) = text.number(at, 4, 4) {
        return (text.get(after) == Some('年') && plausible(number)).then(|| (after + 1, number as i32, false));
    }
    if let Some((after, number)) = text.number(at, 2, 2) {
        // 10年内 is no year: only 16年10月, 16年底 are.
        let dated = text.get(after + 1).is_some_and(|c| c.is_ascii_digit() || matches!(c, '底' | '末' | '第'));
        let year = 2000 + number as i32;
        let near = (plan_year - 5..=plan_year + 10).contains(&year);
        return (text.get(after) == Some('年') && dated && near).then_some((after + 1, year, true));
    }
    let year = match text.get(at)? {
        '明' | '来' | '次' => plan_year + 1,
        '今' | '本' | '当' => plan_year,
        '去' => plan_year - 1,
        _ => return None,
    };
    (text.get(at + 1) == Some('年')).then_some((at + 2, year, false))
}

fn plausible(year: u32) -> bool {
    (1990..=2100).contains(&year)
}

/// 底, 10月底, 第三季度, 上半年 after a year; or nothing.
fn after_year(text: Chars, at: usize, year: i32) -> Option<(usize, Phrase)> {
    // 明年年底 says the year twice.
    let at = if text.follows(at, "年底").or_else(|| text.follows(at, "年末")).is_some() {
        at + 1
    } else {
        text.skip(at, '度')
    };
    match text.get(at) {
        Some('底' | '末' | '终' | '内') => Some((at + 1, on(Some(year), Until::Day(12, 31)))),
        Some('初') => None,
        _ => part_of_year(text, at, Some(year))
            .or_else(|| short_range(text, at).map(|(end, phrase)| (end, Phrase { year: Some(year), ..phrase })))
            .or_else(|| month(text, at, Some(year)))
            .or(Some((at, on(Some(year), Until::Year)))),
    }
}

/// 上半年, 第三季度末, 三季度.
fn part_of_year(text: Chars, at: usize, year: Option<i32>) -> Option<(usize, Phrase)> {
    let half = match text.get(at)? {
        '上' => Some((6, 30)),
        '下' => Some((12, 31)),
        _ => None,
    };
    let (end, (month, day)) = if let Some(last) = half {
        (text.follows(at + 1, "半年")?, last)
    } else {
        let (after, quarter) = text.number(text.skip(at, '第'), 1, 1)?;
        let last = *[(3, 31), (6, 30), (9, 30), (12, 31)].get((quarter as usize).checked_sub(1)?)?;
        (text.follows(after, "季度")?, last)
    };
    let closed = text.skip(text.skip(end, '末'), '底');
    Some((closed, on(year, if closed > end { Until::Day(month, day) } else { Until::Part(month, day) })))
}

/// 10月底, 10月20日, 10月中旬, 10月.
fn month(text: Chars, at: usize, year: Option<i32>) -> Option<(usize, Phrase)> {
    let (after, month) = text.number(at, 1, 2)?;
    let after = text.follows(after, "月")?;
    let end = text.skip(after, '份');
    match text.get(end) {
        Some('底' | '末') => return Some((end + 1, on(year, Until::MonthEnd(month)))),
        Some('上') => {
            return text.follows(end, "上旬").map(|end| (text.skip(end, '末'), on(year, Until::Part(month, 10))));
        }
        Some('中') => {
            return text.follows(end, "中旬").map(|end| (text.skip(end, '末'), on(year, Until::Part(month, 20))));
        }
        Some('下') => {
            return text.follows(end, "下旬").map(|end| (text.skip(end, '末'), on(year, Until::MonthEnd(month))));
        }
        Some('初') => return None,
        _ => {}
    }
    let Some((after, day)) = text.number(end, 1, 2) else { return Some((end, on(year, Until::Month(month)))) };
    let (end, day) = match text.get(after) {
        Some('日' | '号') => later_day(text, after + 1).unwrap_or((after + 1, day)),
        None | Some('前' | '之' | '以' | '、' | '，' | ',' | '。' | '；' | ';' | ')') => (after, day),
        _ => return Some((end, on(year, Until::Month(month)))),
    };
    Some((time(text, end), on(year, Until::Day(month, day))))
}

/// `1日-30日` within a month.
fn later_day(text: Chars, at: usize) -> Option<(usize, u32)> {
    text.get(at).filter(|c| is_range_sign(*c))?;
    let start = at + text.0[at..].iter().take_while(|c| is_range_sign(**c)).count();
    let (after, day) = text.number(start, 1, 2)?;
    matches!(text.get(after), Some('日' | '号')).then_some((after + 1, day))
}

/// `6-10月底`: the later month.
fn short_range(text: Chars, at: usize) -> Option<(usize, Phrase)> {
    let (after, first) = text.number(at, 1, 2)?;
    text.get(after).filter(|c| is_range_sign(*c))?;
    let start = after + text.0[after..].iter().take_while(|c| is_range_sign(**c)).count();
    let (end, phrase) = month(text, start, None)?;
    (1..=12).contains(&first).then_some((end, phrase))
}

/// 2016.11.30, 2016-11-30, 2016/11, 20161130, 11.30, 16.11.30.
fn numeric(text: Chars, at: usize) -> Option<(usize, Phrase)> {
    if let Some((end, number)) = text.number(at, 8, 8) {
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        return plausible(year).then(|| (end, on(Some(year as i32), Until::Day(month, day))));
    }
    if let Some((after, year)) = text.number(at, 4, 4) {
        let sign = text.get(after).filter(|c| "./-".contains(*c))?;
        let start = after + 1;
        let (after, number) = text.number(start, 1, 2).filter(|_| plausible(year))?;
        if text.get(after) == Some('月') {
            return month(text, start, Some(year as i32));
        }
        let Some((end, day)) = text.get(after).filter(|c| *c == sign).and_then(|_| text.number(after + 1, 1, 2)) else {
            return Some((after, on(Some(year as i32), Until::Month(number))));
        };
        return Some((time(text, text.skip(end, '日')), on(Some(year as i32), Until::Day(number, day))));
    }
    let (after, first) = text.number(at, 1, 2)?;
    let sign = text.get(after).filter(|c| "./-".contains(*c))?;
    let (after, second) = text.number(after + 1, 1, 2)?;
    match text.get(after) {
        Some(next) if next == sign && text.get(after + 1).is_some_and(|c| c.is_ascii_digit()) => {
            let Some((end, third)) = text.number(after + 1, 1, 2) else {
                return year_last(text, after + 1, (first, second));
            };
            let year = 2000 + first as i32;
            let phrase = Phrase { year: Some(year), two_digit_year: true, until: Until::Day(second, third) };
            (first >= 13).then_some((end, phrase))
        }
        Some('月' | '年' | '%' | '万' | '亿' | '个' | '项' | '.' | '/') => None,
        _ => ((1..=12).contains(&first) && (1..=31).contains(&second))
            .then(|| (text.skip(after, '日'), on(None, Until::Day(first, second)))),
    }
}

/// 11/30/2016 and 30/11/2016; neither where both readings are possible.
fn year_last(text: Chars, at: usize, (first, second): (u32, u32)) -> Option<(usize, Phrase)> {
    let (end, year) = text.number(at, 4, 4).filter(|(_, year)| plausible(*year))?;
    let (month, day) = match (first, second) {
        (1..=12, 13..) => (first, second),
        (13.., 1..=12) => (second, first),
        _ if first == second => (first, second),
        _ => return None,
    };
    Some((end, on(Some(year as i32), Until::Day(month, day))))
}

/// Passes over a time of the day behind a date.
fn time(text: Chars, at: usize) -> usize {
    let start = if matches!(text.get(at), Some(' ' | 'T')) { at + 1 } else { at };
    let mut end = match text.number(start, 1, 2) {
        Some((end, _)) if text.get(end) == Some(':') => end,
        _ => return at,
    };
    while text.get(end) == Some(':') {
        match text.number(end + 1, 2, 2) {
            Some((after, _)) => end = after,
            None => break,
        }
    }
    end
}
