//! The preview of a sheet: each row as it will be entered, its faults at their cells.

mod held_back;
mod reports;
mod row;
mod turns;

use std::{collections::HashMap, ops::Range};

use leptos::prelude::*;

use crate::{
    features::tasks::{
        import::Report,
        preview_place::{List, PreviewPlace, part, written},
        queries::imports::{Line, Preview},
    },
    shared::{ids::ImportId, locale::Locale},
    t,
    ui::{HeadCell, Panel, Table},
};
use held_back::held_back_row;
pub use reports::{reports, skipped};
use row::preview_row;
use turns::turns;

/// Faults by sheet and row.
type FaultsAt<'a> = HashMap<(&'a str, u32), Vec<&'a Report>>;

/// The id of the form that the boxes belong to.
pub const CONFIRM: &str = "confirm";

/// What is drawn of a preview.
pub struct Shown<'a> {
    pub preview: &'a Preview,
    pub import: ImportId,
    pub place: PreviewPlace,
    /// Whether there is anything to enter: then rows have boxes and the page a form.
    pub enters: bool,
    pub locale: Locale,
    lines: Vec<Line<'a>>,
    /// Those of them that are on this page.
    here: Range<usize>,
}

/// How many rows a confirmation would enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    pub here: usize,
    /// On other pages of the preview.
    pub elsewhere: usize,
    /// Left out, on whatever page.
    pub left_out: usize,
}

impl<'a> Shown<'a> {
    #[must_use]
    pub fn new(preview: &'a Preview, import: ImportId, place: PreviewPlace, locale: Locale) -> Self {
        let lines = preview.lines();
        let here = part(place.from, lines.len());
        let enters = lines.iter().any(|line| line.entered().is_some());
        Self { preview, import, place, enters, locale, lines, here }
    }

    /// What a confirmation enters if the boxes stay as they are drawn.
    #[must_use]
    pub fn entered(&self) -> Entered {
        let mut entered = Entered { here: 0, elsewhere: 0, left_out: 0 };
        for (at, line) in self.lines.iter().enumerate() {
            match line.entered() {
                Some(seq) if self.place.out.contains(&seq) => entered.left_out += 1,
                Some(_) if self.here.contains(&at) => entered.here += 1,
                Some(_) => entered.elsewhere += 1,
                None => {}
            }
        }
        entered
    }

    /// The hidden fields that keep the place: rows left out on other pages, and where the reader is.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut out = self.place.out.clone();
        for line in &self.lines[self.here.clone()] {
            if let Some(seq) = line.entered() {
                out.remove(&seq);
            }
        }
        vec![("from", self.place.from.to_string()), ("faults", self.place.faults.to_string()), ("out", written(&out))]
    }
}

/// The rows, with a box to leave one out. Those that would be entered come first.
pub fn preview_rows(shown: &Shown<'_>) -> AnyView {
    let (preview, locale) = (shown.preview, shown.locale);
    let (lines, here) = (&shown.lines, &shown.here);
    if lines.is_empty() {
        return ().into_any();
    }
    let mut at_row = FaultsAt::new();
    for report in &preview.reading.reports {
        at_row.entry((&report.sheet, row_of(&report.cell))).or_default().push(report);
    }
    let rows = lines[here.clone()]
        .iter()
        .map(|line| match line {
            Line::Row(row) => {
                let ticked = !shown.place.out.contains(&row.task.seq);
                preview_row(row, ticked, faults(&at_row, &row.task.sheet, row.task.row), locale)
            }
            Line::HeldBack(held) => held_back_row(held, faults(&at_row, &held.sheet, held.row), locale),
        })
        .collect_view();
    let head = [
        t::tasks::enter(locale),
        t::tasks::sheet_row(locale),
        t::tasks::seq(locale),
        t::tasks::title(locale),
        t::tasks::lead_and_participants(locale),
        t::tasks::roadmap(locale),
        t::tasks::due(locale),
        t::tasks::sources(locale),
    ]
    .map(|label| view! { <HeadCell label /> })
    .collect_view()
    .into_any();
    let elsewhere = match shown.entered().elsewhere {
        0 => t::tasks::none_elsewhere(locale).to_owned(),
        more => t::tasks::more_elsewhere(locale, more as i64),
    };
    let text = t::tasks::rows_part(locale, here.start + 1, here.end, lines.len(), elsewhere);
    let turns = turns(shown, List::Rows, lines.len(), text);
    view! {
        <Panel id=List::Rows.id() title=t::tasks::rows_title(locale) long=true>
            <Table label=t::tasks::rows_title(locale) head class="preview">{rows}</Table>
            {turns}
        </Panel>
    }
    .into_any()
}

fn faults<'m, 'r>(at_row: &'m FaultsAt<'r>, sheet: &'r str, row: u32) -> &'m [&'r Report] {
    at_row.get(&(sheet, row)).map_or(&[][..], Vec::as_slice)
}

/// The row number at the end of a cell's name; 0 where there is none.
fn row_of(cell: &str) -> u32 {
    cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(0)
}
