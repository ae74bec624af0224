//! Units named in a cell: `省编办、省法制办`, `省农委等有关部门`, `牵头：省编办；配合：省法制办`.

mod resolve;
mod split;

use super::{book::UnitBook, steps};
pub(super) use resolve::Mention;

/// The units of a cell by their part.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Mentions {
    pub(super) leads: Vec<Mention>,
    pub(super) participants: Vec<Mention>,
    /// The units marked （牵头） that stand behind others that lead.
    pub(super) marked_behind: Option<String>,
}

/// Whether units are leads or participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Lead,
    Participant,
}

/// The longer before those they end with.
const LEAD_WORDS: [&str; 17] = [
    "第一牵头单位",
    "牵头单位",
    "牵头部门",
    "主办单位",
    "责任单位",
    "负责单位",
    "第一牵头",
    "共同牵头",
    "牵头",
    "主办",
    "按职责分工负责",
    "按职责分工落实",
    "按职责负责",
    "分工负责",
    "分别负责",
    "共同负责",
    "负责",
];
const PARTICIPANT_WORDS: [&str; 12] = [
    "配合单位",
    "配合部门",
    "参加单位",
    "参加部门",
    "参与单位",
    "协办单位",
    "协助单位",
    "配合",
    "参加",
    "参与",
    "协办",
    "协助",
];

/// Reads a cell in whose column units are `part` unless the text says otherwise, before them (牵头：…) or behind
/// them (…牵头).
pub(super) fn mentions(text: &str, part: Part, book: &UnitBook) -> Mentions {
    let mut found = Mentions::default();
    for (labelled, segment) in segments(text) {
        let mut pending: Vec<Mention> = Vec::new();
        let part = labelled.unwrap_or(part);
        for piece in split::pieces(&apart(&unnumbered(segment)), book) {
            if let Some(marked) = in_brackets(&piece).filter(|_| book.find(&piece).is_none()) {
                let others = marked.other_units(book);
                if marked.part == Part::Lead && part == Part::Lead && !shared(marked.word) {
                    let first = pending.is_empty() && found.leads.is_empty();
                    let behind =
                        if marked.others.is_empty() && !first { marked.name.to_owned() } else { names(&others) };
                    found.marked_behind = found.marked_behind.or(Some(behind).filter(|names| !names.is_empty()));
                }
                if marked.part == part || !marked.others.is_empty() {
                    pending.extend(resolve::resolve(marked.name, book));
                } else {
                    found.part(marked.part).extend(resolve::resolve(marked.name, book));
                }
                if marked.part == part {
                    // The remark has said the part, so words further on no longer say another.
                    found.part(part).append(&mut pending);
                }
                found.part(marked.part).extend(others);
                continue;
            }
            let (said, piece) = if book.find(&piece).is_some() { (None, piece) } else { behind(&piece) };
            pending.extend(resolve::resolve(&piece, book));
            if let Some(said) = said {
                found.part(said).append(&mut pending);
            }
        }
        found.part(part).append(&mut pending);
    }
    found
}

impl Mentions {
    fn part(&mut self, part: Part) -> &mut Vec<Mention> {
        match part {
            Part::Lead => &mut self.leads,
            Part::Participant => &mut self.participants,
        }
    }
}

/// Cuts the text at labels such as `牵头：`.
fn segments(text: &str) -> Vec<(Option<Part>, &str)> {
    let (mut out, mut part, mut start) = (Vec::new(), None, 0);
    for (colon, mark) in text.match_indices(['：', ':']) {
        let before = text[start..colon].trim_end();
        let Some((said, word)) = ending(before) else { continue };
        out.push((part, &text[start..start + before.len() - word.len()]));
        (part, start) = (Some(said), colon + mark.len());
    }
    out.push((part, &text[start..]));
    out.retain(|(_, segment)| !segment.trim().is_empty());
    out
}

/// A list whose every line or item is numbered (1、省编办) without the numbers.
fn unnumbered(segment: &str) -> std::borrow::Cow<'_, str> {
    let lines: Vec<&str> = segment.split(['\n', '；', ';']).map(str::trim).filter(|line| !line.is_empty()).collect();
    let bare: Option<Vec<&str>> = lines.iter().map(|line| steps::after_number(line)).collect();
    bare.map_or(segment.into(), |bare| bare.join("\n").into())
}

/// `省编办（牵头）省法制办（配合）` with a separator behind each.
fn apart(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    let mut rest = segment;
    while let Some(close) = rest.find(['）', ')']) {
        let end = close + rest[close..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..end]);
        if in_brackets(&rest[..end]).is_some() {
            out.push('、');
        }
        rest = &rest[end..];
    }
    out + rest
}

/// A remark that says a part.
struct Marked<'a> {
    name: &'a str,
    part: Part,
    word: &'static str,
    /// The units that have the part, where it is not the one before the bracket.
    others: &'a str,
}

