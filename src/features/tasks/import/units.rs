//! Units named in a cell: `省编办、省法制办`, `省农委等有关部门`, `牵头：省编办；配合：省法制办`.

mod resolve;
mod split;

use super::book::UnitBook;
pub(super) use resolve::Mention;

/// The units of a cell by their part.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Mentions {
    pub(super) leads: Vec<Mention>,
    pub(super) participants: Vec<Mention>,
}

/// Whether units are leads or participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Lead,
    Participant,
}

const LEAD_WORDS: [&str; 9] =
    ["牵头单位", "牵头部门", "主办单位", "责任单位", "负责单位", "共同牵头", "牵头", "主办", "负责"];
const PARTICIPANT_WORDS: [&str; 10] =
    ["配合单位", "配合部门", "参加单位", "参加部门", "参与单位", "协办单位", "配合", "参加", "参与", "协办"];

/// Reads a cell in whose column units are `part` unless the text says otherwise, before them (牵头：…) or behind
/// them (…牵头).
pub(super) fn mentions(text: &str, part: Part, book: &UnitBook) -> Mentions {
    let mut found = Mentions::default();
    for (labelled, segment) in segments(text) {
        let mut pending: Vec<Mention> = Vec::new();
        let part = labelled.unwrap_or(part);
        for piece in split::pieces(segment, book) {
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
        assert_eq!(read("省编办、省法制办牵头", Part::Lead).0, ["P-BB", "P-FZB"]);
    }
}
