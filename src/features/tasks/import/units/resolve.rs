//! Which unit, class or both a name means.

use super::split::under_one_word;
use crate::features::tasks::import::{
    book::{Named, UnitBook},
    words::{key, without_brackets},
};

/// A name found in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Mention {
    Unit {
        code: String,
        text: String,
    },
    Class {
        code: String,
        text: String,
    },
    /// Text that names nothing known.
    Unknown(String),
}

const JOINS: [&str; 9] = ["会同", "以及", "和", "及", "与", " ", "\t", "\u{a0}", "\u{3000}"];
/// Longer texts are prose; taking them apart would only cost time.
const LONGEST: usize = 60;

/// A name on its own means one thing; `X等有关部门` and `X和Y` mean two.
pub(super) fn resolve(name: &str, book: &UnitBook) -> Vec<Mention> {
    let name = name.trim();
    let unknown = || vec![Mention::Unknown(name.to_owned())];
    if name.is_empty() {
        return Vec::new();
    }
    if name.chars().count() > LONGEST {
        return unknown();
    }
    known(name, book).unwrap_or_else(unknown)
}

fn known(name: &str, book: &UnitBook) -> Option<Vec<Mention>> {
    if let Some(mention) = single(name, book) {
        return Some(vec![mention]);
    }
    if let Some(mentions) = with_class(name, book) {
        return Some(mentions);
    }
    // 省编办等11个部门: the unit is known, the others are not.
    if let Some(at) = name.rfind('等').filter(|at| name[*at..].chars().count() <= 10)
        && let Some(mut mentions) = known(&name[..at], book)
    {
        mentions.push(Mention::Unknown(name[at..].to_owned()));
        return Some(mentions);
    }
    joined(name, book).or_else(|| run_together(&key(name), book))
}

/// The whole name, or the name without a bracketed remark: the last, or all.
fn single(name: &str, book: &UnitBook) -> Option<Mention> {
    let mention = |wording: &str| {
        let text = wording.trim().to_owned();
        book.find(wording).map(|named| match named {
            Named::Unit(unit) => Mention::Unit { code: unit.code.clone(), text },
            Named::Class(class) => Mention::Class { code: class.code.clone(), text },
        })
    };
    let without_last = || {
        let trimmed = name.trim_end();
        let inside = trimmed.strip_suffix([')', '）'])?;
        mention(&inside[..inside.rfind(['(', '（'])?])
    };
    mention(name).or_else(without_last).or_else(|| mention(&without_brackets(name)))
}

/// `X等有关部门`: a unit and a class.
fn with_class(name: &str, book: &UnitBook) -> Option<Vec<Mention>> {
    name.match_indices('等').filter(|(at, _)| *at > 0).find_map(|(at, others)| {
        let class =
            single(&name[at + others.len()..], book).filter(|mention| matches!(mention, Mention::Class { .. }))?;
        let mut mentions = known(&name[..at], book)?;
        mentions.push(class);
        Some(mentions)
    })
}

/// `X和Y`, only where both sides are known in full.
fn joined(name: &str, book: &UnitBook) -> Option<Vec<Mention>> {
    JOINS.iter().find_map(|join| {
        name.match_indices(join).find_map(|(at, join)| {
            let (first, rest) = (&name[..at], name[at + join.len()..].trim_start());
            if let Some(both) = under_one_word(first.trim(), rest, book) {
                return both.iter().map(|name| single(name, book)).collect();
            }
            Some([vec![single(first, book)?], known(rest, book)?].concat())
        })
    })
}

/// Names without any separator, only where they cover the whole text.
fn run_together(folded: &str, book: &UnitBook) -> Option<Vec<Mention>> {
    let chars: Vec<char> = folded.chars().collect();
    let (mut at, mut mentions) = (0, Vec::new());
    while at < chars.len() {
        let end = (at + book.longest()).min(chars.len());
        let (used, mention) = (at + 2..=end).rev().find_map(|to| {
            let name: String = chars[at..to].iter().collect();
            single(&name, book).map(|mention| (to, mention))
        })?;
        mentions.push(mention);
        at = used;
    }
    Some(mentions)
}
