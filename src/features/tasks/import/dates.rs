//! Dates as offices write them: 2016年10月底前, 12月20日前, 2016.11.30, 二〇一六年十月底前, 第三季度末, 持续推进.
//!
//! 月底 is the last day of the month, 年底 is 31 December, 前 is inclusive, and no year means the year of the plan.
//! Where a text allows more than one reading none is chosen.

mod chars;
mod phrase;
mod prepare;

use chrono::NaiveDate;

use phrase::{Phrase, phrase};
use prepare::prepare;

/// What a text says about a date.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::features::tasks) enum DateReading {
    /// No date in it.
    None,
    /// 持续推进, 长期, 全年.
    Ongoing,
    On(Found),
    /// A date that does not exist, 2月30日.
    NotReal,
    /// More than one date.
    Ambiguous,
}

/// A date read from text, and how sure the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::tasks) struct Found {
    pub(in crate::features::tasks) date: NaiveDate,
    /// Only a month or year was written; its last day was taken.
    pub(in crate::features::tasks) without_day: bool,
    pub(in crate::features::tasks) two_digit_year: bool,
    /// The text says more than the date.
    pub(in crate::features::tasks) other_text: bool,
}

/// Longer texts are prose, not dates.
const LONGEST: usize = 200;
const ONGOING: [&str; 7] = ["持续", "长期", "全年", "常年", "常态化", "不间断", "贯穿"];

/// Reads the date of a text; `year` is the year of the plan.
pub(in crate::features::tasks) fn date_in(text: &str, year: i32) -> DateReading {
    read(text, year, Place::Dates)
}

/// Reads the date of a step that stands in a column of dates. Its other numbers are no dates: only what is written with
/// 年, 月 or 季, or in full as 2016.4.30, is one.
pub(super) fn date_in_schedule(text: &str, year: i32) -> DateReading {
    read(text, year, Place::Schedule)
}

/// Reads the date a sentence names, as in a column of dates, but for a year or month that says no day and no 底, 前 or 内:
/// 公布2015年度清单 and 汇总10月份数据 say what is done, not by when.
pub(super) fn date_in_prose(text: &str, year: i32) -> DateReading {
    read(text, year, Place::Prose)
}

/// Where a date is sought.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Dates,
    Schedule,
    Prose,
}

fn read(text: &str, year: i32, place: Place) -> DateReading {
    if text.chars().count() > LONGEST {
        return DateReading::None;
    }
    let chars = prepare(text);
    let mut found = phrases(&chars, year);
    found.retain(|(start, end, phrase)| {
        place == Place::Dates
            || chars[*start..*end].iter().any(|c| "年月季".contains(*c))
            || phrase.year.is_some() && !phrase.two_digit_year
    });
    if found.iter().any(|(_, _, phrase)| phrase.date(year).is_none()) {
        return DateReading::NotReal;
    }
    join_range(&chars, &mut found);
    if place == Place::Prose {
        drop_subjects(&chars, year, &mut found);
    }
    let plain: String = chars.iter().collect();
    let undated =
        if ONGOING.iter().any(|word| plain.contains(word)) { DateReading::Ongoing } else { DateReading::None };
    let Some((_, end, last)) = found.last().copied() else { return undated };
    if found.iter().any(|(_, _, phrase)| phrase.date(year) != last.date(year)) {
        return DateReading::Ambiguous;
    }
    // 10月1日起 says when something begins, not by when it is done.
    let tail: String = chars[end..].iter().collect();
    if ["起", "后", "以后", "之后", "开始", "启动", "以来"].iter().any(|word| tail.starts_with(word)) {
        return undated;
    }
    let rest = rest(&chars, &found);
    if place == Place::Dates && rest.contains(|c: char| c.is_ascii_digit()) {
        return DateReading::Ambiguous;
    }
    last.date(year).map_or(DateReading::NotReal, |date| {
        DateReading::On(Found {
            date,
            without_day: last.is_bare(),
            two_digit_year: last.two_digit_year,
            other_text: !rest.is_empty(),
        })
    })
}

