//! Rows: headings, totals, footnotes, merges.

use super::build::{FIELD, GOOD, HEADER, LEADS, changed, good, merge, only, put, reports, sheet, skipped, table};

#[test]
fn spacers_totals_and_footnotes() {
    let reading = sheet(|sheet| {
        let wide = |row: Vec<&'static str>| row.into_iter().flat_map(|cell| [cell, ""]).collect::<Vec<_>>();
        put(
            sheet,
            0,
            &[wide(HEADER.to_vec()), vec![], wide(GOOD.to_vec()), wide(vec!["小 计", "", "1项"]), vec!["", " "]],
        );
        put(
            sheet,
            5,
            &[
                wide(good("2", &[])),
                wide(vec!["合计", "2"]),
                wide(HEADER.to_vec()),
                wide(good("3", &[(FIELD, "收费")])),
            ],
        );
        put(
            sheet,
            9,
            &[
                vec![],
                vec!["注：1.本表为示例。"],
                vec!["2.第二条。"],
                vec!["填表人：甲", "", "审核人：乙", "", "", "联系电话：0431"],
            ],
        );
    });
    assert_eq!(reading.tasks.iter().map(|task| task.row).collect::<Vec<_>>(), [3, 6, 9]);
    assert_eq!(
        skipped(&reading),
        ["4 subtotal", "7 subtotal", "8 repeated_header", "11 footnote", "12 footnote", "13 footnote"]
    );
    assert_eq!(reports(&reading), [""; 0]);
}

