//! The ledger as a workbook, laid out like the office's own.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use chrono::Datelike;

use super::{
    ExportError, ExportMeta,
    cells::{Cell, NO_FIELD, cell},
    columns,
};
use crate::features::tasks::import::{Column, LedgerRow, UnitBook, guarded};

const SHEET: &str = "台账";
/// Rows count from 0 here: title, meta, two header rows, then tasks.
const HEADER: u32 = 2;
const FIRST: u32 = 4;
const FOOTER: &str = "&C第 &P 页，共 &N 页";

pub(super) fn write(meta: &ExportMeta, rows: &[LedgerRow], book: &UnitBook) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    // The same ledger gives the same bytes, so the date is that of the ledger, not of the clock.
    let made = ExcelDateTime::from_ymd(
        meta.filled_on.year() as u16,
        meta.filled_on.month() as u8,
        meta.filled_on.day() as u8,
    )?;
    workbook.set_properties(&DocProperties::new().set_title(&meta.title).set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?;
    let columns = columns(rows);
    let last_row = FIRST + rows.len() as u32;
    page(sheet, &columns, last_row, meta.footnote.is_some())?;
    head(sheet, &columns, meta)?;
    let formats = Formats::new();
    for (at, row) in rows.iter().enumerate() {
        task(sheet, FIRST + at as u32, row, &columns, meta, book, &formats)?;
    }
    fields(sheet, rows, &columns, &formats)?;
    if let Some(note) = &meta.footnote {
        let format = base(10.5, "仿宋_GB2312").set_align(FormatAlign::Left);
        sheet.merge_range(last_row, 0, last_row, columns.len() as u16 - 1, &format!("注：{note}"), &format)?;
        sheet.set_row_height(last_row, 30)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Printing and panes.
fn page(sheet: &mut Worksheet, columns: &[Column], last_row: u32, footnote: bool) -> Result<(), ExportError> {
    const A3: u8 = 8;
    sheet.set_paper_size(A3).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 1.0, 1.0, 0.5, 0.5).set_footer(FOOTER).set_zoom(85);
    sheet.set_repeat_rows(HEADER, FIRST - 1)?;
    sheet.set_freeze_panes(FIRST, 3)?;
    let end = if footnote { last_row } else { last_row.max(FIRST + 1) - 1 };
    sheet.set_print_area(0, 0, end, columns.len() as u16 - 1)?;
    for (at, column) in columns.iter().enumerate() {
        sheet.set_column_width(at as u16, width(*column))?;
    }
    Ok(())
}

/// Title, who filled it in and when, and the header of two levels.
fn head(sheet: &mut Worksheet, columns: &[Column], meta: &ExportMeta) -> Result<(), ExportError> {
    let last = columns.len() as u16 - 1;
    let meta_format = base(12.0, "楷体_GB2312");
    let day = meta.filled_on;
    let date = format!("填报日期：{}年{}月{}日", day.year(), day.month(), day.day());
    sheet.merge_range(0, 0, 0, last, &meta.title, &base(20.0, "方正小标宋简体").set_align(FormatAlign::Center))?;
    let by = format!("填报单位：{}", meta.filled_by);
    sheet.merge_range(1, 0, 1, 5, &by, &meta_format.clone().set_align(FormatAlign::Left))?;
    sheet.merge_range(1, 6, 1, last, &date, &meta_format.set_align(FormatAlign::Right))?;
    sheet.set_row_height(0, 42)?.set_row_height(1, 24)?;
    sheet.set_row_height(HEADER, 24)?.set_row_height(HEADER + 1, 24)?;
    let format = base(11.0, "黑体")
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00ED_EDED));
    for (at, column) in columns.iter().enumerate() {
        let at = at as u16;
        match column {
            Column::Leads => {
                sheet.merge_range(HEADER, at, HEADER, at + 1, "责任分工", &format)?;
                sheet.write_string_with_format(HEADER + 1, at, column.label(), &format)?;
            }
            Column::Participants => {
                sheet.write_string_with_format(HEADER + 1, at, column.label(), &format)?;
            }
            _ => {
                sheet.merge_range(HEADER, at, HEADER + 1, at, label(*column), &format)?;
            }
        }
    }
    Ok(())
}

