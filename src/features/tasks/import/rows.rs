//! Goes through the sheets and their rows: which are tasks, which headings, totals or footnotes.

mod kind;
mod view;

use std::collections::{HashMap, HashSet};

use super::{
    book::UnitBook,
    column::Column,
    grid::{Sheet, Workbook, a1, letters},
    header::{self, Layout},
    limits,
    problem::{FileProblem, LayoutProblem, Problem, SkipReason},
    reading::{HeldBack, PlanFrame, Reading, Report, Severity, Skipped},
    task,
};
use kind::{RowKind, Rows};
pub(super) use view::RowView;

/// Reads every sheet that has a ledger header.
pub(super) fn read_workbook(file: &str, workbook: &Workbook, book: &UnitBook, plan: PlanFrame) -> Reading {
    let mut reader = Reader { book, plan, reading: Reading::empty(file), seen: HashMap::new(), last: 0, full: false };
    for problem in &workbook.problems {
        reader.report("", String::new(), None, problem.clone().into());
    }
    let mut ledgers: Vec<(&Sheet, Option<Layout>)> =
        workbook.sheets.iter().map(|sheet| (sheet, header::layout(sheet))).collect();
    // Beside a ledger with numbers, a list without them is an extract of it, and its rows would be entered twice.
    if !ledgers.iter().any(|(_, layout)| layout.as_ref().is_some_and(|layout| layout.has(Column::Seq))) {
        ledgers.iter_mut().filter_map(|(_, layout)| layout.as_mut()).for_each(Layout::number_rows);
    }
    let is_guidance =
        |sheet: &Sheet| ["说明", "样表", "样例", "范例", "模板"].iter().any(|word| sheet.name.contains(word));
    let ledger_beside = ledgers.iter().any(|(sheet, layout)| layout.is_some() && !sheet.hidden && !is_guidance(sheet));
    let visible = ledgers.iter().any(|(sheet, layout)| layout.is_some() && !sheet.hidden);
    for (sheet, layout) in &ledgers {
        match layout {
            Some(_) if sheet.hidden && visible => {
                reader.report(&sheet.name, String::new(), None, LayoutProblem::HiddenSheetSkipped.into());
                reader.skip(Skipped::sheet(&sheet.name, SkipReason::SheetHidden));
            }
            Some(_) if is_guidance(sheet) && ledger_beside => {
                reader.skip(Skipped::sheet(&sheet.name, SkipReason::SheetGuidance));
            }
            Some(layout) => reader.sheet(sheet, layout),
            None if sheet.rows.is_empty() => reader.skip(Skipped::sheet(&sheet.name, SkipReason::SheetEmpty)),
            None => reader.skip(Skipped::sheet(&sheet.name, SkipReason::SheetWithoutHeader)),
        }
    }
    for name in &workbook.unread {
        reader.skip(Skipped::sheet(name, SkipReason::SheetBeyondLimit { limit: limits::SHEETS }));
    }
    if ledgers.iter().all(|(_, layout)| layout.is_none()) {
        let sheet = ledgers.iter().find(|(sheet, _)| !sheet.rows.is_empty()).map_or("", |(sheet, _)| &sheet.name);
        reader.report(sheet, String::new(), None, LayoutProblem::NoHeader.into());
    }
    reader.reading
}

struct Reader<'a> {
    book: &'a UnitBook,
    plan: PlanFrame,
    reading: Reading,
    /// Numbers used so far, with their sheet and cell.
    seen: HashMap<i32, (String, String)>,
    /// The highest of them.
    last: i32,
    /// There were too many reports; nothing more is read.
    full: bool,
}

