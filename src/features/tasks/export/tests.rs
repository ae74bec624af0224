use super::*;
use crate::features::tasks::import::{
    Reading, SheetMilestone, compare, read,
    tests::{book, plan},
};

mod random;

pub(super) fn meta() -> ExportMeta {
    ExportMeta {
        title: "2016年重点改革任务台账".into(),
        filled_by: "省协调小组办公室".into(),
        filled_on: NaiveDate::from_ymd_opt(2016, 10, 14).unwrap(),
        footnote: Some("牵头单位有两个以上的，排在首位的为第一牵头单位。".into()),
        plan: plan(),
    }
}

fn sample() -> Vec<LedgerRow> {
    let reading = read("ledger-72.xlsx", include_bytes!("../../../../demo/ledger-72.xlsx"), book(), &plan());
    reading.tasks.iter().map(LedgerRow::from).collect()
}

/// Both formats, read again.
pub(super) fn again(rows: &[LedgerRow]) -> [Reading; 2] {
    let meta = meta();
    [
        read("again.xlsx", &xlsx(&meta, rows, book()).unwrap(), book(), &plan()),
        read("again.csv", &csv(&meta, rows, book()).unwrap(), book(), &plan()),
    ]
}

pub(super) fn assert_no_difference(rows: &[LedgerRow]) {
    for reading in again(rows) {
        assert!(!reading.has_errors(), "{}: {:?}", reading.file, reading.reports);
        assert_eq!(reading.tasks.len(), rows.len(), "{}: {:?}", reading.file, reading.skipped);
        for (row, task) in rows.iter().zip(&reading.tasks) {
            assert_eq!(compare(row, task, book()), [], "{}", reading.file);
            assert_eq!(task.seq, row.seq);
        }
    }
}

#[test]
fn the_sample_comes_back_without_difference() {
    let rows = sample();
    assert_eq!(rows.len(), 72);
    assert_no_difference(&rows);
}

#[test]
fn a_step_without_date_gets_none_from_its_words() {
    let mut rows = sample()[..1].to_vec();
    for titles in [&["4月底前摸底；11月底前公布"][..], &["• 摸底"], &["11月底前公布", "总结"]] {
        let step =
            |title: &&str| SheetMilestone { title: (*title).to_owned(), due: None, due_kind: None, due_text: None };
        rows[0].milestones = titles.iter().map(step).collect();
        assert_no_difference(&rows);
    }
}

#[test]
fn a_change_is_a_difference() {
    let rows = sample();
    let [reading, _] = again(&rows);
    let mut changed = rows[0].clone();
    changed.title.push('！');
    changed.milestones[0].due = None;
    changed.participants.push("P-BGT".into());
    let fields: Vec<_> = compare(&changed, &reading.tasks[0], book()).iter().map(|change| change.field).collect();
    assert_eq!(fields, ["title", "participants", "timetable"]);
}

#[test]
fn words_that_no_longer_say_the_date_give_way_to_it() {
    let mut rows = sample();
    rows.truncate(1);
    rows[0].deadline_date = NaiveDate::from_ymd_opt(2016, 12, 5);
    for reading in again(&rows) {
        assert_eq!(reading.tasks[0].deadline.date, rows[0].deadline_date, "{}", reading.file);
    }
}

#[test]
fn the_workbook_is_laid_out_like_the_office_s() {
    let bytes = xlsx(&meta(), &sample(), book()).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(package.by_name(name).unwrap()).unwrap();
    let (sheet, workbook) = (part("xl/worksheets/sheet1.xml"), part("xl/workbook.xml"));
    for wanted in [
        r#"<pane xSplit="3" ySplit="4" topLeftCell="D5" activePane="bottomRight" state="frozen"/>"#,
        r#"<mergeCell ref="A1:K1"/>"#,
        r#"<mergeCell ref="E3:F3"/>"#,
        r#"<mergeCell ref="B5:B12"/>"#,
        r#"<mergeCell ref="A77:K77"/>"#,
        r#"paperSize="8""#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
    ] {
        assert!(sheet.contains(wanted), "{wanted}");
    }
    assert!(workbook.contains("'台账'!$3:$4") || workbook.contains("台账!$3:$4"), "{workbook}");
    assert!(!sheet.contains("<f>"), "no formula is ever written");
}

#[test]
fn the_csv_has_mark_line_ends_and_guards() {
    let mut rows = sample();
    rows.truncate(2);
    rows[0].title = "=HYPERLINK(\"http://a\")".into();
    rows[1].title = "'@x".into();
    let text = String::from_utf8(csv(&meta(), &rows, book()).unwrap()).unwrap();
    assert!(text.starts_with(
        "\u{feff}序号,领域,重点任务,工作内容及目标,牵头单位,配合单位,路线图,时间表,完成时限,任务来源,备注\r\n"
    ));
    assert!(text.contains(",\"'=HYPERLINK(\"\"http://a\"\")\","), "{text}");
    assert!(text.contains(",''@x,"), "{text}");
    assert_no_difference(&rows);
}

#[test]
fn text_no_cell_can_hold_is_refused() {
    let mut rows = sample();
    rows[3].content = "长".repeat(32_768);
    assert!(matches!(xlsx(&meta(), &rows, book()), Err(ExportError::TooLong { seq: 4, column: Column::Content })));
    rows[3].content = "长".repeat(32_767);
    assert_no_difference(&rows);
}

#[test]
fn an_empty_ledger_is_a_header() {
    for reading in again(&[]) {
        assert!(!reading.has_errors() && reading.tasks.is_empty(), "{:?}", reading.reports);
    }
}
