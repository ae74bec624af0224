//! Which part of a long preview is shown, and which rows were left out on its other parts. All of it is in the address
//! and in the form, so that turning a page needs no script and keeps the emptied boxes.

use std::{collections::BTreeSet, ops::Range};

use serde::{Deserialize, Serialize};

use crate::shared::ids::ImportId;

/// Rows, or faults, on one page.
pub const PART: usize = 300;

/// The place in a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewPlace {
    /// The first row shown, counted from 1; 0 is the first as well.
    pub from: usize,
    /// The first fault shown, likewise.
    pub faults: usize,
    /// Numbers of tasks that are not to be entered.
    pub out: BTreeSet<i32>,
}

/// The list whose page is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Rows,
    Faults,
}

impl List {
    /// Its id on the page, also the name in [`PreviewForm::turn`].
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::Faults => "reports",
        }
    }
}

impl PreviewPlace {
    /// The place an address names; what cannot be read is the beginning.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut place = Self::default();
        for (name, value) in pairs {
            match name {
                "from" => place.from = value.parse().unwrap_or(0),
                "faults" => place.faults = value.parse().unwrap_or(0),
                "out" => place.out = numbers(value),
                _ => {}
            }
        }
        place
    }

    /// The same with another page of one list.
    #[must_use]
    pub fn at(&self, list: List, first: usize) -> Self {
        match list {
            List::Rows => Self { from: first, ..self.clone() },
            List::Faults => Self { faults: first, ..self.clone() },
        }
    }

    /// The first entry shown of a list, counted from 1.
    #[must_use]
    pub const fn first(&self, list: List) -> usize {
        match list {
            List::Rows => self.from,
            List::Faults => self.faults,
        }
    }

    /// The address of the place, at one of its lists.
    #[must_use]
    pub fn href(&self, import: ImportId, list: List) -> String {
        let out = written(&self.out);
        let pairs = [("from", self.from), ("faults", self.faults)]
            .into_iter()
            .filter(|(_, first)| *first > 1)
            .map(|(name, first)| format!("{name}={first}"))
            .chain((!out.is_empty()).then(|| format!("out={out}")));
        let query = pairs.collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/tasks/import/{import}{mark}{query}#{}", list.id())
    }
}

/// What a page of a list of `all` entries holds, from the page that has entry `first` on it, counted from 1.
#[must_use]
pub fn part(first: usize, all: usize) -> Range<usize> {
    let last_page = all.saturating_sub(1) / PART;
    let start = (first.saturating_sub(1) / PART).min(last_page) * PART;
    start..(start + PART).min(all)
}

/// Numbers as they stand in an address and a hidden field: `8,72`.
#[must_use]
pub fn written(numbers: &BTreeSet<i32>) -> String {
    numbers.iter().map(i32::to_string).collect::<Vec<_>>().join(",")
}

fn numbers(text: &str) -> BTreeSet<i32> {
    text.split(',').filter_map(|number| number.trim().parse().ok()).collect()
}

/// The fields of the preview that say what is left out and where the reader is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewForm {
    pub from: String,
    pub faults: String,
    /// Left out on other pages: `8,72`.
    pub out: String,
    /// Rows with a box on this page.
    pub shown: Vec<String>,
    /// Those whose box is ticked.
    pub rows: Vec<String>,
    /// The page asked for: `rows.301`, `reports.301`.
    pub turn: String,
}

impl PreviewForm {
    /// Numbers of tasks that are not to be entered.
    #[must_use]
    pub fn left_out(&self) -> BTreeSet<i32> {
        let emptied = self.shown.iter().filter(|row| !self.rows.contains(row));
        let mut out = numbers(&self.out);
        out.extend(emptied.filter_map(|row| row.parse::<i32>().ok()));
        out
    }

    /// The place asked for and the list that is to be in view.
    #[must_use]
    pub fn turned(&self) -> (PreviewPlace, List) {
        let here = PreviewPlace {
            from: self.from.parse().unwrap_or(0),
            faults: self.faults.parse().unwrap_or(0),
            out: self.left_out(),
        };
        let (list, first) = self.turn.split_once('.').unwrap_or_default();
        let list = if list == List::Faults.id() { List::Faults } else { List::Rows };
        (here.at(list, first.parse().unwrap_or(0)), list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_every_entry_once() {
        for all in [0, 1, PART, PART + 1, 5 * PART - 1] {
            let mut next = 0;
            while next < all {
                let part = part(next + 1, all);
                assert_eq!(part.start, next);
                next = part.end;
            }
            assert_eq!(part(usize::MAX, all).end, all, "past the end is the last page");
        }
        assert_eq!((part(0, 400), part(299, 400), part(302, 400)), (0..300, 0..300, 300..400));
    }

    #[test]
    fn a_place_comes_back_from_its_address() {
        let import = ImportId::new();
        let place = PreviewPlace { from: 301, faults: 601, out: BTreeSet::from([8, 72]) };
        let href = place.href(import, List::Faults);
        assert_eq!(href, format!("/tasks/import/{import}?from=301&faults=601&out=8,72#reports"));
        let pairs = [("from", "301"), ("faults", "601"), ("out", "8,72"), ("q", "x")];
        assert_eq!(PreviewPlace::from_pairs(pairs), place);
        let odd = [("from", "-1"), ("faults", "x"), ("out", "a,,99999999999, 3 ")];
        assert_eq!(PreviewPlace::from_pairs(odd).out, BTreeSet::from([3]));
        assert_eq!(PreviewPlace::default().href(import, List::Rows), format!("/tasks/import/{import}#rows"));
    }

    #[test]
    fn turning_a_page_keeps_the_emptied_boxes_of_all_pages() {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let form = PreviewForm {
            from: "301".to_owned(),
            out: "8".to_owned(),
            shown: texts(&["401", "402", "x"]),
            rows: texts(&["402"]),
            turn: "reports.301".to_owned(),
            ..PreviewForm::default()
        };
        let place = PreviewPlace { from: 301, faults: 301, out: BTreeSet::from([8, 401]) };
        assert_eq!(form.turned(), (place, List::Faults));
    }
}