impl Marked<'_> {
    /// Who has the part instead. An unknown name that is to lead is an office within the unit (综合处负责), which takes
    /// no part of its own; among those who take part it is kept, as it is outside brackets.
    fn other_units(&self, book: &UnitBook) -> Vec<Mention> {
        let others = split::pieces(self.others, book);
        let others = others.iter().flat_map(|name| resolve::resolve(name, book));
        others.filter(|other| self.part == Part::Participant || !matches!(other, Mention::Unknown(_))).collect()
    }
}

/// Names as written, in a row.
fn names(mentions: &[Mention]) -> String {
    let name = |mention: &Mention| match mention {
        Mention::Unit { text, .. } | Mention::Class { text, .. } | Mention::Unknown(text) => text.clone(),
    };
    mentions.iter().map(name).collect::<Vec<_>>().join("、")
}

/// `省编办（牵头）`, `省财政厅（省地税局配合）`.
fn in_brackets(piece: &str) -> Option<Marked<'_>> {
    let inside = piece.trim_end().strip_suffix(['）', ')'])?;
    let open = inside.rfind(['（', '('])?;
    let remark = inside[open..].trim_start_matches(['（', '(']).trim();
    let (part, word) = ending(remark)?;
    let others = remark.strip_suffix(word)?.trim();
    Some(Marked { name: inside[..open].trim(), part, word, others })
}

/// Whether the word says that all lead alike, so that the order they are named in is meant.
fn shared(word: &str) -> bool {
    ["共同", "分工", "分别", "职责"].iter().any(|said| word.contains(said))
}

/// `省编办牵头` → lead, `省编办`.
fn behind(piece: &str) -> (Option<Part>, String) {
    match ending(piece.trim_end_matches(['。', ' ', '\u{3000}'])) {
        Some((part, word)) => {
            let name = piece.trim_end_matches(['。', ' ', '\u{3000}']).trim_end_matches(word).trim();
            (Some(part), name.trim_end_matches('（').to_owned())
        }
        None => (None, piece.to_owned()),
    }
}

