//! Headers, columns and sheets as other offices lay them out.

use super::build::{GOOD, HEADER, changed, good, merge, only, put, reports, sheet, skipped, table, xlsx};
use crate::features::tasks::import::Severity;

#[test]
fn the_usual_sheet_is_read_without_a_word() {
    let reading = table(&[GOOD.to_vec()]);
    assert_eq!((reports(&reading), skipped(&reading)), (vec![], vec![]));
    let task = only(&reading);
    assert_eq!((task.row, task.seq, task.field.as_str(), task.first_lead.as_str()), (2, 1, "审批", "P-BB"));
    assert_eq!((task.milestones.len(), task.sources.len(), task.note.as_str()), (2, 1, "示例"));
}

#[test]
fn other_names_in_another_order() {
    let reading = sheet(|sheet| {
        put(
            sheet,
            0,
            &[vec!["某某省重点改革任务督办台账（2016年）"], vec![], vec!["单位：某办", "", "", "2016年10月"]],
        );
        let header = vec![
            "办结\n时限",
            "主办单位",
            "协 办 单 位",
            "改革任务",
            "目标要求",
            "项号",
            "依据",
            "落实情况（截至10月）",
            "类别",
            "说明",
        ];
        put(
            sheet,
            24,
            &[
                header,
                vec![
                    "10月底前",
                    "省编办",
                    "省法制办",
                    "清理",
                    "全部清理",
                    "３",
                    "甲发[2016]1号",
                    "已完成",
                    "审批",
                    "无",
                ],
            ],
        );
    });
    let task = only(&reading);
    assert_eq!((task.row, task.seq, task.title.as_str(), task.content.as_str()), (26, 3, "清理", "全部清理"));
    assert_eq!((task.field.as_str(), task.note.as_str(), task.progress.as_deref()), ("审批", "无", Some("已完成")));
    assert_eq!(
        (task.first_lead.as_str(), &task.participants[..], &task.sources[0].doc[..]),
        ("P-BB", &["P-FZB".to_owned()][..], "甲发〔2016〕1号")
    );
    assert_eq!(reports(&reading), [""; 0]);
    assert_eq!(task.absent, ["roadmap", "timetable"]);
}

#[test]
fn headers_of_three_levels() {
    let reading = sheet(|sheet| {
        merge(sheet, (0, 0, 0, 8), "台账");
        merge(sheet, (1, 0, 3, 0), "序号");
        merge(sheet, (1, 1, 3, 1), "重点任务");
        merge(sheet, (1, 2, 1, 5), "责任分工及进度");
        merge(sheet, (2, 2, 2, 3), "责任单位");
        put(sheet, 3, &[vec!["", "", "牵头", "配合", "步骤", "完成时间"]]);
        merge(sheet, (2, 4, 2, 5), "路线图及时间表");
        merge(sheet, (1, 6, 3, 6), "完成时限");
        // The lower levels of this one are empty, not merged.
        put(sheet, 1, &[vec!["", "", "", "", "", "", "", "备注"]]);
        put(sheet, 4, &[vec!["1", "清理", "省编办", "省法制办", "1.摸底", "1.4月底前", "11月底前", "示例"]]);
    });
    let task = only(&reading);
    assert_eq!((task.row, task.first_lead.as_str(), task.note.as_str()), (5, "P-BB", "示例"));
    assert_eq!(task.participants, ["P-FZB"]);
    assert_eq!(task.milestones[0].due.map(|date| date.to_string()).as_deref(), Some("2016-04-30"));
    assert_eq!(task.deadline.date.map(|date| date.to_string()).as_deref(), Some("2016-11-30"));
}

#[test]
fn hidden_columns() {
    let reading = sheet(|sheet| {
        let mut header = HEADER.to_vec();
        header.extend(["牵头部门", "责任人", "进展"]);
        let mut row = GOOD.to_vec();
        row.extend(["省发改委", "某某", "过半"]);
        put(sheet, 0, &[header, row]);
        for column in [10, 11, 12] {
            sheet.set_column_hidden(column).unwrap();
        }
    });
    let task = only(&reading);
    assert_eq!(
        (task.note.as_str(), task.first_lead.as_str(), task.progress.as_deref()),
        ("示例", "P-BB", Some("过半"))
    );
    assert_eq!(reports(&reading), ["L1 hidden_column_skipped", "K1 hidden_column_read"]);
    assert_eq!(skipped(&reading), ["L hidden_column", "M unknown_column"]);
}