fn task(
    sheet: &mut Worksheet,
    at: u32,
    row: &LedgerRow,
    columns: &[Column],
    meta: &ExportMeta,
    book: &UnitBook,
    formats: &Formats,
) -> Result<(), ExportError> {
    let mut lines = 2;
    for (place, column) in columns.iter().enumerate() {
        let place = place as u16;
        let format = formats.of(*column);
        match cell(row, *column, meta.plan, book)? {
            Cell::Number(number) => sheet.write_number_with_format(at, place, number, format)?,
            Cell::Date(date) => {
                let date = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
                sheet.write_datetime_with_format(at, place, date, &formats.date)?
            }
            Cell::Text(text) if text.is_empty() => sheet.write_blank(at, place, format)?,
            Cell::Text(text) => {
                if *column != Column::Field {
                    lines = lines.max(wrapped(&text, width(*column)));
                }
                // Without the prefix, editing such a cell would turn it into a formula.
                let quoted = guarded(&text).then(|| format.clone().set_quote_prefix());
                sheet.write_string_with_format(at, place, text, quoted.as_ref().unwrap_or(format))?
            }
        };
    }
    // Spreadsheets allow 409 points.
    sheet.set_row_height(at, (lines * 15 + 8).min(409))?;
    Ok(())
}

/// Merges the cells of tasks in a row that share their field.
fn fields(sheet: &mut Worksheet, rows: &[LedgerRow], columns: &[Column], formats: &Formats) -> Result<(), ExportError> {
    let Some(place) = columns.iter().position(|column| *column == Column::Field) else { return Ok(()) };
    let mut start = 0;
    for run in rows.chunk_by(|a, b| a.field.trim() == b.field.trim()) {
        let field = crate::shared::text::clean(&run[0].field);
        if run.len() > 1 && !field.is_empty() && field != NO_FIELD {
            let (top, bottom) = (FIRST + start, FIRST + start + run.len() as u32 - 1);
            sheet.merge_range(top, place as u16, bottom, place as u16, &field, &formats.centred)?;
        }
        start += run.len() as u32;
    }
    Ok(())
}

struct Formats {
    centred: Format,
    left: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        let text = base(10.5, "仿宋_GB2312").set_border(FormatBorder::Thin);
        let centred = text.clone().set_align(FormatAlign::Center);
        let date = centred.clone().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        Self { left: text.set_align(FormatAlign::Left), centred, date }
    }

    fn of(&self, column: Column) -> &Format {
        match column {
            Column::Seq | Column::Field | Column::Leads | Column::Timetable | Column::Deadline | Column::Note => {
                &self.centred
            }
            _ => &self.left,
        }
    }
}

fn base(size: f64, font: &str) -> Format {
    Format::new().set_font_name(font).set_font_size(size).set_text_wrap().set_align(FormatAlign::VerticalCenter)
}

/// The header as it stands in the office's sheet.
const fn label(column: Column) -> &'static str {
    match column {
        Column::Roadmap => "路线图\n（分步措施）",
        Column::Timetable => "时间表\n（每步完成时间）",
        Column::Source => "任务来源\n（文号及条款）",
        _ => column.label(),
    }
}

const fn width(column: Column) -> f64 {
    match column {
        Column::Seq => 6.0,
        Column::Field => 10.0,
        Column::Title => 20.0,
        Column::Content => 44.0,
        Column::Leads | Column::CoLeads => 16.0,
        Column::Participants | Column::Source => 24.0,
        Column::Roadmap | Column::Progress => 38.0,
        Column::Timetable => 21.0,
        Column::Deadline | Column::Note => 18.0,
    }
}

/// Lines a text takes in a column, a Chinese character being two letters wide.
fn wrapped(text: &str, width: f64) -> u32 {
    let line = |line: &str| {
        let letters: f64 = line.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum();
        (letters / width).ceil().max(1.0) as u32
    };
    text.lines().map(line).sum()
}