impl Reader<'_> {
    fn report(&mut self, sheet: &str, cell: String, column: Option<Column>, problem: Problem) {
        if self.full {
            return;
        }
        self.reading.reports.push(Report::new(sheet, cell, column, problem));
        if self.reading.reports.len() >= limits::REPORTS {
            let problem = FileProblem::TooManyReports { limit: limits::REPORTS };
            self.reading.reports.push(Report::new("", String::new(), None, problem.into()));
            self.full = true;
        }
    }

    fn skip(&mut self, skipped: Skipped) {
        self.reading.skipped.push(skipped);
    }

    fn sheet(&mut self, sheet: &Sheet, layout: &Layout) {
        if sheet.hidden {
            self.report(&sheet.name, String::new(), None, LayoutProblem::HiddenSheetRead.into());
        }
        for (at, column, problem) in &layout.problems {
            let cell = if *at == 0 { String::new() } else { a1(layout.last_row, *at) };
            self.report(&sheet.name, cell, *column, problem.clone().into());
        }
        for (at, reason) in &layout.left_out {
            self.skip(Skipped::column(&sheet.name, letters(*at), reason.clone()));
        }
        let missing =
            layout.problems.iter().any(|(_, _, problem)| matches!(problem, LayoutProblem::ColumnMissing { .. }));
        if missing {
            return;
        }
        let before = self.reading.tasks.len() + self.reading.held_back.len();
        self.rows(sheet, layout);
        if self.reading.tasks.len() + self.reading.held_back.len() == before {
            self.skip(Skipped::sheet(&sheet.name, SkipReason::SheetWithoutTasks));
        }
    }

    fn rows(&mut self, sheet: &Sheet, layout: &Layout) {
        let known: HashSet<u32> = layout
            .columns
            .iter()
            .flat_map(|used| used.at.iter().copied())
            .chain(layout.left_out.iter().map(|(at, _)| *at))
            .collect();
        let mut nameless = HashSet::new();
        let mut rows = Rows::new(sheet, layout);
        let mut last = layout.last_row;
        for row in sheet.rows.range(layout.last_row + 1..).map(|(row, _)| *row) {
            if self.full {
                return;
            }
            if row <= last {
                continue;
            }
            let view = RowView::at(sheet, layout, row);
            match rows.kind(&view) {
                RowKind::Blank | RowKind::Heading => {}
                RowKind::Skipped(reason) => {
                    if reason == SkipReason::RepeatedHeader {
                        for title in rows.unused_headings() {
                            self.skip(Skipped::row(&sheet.name, title, SkipReason::RepeatedHeader));
                        }
                    }
                    self.skip(Skipped::row(&sheet.name, row, reason));
                }
                RowKind::Task => {
                    for heading in rows.used_headings() {
                        self.skip(Skipped::row(&sheet.name, heading, SkipReason::Heading));
                    }
                    self.task(&view, &mut rows);
                    last = view.last;
                    let cells = sheet.rows.get(&row).map_or(&[][..], Vec::as_slice);
                    nameless.extend(cells.iter().map(|(column, _)| *column).filter(|column| !known.contains(column)));
                }
            }
        }
        // A heading with no task below it was a footnote after all.
        for row in rows.unused_headings() {
            self.skip(Skipped::row(&sheet.name, row, SkipReason::Footnote));
        }
        let mut nameless: Vec<u32> = nameless.into_iter().collect();
        nameless.sort_unstable();
        for at in nameless.into_iter().take(200) {
            let problem = LayoutProblem::ColumnWithoutHeader { letters: letters(at) };
            self.report(&sheet.name, a1(layout.last_row, at), None, problem.into());
            self.skip(Skipped::column(&sheet.name, letters(at), SkipReason::ColumnWithoutHeader));
        }
    }

    fn task(&mut self, view: &RowView<'_>, rows: &mut Rows<'_>) {
        let (sheet, row) = (view.sheet, view.first);
        for hidden in (row..=view.last).filter(|row| sheet.hidden_rows.contains(row)) {
            self.report(&sheet.name, a1(hidden, view.column_of(Column::Seq)), None, LayoutProblem::HiddenRow.into());
        }
        let context = task::Context {
            book: self.book,
            plan: self.plan,
            heading: rows.heading(),
            field_above: rows.field_above(),
            seen: &self.seen,
            next: self.last.saturating_add(1),
        };
        let read = task::read(view, &context);
        rows.remember_field(&read.field);
        if let Some(seq) = read.seq {
            let cell = a1(row, view.column_of(Column::Seq));
            self.last = self.last.max(seq);
            self.seen.entry(seq).or_insert((sheet.name.clone(), cell));
        }
        let mut held_back = false;
        for (column, problem) in read.problems {
            held_back |= problem.severity() == Severity::Error;
            self.report(&sheet.name, a1(row, view.column_of(column)), Some(column), problem);
        }
        match read.task.filter(|_| !held_back && !self.full) {
            Some(task) => self.reading.tasks.push(task),
            None => self.reading.held_back.push(HeldBack::new(view, self.reading.tasks.len())),
        }
    }
}