#[test]
fn several_sheets() {
    let reading = xlsx(|workbook| {
        put(workbook.add_worksheet().set_name("一").unwrap(), 0, &[HEADER.to_vec(), good("1", &[])]);
        put(workbook.add_worksheet().set_name("说明").unwrap(), 0, &[vec!["填表说明"], vec!["1", "序号不得重复"]]);
        put(workbook.add_worksheet().set_name("二").unwrap(), 0, &[HEADER.to_vec(), good("1", &[]), good("2", &[])]);
        put(workbook.add_worksheet().set_name("旧").unwrap().set_hidden(true), 0, &[HEADER.to_vec(), good("9", &[])]);
        workbook.add_worksheet().set_name("空").unwrap();
    });
    assert_eq!(
        reading.tasks.iter().map(|task| (task.sheet.as_str(), task.seq)).collect::<Vec<_>>(),
        [("一", 1), ("二", 2)]
    );
    assert_eq!(reports(&reading), ["A2 seq_repeated", "hidden_sheet_skipped"]);
    assert!(reading.reports[0].message.contains("一!A2"), "{}", reading.reports[0].message);
    assert_eq!(skipped(&reading), ["no_ledger_header", "hidden_sheet", "sheet_empty"]);
}

#[test]
fn a_hidden_sheet_is_read_if_there_is_no_other() {
    let reading = xlsx(|workbook| {
        put(workbook.add_worksheet(), 0, &[vec!["封面"]]);
        put(workbook.add_worksheet().set_very_hidden(true), 0, &[HEADER.to_vec(), GOOD.to_vec()]);
    });
    assert_eq!((only(&reading).seq, reports(&reading)), (1, vec!["hidden_sheet_read".to_owned()]));
}

#[test]
fn columns_that_say_the_same_twice() {
    let reading = sheet(|sheet| {
        let header = vec![
            "序号",
            "任务名称",
            "工作任务",
            "主要内容",
            "工作目标",
            "第一牵头单位",
            "牵头单位",
            "完成时限",
            "联系人",
        ];
        put(
            sheet,
            0,
            &[header, vec!["1", "甲", "乙", "内容", "目标", "省编办", "省编办、省法制办", "10月底前", "某某"]],
        );
    });
    let task = only(&reading);
    assert_eq!((task.title.as_str(), task.content.as_str()), ("甲", "内容\n目标"));
    assert_eq!((task.first_lead.as_str(), &task.co_leads[..]), ("P-BB", &["P-FZB".to_owned()][..]));
    let all = reports(&reading);
    assert!(all.contains(&"C1 column_repeated".to_owned()) && all.contains(&"E1 columns_joined".to_owned()), "{all:?}");
    assert_eq!(skipped(&reading), ["C repeated_column", "I unknown_column"]);
}

#[test]
fn cells_under_no_name_are_told() {
    let reading = changed(|sheet| {
        sheet.write_string(1, 12, "批示").unwrap();
    });
    assert_eq!(
        (only(&reading).seq, reports(&reading), skipped(&reading)),
        (1, vec!["M1 column_without_header".to_owned()], vec!["M no_header".to_owned()])
    );
}

#[test]
fn no_header_or_not_enough_of_it() {
    let reading = sheet(|sheet| put(sheet, 0, &[vec!["随便", "写写"]]));
    assert_eq!(
        (reports(&reading), skipped(&reading)),
        (vec!["header_not_found".to_owned()], vec!["no_ledger_header".to_owned()])
    );
    let reading =
        sheet(|sheet| put(sheet, 0, &[vec!["序号", "重点任务", "配合单位", "备注"], vec!["1", "甲", "省编办", ""]]));
    assert!(reports(&reading).contains(&"column_missing".to_owned()));
    assert!(reading.tasks.is_empty() && reading.reports.iter().any(|report| report.severity == Severity::Error));
}

#[test]
fn rows_without_a_column_of_numbers_are_numbered_in_their_order() {
    let rows = [
        vec!["领域", "重点任务", "牵头单位", "完成时限"],
        vec!["审批", "甲", "省编办", "10月底前"],
        vec!["审批", "乙", "没有这个办", "10月底前"],
        vec!["审批", "丙", "省法制办", "10月底前"],
    ];
    let reading = sheet(|sheet| put(sheet, 0, &rows));
    let numbers: Vec<_> = reading.tasks.iter().map(|task| (task.seq, task.title.as_str())).collect();
    assert_eq!(numbers, [(1, "甲"), (3, "丙")], "a row held back keeps its number");
    assert_eq!(reports(&reading), ["rows_numbered", "C3 lead_unknown"]);
    let reading = xlsx(|workbook| {
        put(workbook.add_worksheet(), 0, &[HEADER.to_vec(), GOOD.to_vec()]);
        put(workbook.add_worksheet(), 0, &rows);
    });
    assert_eq!(only(&reading).title, "清理事项", "beside a ledger with numbers it is an extract");
    assert!(reports(&reading).contains(&"column_missing".to_owned()));
}

