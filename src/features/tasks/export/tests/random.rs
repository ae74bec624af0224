//! Whatever a task says, exporting and importing it again changes nothing.

use proptest::prelude::*;

use super::assert_no_difference;
use crate::features::tasks::import::{DueKind, LedgerRow, SheetMilestone, Source, WrittenClass};

/// Text with everything that is awkward in sheets.
fn text(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[一-龥]{1,6}",
        1 => Just("𠮷喆珺翀𫖯".to_owned()),
        1 => Just("😀👨‍👩‍👧".to_owned()),
        1 => "[=+@,;\"'\n\t <>&_x0-9A-F\\-]{1,6}",
        1 => "\\PC{1,4}",
        1 => Just("_x000D_".to_owned()),
        1 => Just("\u{1}\u{b}\u{1f}\u{fffe}".to_owned()),
        1 => Just("“互联网+政务服务”".to_owned()),
    ];
    proptest::collection::vec(piece, 1..=most).prop_map(|pieces| crate::shared::text::clean(&pieces.concat()))
}

fn line() -> impl Strategy<Value = String> {
    let said =
        proptest::sample::select(vec!["", "", "11月底前", "（4月底前）；", "2.1月启动；2月完成", "• ", "1 ", "\n"]);
    (said, "[一-龥]{2,12}", "[，、“”（）0-9%+=《》]{0,3}", "[一-龥]{1,8}")
        .prop_map(|(said, a, b, c)| crate::shared::text::clean(&(said.to_owned() + &a + &b + &c)))
}

fn date() -> impl Strategy<Value = chrono::NaiveDate> {
    (0..366_i64).prop_map(|day| chrono::NaiveDate::from_ymd_opt(2016, 1, 1).unwrap() + chrono::TimeDelta::days(day))
}

fn step() -> impl Strategy<Value = SheetMilestone> {
    let due = prop_oneof![
        5 => date().prop_map(|date| (Some(date), None, None)),
        1 => Just((None, Some(DueKind::Ongoing), None)),
        1 => Just((None, Some(DueKind::Ongoing), Some("长期坚持".to_owned()))),
        1 => Just((None, None, None)),
        1 => Just((None, None, Some("与国家部署同步".to_owned()))),
    ];
    (line(), due).prop_map(|(title, (due, due_kind, due_text))| SheetMilestone { title, due, due_kind, due_text })
}

fn deadline() -> impl Strategy<Value = (DueKind, Option<chrono::NaiveDate>, Option<String>)> {
    prop_oneof![
        3 => date().prop_map(|date| (DueKind::Fixed, Some(date), None)),
        2 => date().prop_map(|date| (DueKind::Fixed, Some(date), Some(date.format("%Y.%-m.%-d").to_string()))),
        1 => Just((DueKind::Ongoing, None, Some("持续推进".to_owned()))),
        1 => Just((DueKind::Ongoing, None, None)),
        1 => Just((DueKind::Unscheduled, None, Some("另行通知".to_owned()))),
        1 => Just((DueKind::Unscheduled, None, None)),
    ]
}

fn units(codes: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(codes, 0..=codes.len())
        .prop_map(|codes| codes.into_iter().map(str::to_owned).collect())
}

fn row() -> impl Strategy<Value = LedgerRow> {
    let classes = [("CITIES", "各市（州）人民政府"), ("RELATED_ALL", "等有关部门"), ("PROV_ALL", "省直各部门")];
    let classes = proptest::sample::subsequence(classes.to_vec(), 0..=3).prop_map(|classes| {
        classes.into_iter().map(|(code, text)| WrittenClass { code: code.into(), text: text.into() }).collect()
    });
    let sources = proptest::collection::vec((1..99_u32, 1..99_u32), 0..3).prop_map(|numbers| {
        let source =
            |(doc, clause)| Source { doc: format!("吉政发〔2016〕{doc}号"), clause: format!("第{clause}项") };
        numbers.into_iter().map(source).collect()
    });
    let fields = proptest::sample::select(vec!["", "行政审批改革", "“互联网+政务服务”", "=领域"]);
    let words = (text(4), text(8), text(3), prop_oneof![Just(String::new()), text(5)]);
    let people = (
        units(&["P-FZB", "P-ZWGK"]),
        units(&["P-CZT", "R-CBS", "C-RH", "P-RST"]),
        classes,
        units(&["省文史馆", "中央某部"]),
    );
    let plan = (proptest::collection::vec(step(), 0..6), deadline(), sources);
    (fields, words, people, plan).prop_map(|(field, words, people, plan)| LedgerRow {
        seq: 0,
        field: field.into(),
        title: words.0,
        content: words.1,
        first_lead: "P-BB".into(),
        co_leads: people.0,
        participants: people.1,
        participant_classes: people.2,
        unknown_participants: people.3,
        milestones: plan.0,
        deadline_kind: plan.1.0,
        deadline_date: plan.1.1,
        deadline_text: plan.1.2,
        sources: plan.2,
        note: words.2,
        progress: words.3,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn random_rows_come_back_without_difference(rows in proptest::collection::vec(row(), 1..8)) {
        let mut rows = rows;
        for (at, row) in rows.iter_mut().enumerate() {
            row.seq = at as i32 + 1;
            // A task has a title; the database sees to that.
            if row.title.is_empty() {
                row.title = "任务".into();
            }
        }
        assert_no_difference(&rows);
    }
}