fn ending(text: &str) -> Option<(Part, &'static str)> {
    let find = |words: &[&'static str]| words.iter().copied().find(|word| text.ends_with(word));
    find(&LEAD_WORDS)
        .map(|word| (Part::Lead, word))
        .or_else(|| find(&PARTICIPANT_WORDS).map(|word| (Part::Participant, word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::tasks::import::tests::book;

    fn read(text: &str, part: Part) -> (Vec<String>, Vec<String>) {
        let found = mentions(text, part, book());
        let codes = |list: &[Mention]| {
            list.iter()
                .map(|mention| match mention {
                    Mention::Unit { code, .. } | Mention::Class { code, .. } => code.clone(),
                    Mention::Unknown(text) => format!("?{text}"),
                })
                .collect()
        };
        (codes(&found.leads), codes(&found.participants))
    }

    fn participants(text: &str) -> Vec<String> {
        let (leads, participants) = read(text, Part::Participant);
        assert!(leads.is_empty(), "{text}");
        participants
    }

    #[test]
    fn every_separator_separates() {
        for text in [
            "省编办、省法制办",
            "省编办，省法制办",
            "省编办；省法制办",
            "省编办,省法制办",
            "省编办;省法制办",
            "省编办/省法制办",
            "省编办\n省法制办",
            " 省编办 、\n\n省法制办。",
            "省编办 省法制办",
            "省编办和省法制办",
            "省编办会同省法制办",
            "省编办省法制办",
            "省编办﹑省法制办",
            "省编办\t省法制办",
            "省编办\u{a0}省法制办",
            "\u{200b}省编办、省\u{200b}法制办",
        ] {
            assert_eq!(participants(text), ["P-BB", "P-FZB"], "{text:?}");
        }
    }

    #[test]
    fn names_hold_together() {
        assert_eq!(participants("省 编 办"), ["P-BB"]);
        assert_eq!(participants("省人力资源\n和社会保障厅、省编办"), ["P-RST", "P-BB"], "a break inside a name");
        assert_eq!(participants("省人力资源和社会保障厅"), ["P-RST"], "和 inside a name");
        assert_eq!(participants("省公安厅（消防总队、交警总队）、省政府办公厅（政务公开办）"), ["P-GAT", "P-ZWGK"]);
        assert_eq!(participants("省政府办公厅(政务公开办)"), ["P-ZWGK"], "half-width brackets");
        assert_eq!(participants("各市（州）政府（不含长白山）"), ["CITIES"]);
        for text in [
            "各市（州）、县（市）政府",
            "各市（州）、县（市）人民政府",
            "各市（州）和县（市）政府",
            "各市（州）、各县（市）政府",
        ] {
            assert_eq!(participants(text), ["CITIES", "COUNTIES"], "{text}");
        }
        assert_eq!(participants("省编办、各市（州）、县（市）政府、省法制办"), ["P-BB", "CITIES", "COUNTIES", "P-FZB"]);
        assert_eq!(participants("各市（州）、省编办"), ["?各市（州）", "P-BB"]);
    }

    #[test]
    fn open_tails_are_classes() {
        assert_eq!(participants("省编办、吉林省工商行政管理局等有关部门"), ["P-BB", "P-GSJ", "RELATED_ALL"]);
        assert_eq!(participants("等有关部门"), ["RELATED_ALL"]);
        assert_eq!(participants("省编办等部门"), ["P-BB", "?等部门"]);
        assert_eq!(participants("省编办等11个部门"), ["P-BB", "?等11个部门"]);
    }

    #[test]
    fn unknown_text_is_kept_as_written() {
        assert_eq!(participants("省编办、省文史馆 （筹）"), ["P-BB", "?省文史馆 （筹）"]);
    }

    #[test]
    fn the_text_says_who_leads() {
        for text in [
            "牵头：省编办；配合：省法制办、省发改委",
            "牵头单位:省编办\n配合单位:省法制办，省发改委",
            "省编办牵头，省法制办、省发改委配合",
            "省编办负责；省法制办、省发改委参加。",
        ] {
            let expected = (vec!["P-BB".to_owned()], vec!["P-FZB".to_owned(), "P-FGW".to_owned()]);
            assert_eq!(read(text, Part::Lead), expected, "{text}");
        }
        for text in [
            "省编办、省法制办牵头",
            "省编办、省法制办按职责分工负责",
            "省编办和省法制办分别负责",
            "省编办（牵头）、省法制办",
            "省编办、省法制办（共同牵头）",
        ] {
            assert_eq!(read(text, Part::Lead), (vec!["P-BB".into(), "P-FZB".into()], vec![]), "{text}");
        }
    }

    #[test]
    fn a_remark_says_the_part_of_its_unit_alone() {
        for text in [
            "省编办（牵头）、省法制办（配合）",
            "省编办(牵头) 省法制办(配合)",
            "省编办（牵头）省法制办（参加）",
            "省编办、省法制办（协办）",
        ] {
            assert_eq!(read(text, Part::Lead), (vec!["P-BB".into()], vec!["P-FZB".into()]), "{text}");
        }
        assert_eq!(read("省法制办、省编办（配合）", Part::Participant).1, ["P-FZB", "P-BB"]);
        let (leads, participants) = read("省编办（省法制办、省发改委配合）", Part::Lead);
        assert_eq!((leads, participants), (vec!["P-BB".into()], vec!["P-FZB".into(), "P-FGW".into()]));
        let marked = |text: &str| mentions(text, Part::Lead, book()).marked_behind;
        assert_eq!(marked("省法制办、省编办（牵头）").as_deref(), Some("省编办"));
        assert_eq!(marked("省编办（牵头）、省法制办"), None);
        assert_eq!(marked("省编办、省法制办（共同牵头）"), None);
        assert_eq!(marked("省编办、省法制办（按职责分工负责）"), None);
    }

    #[test]
    fn units_named_in_a_remark_follow_the_unit_before_it() {
        let text = "省财政厅、省发改委（省能源局负责）";
        assert_eq!(read(text, Part::Lead), (vec!["P-CZT".into(), "P-FGW".into(), "P-NYJ".into()], vec![]));
        let marked = |text: &str| mentions(text, Part::Lead, book()).marked_behind;
        assert_eq!(marked(text).as_deref(), Some("省能源局"));
        assert_eq!(marked("省发改委（省能源局、省法制办牵头）").as_deref(), Some("省能源局、省法制办"));
        assert_eq!(read("省编办（省法制办配合）、省发改委", Part::Participant).1, ["P-BB", "P-FZB", "P-FGW"]);
        let expected = (vec!["P-BB".to_owned(), "P-FZB".to_owned()], vec!["P-FGW".to_owned()]);
        assert_eq!(read("省编办（省法制办负责）、省发改委配合", Part::Lead), expected, "words further on");
        assert_eq!(read("省编办、省法制办（牵头）、省发改委配合", Part::Lead), expected, "words further on");
        assert_eq!(marked("省编办（省法制办共同牵头）"), None);
    }

    #[test]
    fn unknown_names_in_a_remark_are_kept_among_those_who_take_part() {
        let expected = (vec!["P-BB".to_owned()], vec!["?省大数据局".to_owned(), "P-FZB".to_owned()]);
        assert_eq!(read("省编办（省大数据局、省法制办配合）", Part::Lead), expected);
        assert_eq!(
            read("省编办（综合处负责）", Part::Lead),
            (vec!["P-BB".into()], vec![]),
            "an office within the unit"
        );
        let marked = mentions("省法制办、省编办（综合处负责）", Part::Lead, book()).marked_behind;
        assert_eq!(marked, None, "the unit's office is no unit marked behind");
    }

    #[test]
    fn lists_of_units_may_be_numbered() {
        for text in ["1.省编办\n2.省法制办", "①省编办②省法制办", "（1）省编办；（2）省法制办", "1、省编办\n2、省法制办"]
        {
            assert_eq!(participants(text), ["P-BB", "P-FZB"], "{text}");
        }
    }
}