type Placed = (usize, usize, Phrase);

/// Takes out the years and months that set no limit. One of a later year stays beside a date, which may mean that year.
fn drop_subjects(chars: &[char], year: i32, found: &mut Vec<Placed>) {
    let limits = |(start, end, phrase): &Placed| {
        !phrase.is_bare() || chars[*start..*end].contains(&'旬') || is_limit(&chars[*end..])
    };
    if found.iter().any(limits) {
        found.retain(|placed| limits(placed) || placed.2.year.is_some_and(|named| named > year));
    } else {
        found.clear();
    }
}

/// 前, 之前, 以内; but not the 前 of 前三季度.
fn is_limit(tail: &[char]) -> bool {
    let tail = tail.strip_prefix(&['之']).or_else(|| tail.strip_prefix(&['以'])).unwrap_or(tail);
    match tail {
        ['前', next, ..] => !next.is_ascii_digit(),
        ['前' | '内' | '底' | '末', ..] => true,
        _ => false,
    }
}

fn phrases(chars: &[char], year: i32) -> Vec<Placed> {
    let (mut at, mut found) = (0, Vec::new());
    while at < chars.len() {
        let after_digit = at > 0 && chars[at - 1].is_ascii_digit();
        match phrase(chars, at, year).filter(|_| !after_digit || !chars[at].is_ascii_digit()) {
            Some((end, phrase)) => {
                // 每月10日前 comes again and again; it is no date.
                if at == 0 || chars[at - 1] != '每' {
                    found.push((at, end, phrase));
                }
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// `6月1日至10月31日` is the later date.
fn join_range(chars: &[char], found: &mut Vec<Placed>) {
    let mut at = 0;
    while at + 1 < found.len() {
        let ((start, end, first), (next, last, mut second)) = (found[at], found[at + 1]);
        let between: String =
            chars[end..next].iter().filter(|c| !matches!(c, '起' | '开' | '始' | '底' | '末')).collect();
        let is_range = !between.is_empty() && between.chars().all(phrase::is_range_sign);
        if is_range && second.follows(&first) {
            second.year = second.year.or(first.year);
            found[at] = (start, last, second);
            found.remove(at + 1);
        } else {
            at += 1;
        }
    }
}

/// What stands beside the dates, without the words that go with a date.
fn rest(chars: &[char], found: &[Placed]) -> String {
    const WITH_DATES: [&str; 30] = [
        "完成时限",
        "完成时间",
        "截止时间",
        "之前",
        "以前",
        "以内",
        "完成",
        "办结",
        "办理",
        "完毕",
        "全部",
        "全面",
        "截止",
        "截至",
        "时限",
        "落实",
        "到位",
        "上报",
        "报送",
        "上午",
        "下午",
        "中午",
        "前",
        "内",
        "底",
        "于",
        "在",
        "至",
        "到",
        "从",
    ];
    let mut rest = String::new();
    let mut from = 0;
    for (start, end, _) in found {
        rest.extend(&chars[from..*start]);
        from = *end;
    }
    rest.extend(&chars[from..]);
    if rest.is_empty() || rest == "前" {
        return String::new();
    }
    for day in ["一", "二", "三", "四", "五", "六", "日", "天"] {
        rest = rest.replace(&format!("星期{day}"), "").replace(&format!("周{day}"), "");
    }
    rest = without_hours(&rest);
    for word in WITH_DATES {
        rest = rest.replace(word, "");
    }
    rest.retain(|c| !c.is_whitespace() && !"()（）[]【】。，,；;：:、.日".contains(c));
    rest
}

/// 24时, 下午5点 say no other day.
fn without_hours(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '时' | '点') && out.ends_with(|c: char| c.is_ascii_digit()) {
            out.truncate(out.trim_end_matches(|c: char| c.is_ascii_digit()).len());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests;
