//! What cells can hold.

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

use super::{
    book,
    build::{DEADLINE, GOOD, HEADER, TITLE, by_hand, changed, good, inline, only, package, reports, table},
    plan,
};
use crate::features::tasks::import::{CellType, DueKind, Reading, read};

fn deadline(reading: &Reading) -> (Option<String>, Option<&str>, CellType) {
    let deadline = &only(reading).deadline;
    (deadline.date.map(|date| date.to_string()), deadline.raw.as_deref(), deadline.cell_type)
}

#[test]
fn numbers_of_tasks() {
    let reading =
        table(&[good("1", &[]), good("２", &[]), good("3、", &[]), good("x", &[]), good("", &[]), good("1", &[])]);
    assert_eq!(reading.tasks.iter().map(|task| task.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(reports(&reading), ["A5 seq_invalid", "A6 seq_missing", "A7 seq_repeated"]);
    let reading = changed(|sheet| {
        sheet.write_number(1, 0, 7.0).unwrap();
    });
    assert_eq!(only(&reading).seq, 7);
}

#[test]
fn a_number_is_used_even_where_its_row_is_held_back() {
    let reading = table(&[good("1", &[(TITLE, "")]), good("1", &[])]);
    assert_eq!(reports(&reading), ["C2 title_missing", "A3 seq_repeated"]);
    assert!(reading.tasks.is_empty());
}

#[test]
fn dates_of_cells() {
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let at = |serial: f64, format: &Format| {
        changed(|sheet| {
            sheet.write_number_with_format(1, 8, serial, format).unwrap();
        })
    };
    let day = Some("2016-11-30".to_owned());
    assert_eq!(deadline(&at(42704.0, &date)), (day.clone(), None, CellType::Date));
    assert_eq!(reports(&at(42704.0, &date)), [""; 0]);
    assert_eq!(deadline(&at(42704.75, &date)), (day.clone(), None, CellType::Date));
    assert_eq!(reports(&at(42704.75, &date)), ["I2 time_dropped"]);
    let serial = at(42704.0, &Format::new());
    assert_eq!(
        (deadline(&serial), reports(&serial)),
        ((day.clone(), None, CellType::Number), vec!["I2 serial_date_converted".to_owned()])
    );
    assert_eq!(deadline(&at(20_161_130.0, &Format::new())), (day.clone(), None, CellType::Number));
    let typed = at(11.3, &Format::new());
    assert_eq!(
        (deadline(&typed), reports(&typed)),
        ((None, Some("11.3"), CellType::Number), vec!["I2 deadline_not_a_date".to_owned()])
    );
    let text = table(&[good("1", &[(DEADLINE, "42704")])]);
    assert_eq!(
        (deadline(&text), reports(&text)),
        ((day, None, CellType::Number), vec!["I2 serial_date_converted".to_owned()])
    );
}

#[test]
fn dates_of_old_macintosh_books() {
    let row = format!(
        r#"<row>{}<c r="I2" s="1"><v>41242</v></c></row>"#,
        ["1", "审批", "甲", "", "省编办"].map(|text| format!(r#"<c t="str"><v>{text}</v></c>"#)).concat()
    );
    for (row, codes) in
        [(row.clone(), vec![]), (row.replace(r#" s="1""#, ""), vec!["I2 serial_date_converted".to_owned()])]
    {
        let bytes = by_hand(r#"date1904="1""#, &inline(&[HEADER.to_vec()], &row));
        let reading = read("x.xlsx", &bytes, book(), &plan());
        assert_eq!(only(&reading).deadline.date, NaiveDate::from_ymd_opt(2016, 11, 30));
        assert_eq!(reports(&reading), codes);
    }
}

#[test]
fn deadlines_outside_the_plan_and_without_date() {
    for (text, kind, code) in [
        ("12月31日前", DueKind::Fixed, Some("deadline_after_plan_end")),
        ("2015年10月底前", DueKind::Fixed, Some("deadline_before_plan_year")),
        ("待定", DueKind::Unscheduled, Some("deadline_not_a_date")),
        ("6月底、10月底", DueKind::Unscheduled, Some("deadline_ambiguous")),
        ("", DueKind::Unscheduled, Some("deadline_missing")),
        ("长期坚持", DueKind::Ongoing, None),
        ("12月20日前", DueKind::Fixed, None),
        ("10月", DueKind::Fixed, Some("date_without_day")),
        ("10月底前形成方案", DueKind::Fixed, Some("date_with_other_text")),
    ] {
        let reading = table(&[good("1", &[(DEADLINE, text)])]);
        let task = only(&reading);
        assert_eq!((task.deadline.kind, task.deadline.raw.as_deref().unwrap_or("")), (kind, text));
        assert_eq!(task.warnings.first().map(|mark| mark.code.as_str()), code, "{text}");
    }
    let reading = table(&[good("1", &[(DEADLINE, "2016年2月30日")])]);
    assert_eq!((reading.tasks.len(), reports(&reading)), (0, vec!["I2 date_does_not_exist".to_owned()]));
}

#[test]
fn formulas_give_their_stored_result_or_nothing() {
    let stored = changed(|sheet| {
        sheet.write_formula(1, 2, Formula::new("=\"x\"").set_result("已存结果")).unwrap();
    });
    assert_eq!((only(&stored).title.as_str(), reports(&stored)), ("已存结果", vec![]));
    let row = |cell: &str| {
        let cells = GOOD.map(|text| format!(r#"<c t="str"><v>{text}</v></c>"#));
        let mut cells = cells.to_vec();
        let (at, xml) = cell.split_once('|').unwrap();
        cells[at.parse::<usize>().unwrap()] = xml.to_owned();
        read(
            "x.xlsx",
            &by_hand("", &inline(&[HEADER.to_vec()], &format!("<row>{}</row>", cells.concat()))),
            book(),
            &plan(),
        )
    };
    for (cell, expected) in [
        ("2|<c><f>A1</f></c>", "C2 formula_without_result"),
        ("0|<c><f>ROW()</f><v></v></c>", "A2 formula_without_result"),
        ("4|<c><f>A1</f><v/></c>", "E2 formula_without_result"),
        ("2|<c t=\"e\"><f>X!A1</f><v>#REF!</v></c>", "C2 error_value"),
    ] {
        let reading = row(cell);
        assert_eq!((reading.tasks.len(), reports(&reading)), (0, vec![expected.to_owned()]), "{cell}");
    }
    for (cell, expected) in
        [("10|<c><f>A1</f></c>", "K2 formula_without_result"), ("10|<c t=\"e\"><v>#N/A</v></c>", "K2 error_value")]
    {
        let reading = row(cell);
        assert_eq!((only(&reading).note.as_str(), reports(&reading)), ("", vec![expected.to_owned()]), "{cell}");
    }
    let empty = row("10|<c t=\"str\"><f>IF(1,\"\")</f><v></v></c>");
    assert_eq!((only(&empty).note.as_str(), reports(&empty)), ("", vec![]), "an empty text is a result");
}

#[test]
fn strings_of_every_kind() {
    let row = r#"<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>a&amp;b&#x4E2D;</v></c><c r="C2" t="inlineStr"><is><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space="preserve"> 体</t></r><rPh sb="0" eb="1"><t>cu</t></rPh></is></c><c r="E2" t="inlineStr"><is><t><![CDATA[省编办]]></t></is></c><c r="I2" t="d"><v>2016-11-30T00:00:00</v></c></row>"#;
    let reading = read("x.xlsx", &by_hand("", &inline(&[HEADER.to_vec()], row)), book(), &plan());
    let task = only(&reading);
    assert_eq!((task.field.as_str(), task.title.as_str(), task.deadline.cell_type), ("a&b中", "粗 体", CellType::Date));
    let escaped = changed(|sheet| {
        sheet.write_string(1, 2, "甲\u{1}乙_x0041_").unwrap();
    });
    assert_eq!(only(&escaped).title, "甲\u{1}乙_x0041_");
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    for text in ["=1+1", "+86", "-", "@某某", "=HYPERLINK(\"http://a\")"] {
        assert_eq!(only(&table(&[good("1", &[(TITLE, text)])])).title, text);
    }
}

#[test]
fn cells_that_are_too_long_hold_their_row_back() {
    let long = "长".repeat(32_768);
    let sheet = inline(&[HEADER.to_vec(), good("1", &[(3, &long)]), good("2", &[(3, &long[3..])])], "");
    let reading = read("x.xlsx", &by_hand("", &sheet), book(), &plan());
    assert_eq!((only(&reading).seq, reports(&reading)), (2, vec!["D2 cell_too_long".to_owned()]));
    let csv = format!("序号,重点任务,牵头单位\n1,{long},省编办\n");
    assert!(reports(&read("x.csv", csv.as_bytes(), book(), &plan())).contains(&"B2 cell_too_long".to_owned()));
}

#[test]
fn a_date_cell_in_the_timetable_is_a_date() {
    let reading = changed(|sheet| {
        sheet.write_string(1, 6, "公布").unwrap();
        let format = Format::new().set_num_format("yyyy/m/d");
        sheet.write_datetime_with_format(1, 7, ExcelDateTime::from_ymd(2016, 11, 30).unwrap(), &format).unwrap();
    });
    assert_eq!(only(&reading).milestones[0].due, NaiveDate::from_ymd_opt(2016, 11, 30));
}

#[test]
fn a_number_of_a_day_in_the_timetable_is_converted() {
    let reading = changed(|sheet| {
        sheet.write_string(1, 6, "公布").unwrap();
        sheet.write_number(1, 7, 42704.0).unwrap();
    });
    assert_eq!(only(&reading).milestones[0].due, NaiveDate::from_ymd_opt(2016, 11, 30));
    assert_eq!(reports(&reading), ["H2 serial_date_converted"]);
}

#[test]
fn shared_parts_are_found_by_their_links() {
    let sheet = inline(
        &[HEADER.to_vec()],
        r#"<row><c><v>1</v></c><c/><c t="s"><v>0</v></c><c/><c t="inlineStr"><is><t>省编办</t></is></c><c/><c/><c/><c s="1"><v>42704</v></c><c/><c t="s"><v>9</v></c></row>"#,
    );
    let bytes = package(&[
        ("xl/workbook.xml", r#"<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="texts.xml"/><Relationship Id="c" Type="x/styles" Target="/xl/look.xml"/></Relationships>"#,
        ),
        ("xl/s.xml", &sheet),
        ("xl/texts.xml", "<sst><si><t>清理</t></si></sst>"),
        ("xl/look.xml", r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
    ]);
    let reading = read("x.xlsx", &bytes, book(), &plan());
    let task = only(&reading);
    assert_eq!((task.title.as_str(), task.deadline.cell_type), ("清理", CellType::Date));
    assert!(reports(&reading).contains(&"K2 error_value".to_owned()), "a text the file does not hold is no blank");
}
