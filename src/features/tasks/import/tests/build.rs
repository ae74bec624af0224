//! Sheets for the tests.

use std::io::Write as _;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{book, plan};
use crate::features::tasks::import::{Reading, SheetTask, read};

pub(super) const HEADER: [&str; 11] = [
    "序号",
    "领域",
    "重点任务",
    "工作内容及目标",
    "牵头单位",
    "配合单位",
    "路线图",
    "时间表",
    "完成时限",
    "任务来源",
    "备注",
];

/// A row that is right in every column.
pub(super) const GOOD: [&str; 11] = [
    "1",
    "审批",
    "清理事项",
    "逐项清理。",
    "省编办",
    "省法制办",
    "1.摸底；\n2.公布。",
    "1.4月底前\n2.11月底前",
    "11月底前",
    "吉政发〔2016〕35号第1项",
    "示例",
];

/// Places of columns in [`HEADER`].
pub(super) const SEQ: usize = 0;
pub(super) const FIELD: usize = 1;
pub(super) const TITLE: usize = 2;
pub(super) const LEADS: usize = 4;
pub(super) const PARTICIPANTS: usize = 5;
pub(super) const DEADLINE: usize = 8;

/// The good row with some cells changed.
pub(super) fn good<'a>(seq: &'a str, changes: &[(usize, &'a str)]) -> Vec<&'a str> {
    let mut row = GOOD.to_vec();
    row[SEQ] = seq;
    for (at, text) in changes {
        row[*at] = text;
    }
    row
}

pub(super) fn xlsx(fill: impl FnOnce(&mut Workbook)) -> Reading {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    read("test.xlsx", &workbook.save_to_buffer().unwrap(), book(), &plan())
}

/// One sheet.
pub(super) fn sheet(fill: impl FnOnce(&mut Worksheet)) -> Reading {
    xlsx(|workbook| fill(workbook.add_worksheet()))
}

/// Writes rows of text from a row on, counted from 0; empty texts are no cells.
pub(super) fn put(sheet: &mut Worksheet, from: u32, rows: &[Vec<&str>]) {
    for (row, cells) in (from..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

/// One sheet of text: the usual header and these rows.
pub(super) fn table(rows: &[Vec<&str>]) -> Reading {
    sheet(|sheet| {
        put(sheet, 0, &[HEADER.to_vec()]);
        put(sheet, 1, rows);
    })
}

/// The usual header and one good row, then changes by hand.
pub(super) fn changed(change: impl FnOnce(&mut Worksheet)) -> Reading {
    sheet(|sheet| {
        put(sheet, 0, &[HEADER.to_vec(), GOOD.to_vec()]);
        change(sheet);
    })
}

pub(super) fn merge(sheet: &mut Worksheet, area: (u32, u16, u32, u16), text: &str) {
    sheet.merge_range(area.0, area.1, area.2, area.3, text, &Format::new()).unwrap();
}

/// Reports as `cell code`.
pub(super) fn reports(reading: &Reading) -> Vec<String> {
    reading.reports.iter().map(|report| format!("{} {}", report.cell, report.code).trim().to_owned()).collect()
}

/// What was left out as `row-or-column code`.
pub(super) fn skipped(reading: &Reading) -> Vec<String> {
    let place = |left: &super::super::Skipped| left.row.map(|row| row.to_string()).or(left.column.clone());
    reading
        .skipped
        .iter()
        .map(|left| format!("{} {}", place(left).unwrap_or_default(), left.code).trim().to_owned())
        .collect()
}

pub(super) fn only(reading: &Reading) -> &SheetTask {
    assert_eq!(reading.tasks.len(), 1, "{:?} {:?}", reports(reading), skipped(reading));
    &reading.tasks[0]
}

/// An xlsx file of these parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook by hand: `properties` of the workbook, one sheet.
pub(super) fn by_hand(properties: &str, sheet: &str) -> Vec<u8> {
    let workbook = format!(
        r#"<workbook xmlns:r="r"><workbookPr {properties}/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    package(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", &workbook),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m月"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// Rows of inline strings, and a row by hand in place of one.
pub(super) fn inline(rows: &[Vec<&str>], last_row: &str) -> String {
    let cell = |text: &&str| format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#);
    let row = |cells: &Vec<&str>| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    format!("<worksheet><sheetData>{}{last_row}</sheetData></worksheet>", rows.iter().map(row).collect::<String>())
}