#[test]
fn a_lone_column_of_times_is_the_deadline() {
    let reading = sheet(|sheet| {
        put(sheet, 0, &[vec!["序号", "任务", "责任单位", "时间节点"], vec!["1", "甲", "省编办", "10月底前"]]);
    });
    assert_eq!(only(&reading).deadline.date.map(|date| date.to_string()).as_deref(), Some("2016-10-31"));
    assert!(reports(&reading).contains(&"D1 timetable_as_deadline".to_owned()));
}

#[test]
fn a_form_to_copy_beside_the_ledger_is_left_out() {
    let both = |name: &str| {
        xlsx(|workbook| {
            put(workbook.add_worksheet().set_name("台账").unwrap(), 0, &[HEADER.to_vec(), good("1", &[])]);
            put(workbook.add_worksheet().set_name(name).unwrap(), 0, &[HEADER.to_vec(), good("2", &[])]);
        })
    };
    assert_eq!((both("样表").tasks.len(), skipped(&both("样表"))), (1, vec!["guidance_sheet".to_owned()]));
    assert_eq!(both("二处").tasks.len(), 2);
}

#[test]
fn a_row_of_data_is_no_second_row_of_the_header() {
    let reading = sheet(|sheet| {
        put(sheet, 0, &[vec!["序号", "主要内容", "责任单位", "完成时限"], vec!["1", "推进任务", "省编办", "10月底前"]]);
    });
    assert_eq!((only(&reading).row, only(&reading).title.as_str()), (2, "推进任务"));
    assert_eq!(reports(&reading), ["B1 column_read_as"], "the content is the title where there is no other");
}

#[test]
fn years_in_the_second_row_of_a_header_are_no_data() {
    let header = ["序号", "重点任务", "年度目标", "", "责任分工", "", "完成时限"];
    let task = ["1", "甲", "启动", "建成", "省编办", "省法制办", "10月底前"];
    for as_numbers in [false, true] {
        let reading = sheet(|sheet| {
            let second = ["", "", "2016", "2017", "牵头", "配合"];
            put(sheet, 0, &[header.to_vec(), second.to_vec(), task.to_vec()]);
            if as_numbers {
                sheet.write_number(1, 2, 2016.0).unwrap().write_number(1, 3, 2017.0).unwrap();
            }
            merge(sheet, (0, 2, 0, 3), "年度目标");
            merge(sheet, (0, 4, 0, 5), "责任分工");
        });
        let task = only(&reading);
        assert_eq!((task.row, task.content.as_str(), task.first_lead.as_str()), (3, "启动\n建成", "P-BB"));
        assert_eq!(
            (&task.participants[..], reports(&reading)),
            (&["P-FZB".to_owned()][..], vec!["D2 columns_joined".into()])
        );
    }
}

#[test]
fn columns_get_their_second_meaning_where_the_first_is_taken() {
    let reading = sheet(|sheet| {
        put(
            sheet,
            0,
            &[
                vec!["序号", "改革事项", "主要任务", "牵头单位", "责任单位", "路线图", "阶段时限", "完成时限"],
                vec!["1", "甲", "做", "省编办", "省法制办", "1.摸底", "1.4月底前", "10月底前"],
            ],
        );
    });
    let task = only(&reading);
    assert_eq!(
        (task.title.as_str(), task.content.as_str(), &task.participants[..]),
        ("甲", "做", &["P-FZB".to_owned()][..])
    );
    assert_eq!(task.milestones[0].due.map(|date| date.to_string()).as_deref(), Some("2016-04-30"));
    assert_eq!(reports(&reading), ["C1 column_read_as", "G1 column_read_as", "E1 column_read_as"]);
    assert_eq!(skipped(&reading), [""; 0]);
}

#[test]
fn headers_in_english_and_in_both_languages() {
    for header in [
        [
            "No.",
            "Field",
            "Task",
            "Content",
            "Lead unit",
            "Participants",
            "Roadmap",
            "Timetable",
            "Deadline",
            "Source",
            "Remarks",
        ],
        [
            "序号 No.",
            "领域 Field",
            "重点任务\nKey task",
            "工作内容 Content",
            "牵头单位 Lead unit",
            "配合单位 Participating units",
            "路线图 Roadmap",
            "时间表 Timetable",
            "完成时限 Deadline",
            "任务来源 Source",
            "备注 Remarks",
        ],
    ] {
        let reading = sheet(|sheet| put(sheet, 0, &[header.to_vec(), GOOD.to_vec()]));
        let (task, plain) = (only(&reading), table(&[GOOD.to_vec()]));
        assert_eq!((task, reports(&reading)), (only(&plain), vec![]));
    }
}

#[test]
fn a_form_without_a_task_is_named() {
    assert_eq!(skipped(&table(&[])), ["no_task_rows"]);
}