#[test]
fn a_row_of_column_numbers_is_no_task() {
    let reading = table(&[
        (1..=11).map(|n| ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"][n - 1]).collect(),
        good("1", &[]),
    ]);
    assert_eq!((only(&reading).row, skipped(&reading)), (3, vec!["2 column_numbers".to_owned()]));
}

#[test]
fn headings_are_the_field_of_the_rows_below() {
    let reading = sheet(|sheet| {
        put(sheet, 0, &[vec!["序号", "重点任务", "牵头单位", "完成时限"]]);
        merge(sheet, (1, 0, 1, 3), "一、行政审批改革（2项）");
        put(
            sheet,
            2,
            &[vec!["1", "甲", "省编办", "10月底前"], vec!["2", "乙", "省编办", "10月底前"], vec!["二", "收费清理"]],
        );
        put(
            sheet,
            5,
            &[
                vec!["3", "丙", "省编办", "10月底前"],
                vec!["（三）其他"],
                vec!["4", "丁", "省编办", "10月底前"],
                vec!["（完）"],
            ],
        );
    });
    let fields: Vec<_> = reading.tasks.iter().map(|task| task.field.as_str()).collect();
    assert_eq!(fields, ["行政审批改革", "行政审批改革", "收费清理", "其他"]);
    assert_eq!(skipped(&reading), ["2 heading", "5 heading", "7 heading", "9 footnote"]);
    assert!(!reports(&reading).iter().any(|report| report.contains("field_")));
}

#[test]
fn merges_down_the_column() {
    let reading = sheet(|sheet| {
        put(
            sheet,
            0,
            &[HEADER.to_vec(), good("1", &[]), good("2", &[(FIELD, ""), (LEADS, "")]), good("3", &[(FIELD, "")])],
        );
        merge(sheet, (1, 1, 3, 1), "审批");
        merge(sheet, (1, 4, 2, 4), "省法制办");
    });
    assert_eq!(reading.tasks.iter().map(|task| task.field.as_str()).collect::<Vec<_>>(), ["审批"; 3]);
    assert_eq!(
        reading.tasks.iter().map(|task| task.first_lead.as_str()).collect::<Vec<_>>(),
        ["P-FZB", "P-FZB", "P-BB"]
    );
    let merged: Vec<_> = reports(&reading).into_iter().filter(|report| report.contains("merged")).collect();
    assert_eq!(merged, ["E3 merged_value"], "the field is filled in silence, the lead is marked");
    assert!(reading.tasks[1].warnings.iter().any(|mark| mark.column == "leads" && mark.code == "merged_value"));
}

#[test]
fn a_field_without_merge_is_taken_from_above_and_marked() {
    let reading = table(&[good("1", &[]), good("2", &[(FIELD, "")]), good("3", &[(FIELD, "—")])]);
    assert_eq!(reading.tasks.iter().map(|task| task.field.as_str()).collect::<Vec<_>>(), ["审批", "审批", ""]);
    assert_eq!(reports(&reading), ["B3 field_from_above"]);
    assert_eq!(reports(&table(&[good("1", &[(FIELD, "")])])), ["B2 field_missing"]);
}

#[test]
fn a_merge_across_columns_belongs_to_its_first() {
    let reading = changed(|sheet| merge(sheet, (1, 3, 1, 4), "内容占了牵头单位"));
    assert_eq!(reports(&reading), ["E2 lead_missing"]);
}

#[test]
fn a_task_over_several_rows_is_one() {
    let reading = sheet(|sheet| {
        put(sheet, 0, &[HEADER.to_vec(), good("1", &[(6, "1.摸底"), (7, "1.4月底前")])]);
        put(sheet, 2, &[vec!["", "", "", "", "", "", "2.公布", "2.11月底前"], good("2", &[])]);
        for column in [0, 2, 4] {
            merge(sheet, (1, column, 2, column), GOOD[usize::from(column)]);
        }
    });
    assert_eq!(
        reading.tasks.iter().map(|task| (task.seq, task.row, task.milestones.len())).collect::<Vec<_>>(),
        [(1, 2, 2), (2, 4, 2)]
    );
    assert_eq!(reports(&reading), ["A2 rows_combined"]);
}

#[test]
fn hidden_rows_are_read_and_marked() {
    let reading = changed(|sheet| {
        sheet.set_row_hidden(1).unwrap();
    });
    assert_eq!((only(&reading).seq, reports(&reading)), (1, vec!["A2 hidden_row_read".to_owned()]));
}

#[test]
fn a_table_goes_on_under_its_title_written_again() {
    let reading = sheet(|sheet| {
        let header = vec!["序号", "重点任务", "牵头单位", "完成时限"];
        put(
            sheet,
            0,
            &[vec!["分工表"], header.clone(), vec!["1", "甲", "省编办", "10月底前"], vec!["分工表（续）"], header],
        );
        put(sheet, 5, &[vec!["2", "乙", "省编办", "10月底前"], vec!["负责人签字：", "", "", "日期："]]);
    });
    assert_eq!(reading.tasks.iter().map(|task| task.field.as_str()).collect::<Vec<_>>(), [""; 2]);
    assert_eq!(skipped(&reading), ["4 repeated_header", "5 repeated_header", "7 footnote"]);
}

#[test]
fn totals_in_any_column_are_no_tasks() {
    let header = vec!["序号", "重点任务", "牵头单位", "完成时限"];
    let task = |seq, title| vec![seq, title, "省编办", "10月底前"];
    let reading = sheet(|sheet| {
        let totals = [
            vec!["合计", "2"],
            vec!["", "本页小计", "2项"],
            vec!["以上共12项"],
            vec!["", "", "合计", "2"],
            vec!["", "", "", "总计：2项"],
        ];
        put(sheet, 0, &[vec![header, task("1", "甲")], totals.to_vec(), vec![task("2", "合计支出清理")]].concat());
    });
    assert_eq!(skipped(&reading), [3, 4, 5, 6, 7].map(|row| format!("{row} subtotal")));
    assert_eq!(
        reading.tasks.iter().map(|task| (task.seq, task.field.as_str())).collect::<Vec<_>>(),
        [(1, ""), (2, "")]
    );
    assert_eq!(reports(&reading), [""; 0]);
}

#[test]
fn places_to_sign_and_numbers_of_pages_are_no_tasks() {
    let reading = sheet(|sheet| {
        put(
            sheet,
            0,
            &[
                vec!["序号", "重点任务", "牵头单位", "完成时限"],
                vec!["1", "甲", "省编办", "10月底前"],
                vec!["主要负责人（签字）：", "", "填表人："],
                vec!["分管领导：", "", "审核：", "2016年10月14日"],
                vec!["2016年10月14日"],
                vec!["—3—"],
                vec!["2", "乙", "省编办", "10月底前"],
            ],
        );
    });
    assert_eq!(skipped(&reading), [3, 4, 5, 6].map(|row| format!("{row} footnote")));
    assert_eq!(
        reading.tasks.iter().map(|task| (task.seq, task.field.as_str())).collect::<Vec<_>>(),
        [(1, ""), (2, "")]
    );
    assert_eq!(reports(&reading), [""; 0]);
}

#[test]
fn a_heading_below_the_foot_of_a_page_is_the_field_of_its_tasks() {
    let header = || vec!["序号", "重点任务", "牵头单位", "完成时限"];
    let check = |foot: &[Vec<&str>], heading: &str| {
        let reading = sheet(|sheet| {
            let above = vec![header(), vec!["一、行政审批改革"], vec!["1", "甲", "省编办", "10月底前"]];
            let at = u32::try_from(above.len() + foot.len()).unwrap();
            put(sheet, 0, &[above, foot.to_vec()].concat());
            merge(sheet, (at, 0, at, 3), heading);
            put(sheet, at + 1, &[vec!["2", "乙", "省编办", "10月底前"]]);
        });
        let fields: Vec<_> = reading.tasks.iter().map(|task| task.field.as_str()).collect();
        assert_eq!(fields, ["行政审批改革", "投资审批改革"], "{foot:?} {heading}");
        assert_eq!(reports(&reading), [""; 0], "{foot:?} {heading}");
    };
    for foot in [
        vec![vec!["—3—"]],
        vec![vec!["第3页", "", "", "2016年10月14日"]],
        vec![vec!["2016年10月14日"]],
        vec![vec!["填表人：甲", "", "审核人：乙"], header()],
    ] {
        check(&foot, "二、投资审批改革");
        check(&foot, "投资审批改革");
    }
    check(&[vec!["注：1.本表为示例。"]], "二、投资审批改革");
}

#[test]
fn a_task_without_number_is_no_place_to_sign() {
    for (row, left) in [
        (vec!["", "", "", "2016年10月14日"], "2016年10月14日"),
        (vec!["", "推广电子公章", "", ""], "推广电子公章"),
        (vec!["", "推广电子公章", "", "2016年10月14日"], "推广电子公章"),
    ] {
        let reading = sheet(|sheet| {
            let header = vec!["序号", "重点任务", "牵头单位", "完成时限"];
            put(sheet, 0, &[header, vec!["1", "甲", "省编办", "10月底前"], row.clone()]);
        });
        assert_eq!((reading.tasks.len(), skipped(&reading)), (1, vec![]), "{left}");
        assert!(reports(&reading).contains(&"A3 seq_missing".to_owned()), "{left}");
        assert_eq!(reading.held_back.len(), 1, "{left}");
    }
    let reading = sheet(|sheet| {
        let header = vec!["完成时限", "序号", "重点任务", "牵头单位"];
        put(sheet, 0, &[header, vec!["10月底前", "1", "甲", "省编办"], vec!["2016年10月14日"]]);
    });
    assert_eq!(reports(&reading).first().map(String::as_str), Some("B3 seq_missing"), "left of the title");
    let reading = sheet(|sheet| {
        let header = vec!["序号", "重点任务", "牵头单位", "完成时限"];
        put(sheet, 0, &[header, vec!["1", "甲", "省编办", "10月底前"], vec!["主要负责人签字", "", "（盖章）"]]);
    });
    assert_eq!(skipped(&reading), ["3 footnote"]);
}

#[test]
fn a_header_of_two_rows_may_come_again() {
    let reading = sheet(|sheet| {
        for top in [0, 3] {
            put(sheet, top, &[vec!["序号", "重点任务", "责任单位", "", "完成时限"], vec!["", "", "牵头", "配合"]]);
            merge(sheet, (top, 2, top, 3), "责任单位");
        }
        put(sheet, 2, &[vec!["1", "甲", "省编办", "", "10月底前"]]);
        put(sheet, 5, &[vec!["2", "乙", "省编办", "省法制办", "10月底前"]]);
    });
    assert_eq!(reading.tasks.iter().map(|task| task.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(skipped(&reading), ["4 repeated_header", "5 repeated_header"]);
    assert_eq!(reports(&reading), [""; 0]);
}
