//! Source documents with their clauses: 吉政发〔2016〕35号第1项.

use super::{
    reading::Source,
    steps,
    words::{half_width, says_nothing},
};

/// The documents of a cell, the primary one first.
pub(super) fn sources(text: &str) -> Vec<Source> {
    if says_nothing(text) {
        return Vec::new();
    }
    let parts: Vec<&str> = text.split(['；', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // ①甲发…；②乙发…: numbers before every document are no part of their names.
    let bare: Vec<&str> = parts.iter().filter_map(|part| steps::after_number(part)).collect();
    let parts = if parts.len() > 1 && bare.len() == parts.len() { bare } else { parts };
    parts.into_iter().flat_map(documents).map(source).collect()
}

/// Cuts `甲发〔2016〕1号、乙发〔2016〕2号` and `甲发〔2016〕1号和乙发〔2016〕2号` where another document number begins.
fn documents(part: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, sign) in part.match_indices(['、', '，', ',', '和', '及', '与', '/', '／', ' ', '\u{3000}']) {
        // The issuer's name is short; looking no further keeps a cell of commas from costing its square.
        let rest = &part[at + sign.len()..];
        let rest = rest.char_indices().nth(40).map_or(rest, |(end, _)| &rest[..end]);
        let issuer = number_start(rest).map(|(open, _)| &rest[..open]);
        let named = issuer.is_some_and(|issuer| {
            !issuer.trim().is_empty()
                && issuer.trim().chars().count() <= 12
                && issuer.chars().all(|c| c.is_alphabetic() && c != '第')
        });
        if named && number_start(&part[start..at]).is_some() {
            out.push(&part[start..at]);
            start = at + sign.len();
        }
    }
    out.push(&part[start..]);
    out
}

fn source(text: &str) -> Source {
    let text = text.trim().trim_end_matches('。');
    if let Some((open, end)) = number_start(text) {
        let number: String =
            text[open..end].chars().map(half_width).filter(|c| c.is_ascii_digit() || *c == '号').collect();
        let (year, rest) = number.split_at(4.min(number.len()));
        // A bracket that opened before the number, as in 《…》（国发〔2016〕55号）, closes with it.
        let closing = text[end..].starts_with(['）', ')']) && text[..open].contains(['（', '(']);
        let tail = if closing { &text[end..end + text[end..].chars().next().map_or(0, char::len_utf8)] } else { "" };
        let doc = format!("{}〔{year}〕{rest}{tail}", text[..open].trim_end());
        let clause = text[end + tail.len()..].trim_start_matches([' ', '\u{3000}', '\t', '，', ',', '、', '：', ':']);
        return Source { doc, clause: digits_half(clause) };
    }
    let (doc, clause) =
        text.find('第').filter(|at| *at > 0 && is_clause(&text[*at..])).map_or((text, ""), |at| text.split_at(at));
    Source { doc: digits_half(doc), clause: digits_half(clause) }
}

/// Where the bracket of a document number begins, and where its 号 ends.
fn number_start(text: &str) -> Option<(usize, usize)> {
    text.match_indices(['〔', '[', '［', '(', '（', '【', '{', '﹝', '<', '〈']).find_map(|(open, bracket)| {
        let rest = &text[open + bracket.len()..];
        let digits = |text: &str| {
            text.chars().take_while(|c| half_width(*c).is_ascii_digit()).map(char::len_utf8).collect::<Vec<_>>()
        };
        let spaces = |text: &str| text.len() - text.trim_start().len();
        let year = digits(&rest[spaces(rest)..]);
        let mut at = spaces(rest) + year.iter().sum::<usize>();
        at += spaces(&rest[at..]);
        let close = rest[at..].chars().next().filter(|c| "〕]］)）】}﹞>〉".contains(*c))?;
        at += close.len_utf8();
        at += spaces(&rest[at..]);
        if let Some(after) = rest[at..].strip_prefix('第') {
            at = rest.len() - after.len();
        }
        let number = digits(&rest[at..]);
        at += number.iter().sum::<usize>();
        at += spaces(&rest[at..]);
        let end = rest[at..].starts_with('号').then(|| open + bracket.len() + at + '号'.len_utf8())?;
        (year.len() == 4 && !number.is_empty()).then_some((open, end))
    })
}

/// 第3条, 第（一）项, 第二部分.
fn is_clause(text: &str) -> bool {
    let rest = text.trim_start_matches('第').trim_start_matches(['（', '(', '〔']);
    let number =
        rest.chars().take_while(|c| half_width(*c).is_ascii_digit() || super::words::is_chinese_digit(*c)).count();
    let unit = rest.chars().nth(number).filter(|c| !"）)".contains(*c)).or_else(|| rest.chars().nth(number + 1));
    number > 0 && unit.is_some_and(|unit| "项条款点章节部".contains(unit))
}

fn digits_half(text: &str) -> String {
    text.trim().chars().map(|c| if ('０'..='９').contains(&c) { half_width(c) } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        sources(text).into_iter().map(|source| (source.doc, source.clause)).collect()
    }

    fn one(text: &str, doc: &str, clause: &str) {
        assert_eq!(read(text), [(doc.to_owned(), clause.to_owned())], "{text}");
    }

    #[test]
    fn document_numbers_are_written_one_way() {
        for text in [
            "吉政发〔2016〕35号第4项",
            "吉政发[2016]35号第4项",
            "吉政发（2016）35号 第4项",
            "吉政发(2016)35号，第4项",
            "吉政发【2016】35号第４项",
            "吉政发〔２０１６〕３５号第４项",
            "吉政发 〔 2016 〕 35 号 第4项",
            "吉政发［2016］第35号第4项",
        ] {
            one(text, "吉政发〔2016〕35号", "第4项");
        }
        one("吉政办发〔2016〕9号第二部分第（一）条", "吉政办发〔2016〕9号", "第二部分第（一）条");
        one("《意见》（国发〔2016〕55号）第三条", "《意见》（国发〔2016〕55号）", "第三条");
    }

    #[test]
    fn several_documents() {
        for text in [
            "甲发〔2016〕1号第1项；乙发〔2016〕2号",
            "甲发〔2016〕1号第1项\n乙发〔2016〕2号",
            "甲发〔2016〕1号第1项、乙发〔2016〕2号",
            "甲发〔2016〕1号第1项和乙发〔2016〕2号",
            "甲发〔2016〕1号 第1项 乙发〔2016〕2号。",
            "甲发〔2016〕1号第1项/乙发〔2016〕2号",
        ] {
            assert_eq!(
                read(text),
                [("甲发〔2016〕1号".into(), "第1项".into()), ("乙发〔2016〕2号".into(), String::new())],
                "{text}"
            );
        }
        one("甲发〔2016〕1号第1、2项", "甲发〔2016〕1号", "第1、2项");
        assert_eq!(read("①甲发〔2016〕1号；②乙发〔2016〕2号").len(), 2);
        assert_eq!(read("1.甲发〔2016〕1号\n2.乙发〔2016〕2号")[1].0, "乙发〔2016〕2号");
    }

    #[test]
    fn other_sources_are_kept() {
        one("省政府工作报告第3条", "省政府工作报告", "第3条");
        one("省领导批示。", "省领导批示", "");
        one("甲发２０１６年３５号", "甲发2016年35号", "");
        one("省第十二届人民代表大会", "省第十二届人民代表大会", "");
        assert_eq!(read("—"), []);
    }
}
