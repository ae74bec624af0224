use super::*;

fn read(roadmap: &str, timetable: &str) -> (Vec<String>, Vec<&'static str>) {
    let steps = steps(roadmap, timetable, true, 2016);
    let shown = |milestone: &SheetMilestone| {
        let due = match (milestone.due, milestone.due_kind) {
            (Some(date), _) => date.to_string(),
            (None, Some(_)) => "ongoing".into(),
            (None, None) => "-".into(),
        };
        format!(
            "{} {due}{}",
            milestone.title,
            milestone.due_text.as_ref().map_or(String::new(), |text| format!(" [{text}]"))
        )
    };
    (steps.milestones.iter().map(shown).collect(), steps.problems.iter().map(Problem::code).collect())
}

#[test]
fn numbers_match_else_positions() {
    let expected = vec!["甲 2016-04-30".to_owned(), "乙 2016-11-30".to_owned()];
    for (roadmap, timetable) in [
        ("1.甲；\n2.乙。", "1.4月底前\n2.11月底前"),
        ("1.甲；\n2.乙。", "2.11月底前\n"),
        ("①甲\n②乙", "4月底前；\n11月底前"),
        ("甲\n乙", "2016.4.30\n2016.11.30"),
        ("1.甲；2.乙。", "4.30\n11.30"),
        ("1.甲；2.乙。", "4月底前、11月底前"),
        ("甲；乙", "1.4月底前\n2.11月底前"),
        ("1.甲\n2.乙", "1.4.30\n2.11.30"),
    ] {
        let (steps, problems) = read(roadmap, timetable);
        if timetable.starts_with("2.") {
            assert_eq!(
                (steps[0].as_str(), steps[1].as_str(), problems),
                ("甲 -", "乙 2016-11-30", vec!["milestone_count_mismatch"])
            );
        } else {
            assert_eq!((steps, problems), (expected.clone(), vec![]), "{roadmap:?} {timetable:?}");
        }
    }
}

#[test]
fn what_does_not_match_is_reported() {
    let (steps, problems) = read("1.甲\n2.乙", "4月底前\n5月底前\n6月底前");
    assert_eq!((steps.len(), problems), (2, vec!["milestone_count_mismatch"]));
    let (steps, problems) = read("1.甲\n2.乙", "1.4月底前\n3.6月底前");
    assert_eq!((steps, problems), (vec!["甲 2016-04-30".into(), "乙 -".into()], vec!["milestone_count_mismatch"; 2]));
    assert_eq!(read("1.甲", ""), (vec!["甲 -".into()], vec!["milestone_count_mismatch"]));
    assert_eq!(read("", "4月底前"), (vec![], vec!["milestone_count_mismatch"]));
    assert_eq!(read("—", "/"), (vec![], vec![]));
}

#[test]
fn words_beside_dates_are_kept() {
    let (steps, problems) = read("1.甲\n2.乙\n3.丙\n4.丁", "1.4月底前出台\n2.持续推进\n3.待定\n4.长期");
    assert_eq!(steps, ["甲 2016-04-30 [4月底前出台]", "乙 ongoing", "丙 - [待定]", "丁 ongoing [长期]"]);
    assert_eq!(problems, ["date_with_other_text", "milestone_not_a_date"]);
    assert_eq!(read("1.甲", "2月30日").1, ["date_does_not_exist"]);
    assert_eq!(read("1.甲", "3月底、4月底").1, ["milestone_ambiguous"]);
}

#[test]
fn a_column_of_steps_with_dates_inside() {
    assert_eq!(
        read("", "1.4月底前完成摸底\n2.9月底前公布结果").0,
        ["4月底前完成摸底 2016-04-30", "9月底前公布结果 2016-09-30"]
    );
    let alone = super::steps("1.摸底（4月底前）\n2.公布", "", false, 2016);
    assert_eq!(alone.milestones[0].due.map(|date| date.to_string()).as_deref(), Some("2016-04-30"));
    assert_eq!(alone.problems.len(), 1);
}

#[test]
fn a_month_is_a_date_in_the_column_of_dates_alone() {
    let due = |(steps, problems): (Vec<String>, _)| (steps.join("；"), problems);
    assert_eq!(due(read("", "1.4月完成摸底")).0, "4月完成摸底 2016-04-30");
    assert_eq!(
        due(read("1.公布2015年度权力清单", "")),
        ("公布2015年度权力清单 -".into(), vec!["milestone_count_mismatch"])
    );
    let alone = super::steps("1.汇总10月份数据", "", false, 2016);
    assert_eq!((alone.milestones[0].due, alone.problems.len()), (None, 0));
}

#[test]
fn steps_say_their_dates_where_the_timetable_is_blank() {
    let expected = ["摸底（4月底前） 2016-04-30", "11月底前公布3项清单 2016-11-30"];
    assert_eq!(
        read("1.摸底（4月底前）；\n2.11月底前公布3项清单", ""),
        (expected.map(String::from).to_vec(), vec!["date_with_other_text"; 2])
    );
    assert_eq!(
        read("4月底前摸底；11月底前公布。", "").0,
        ["4月底前摸底 2016-04-30", "11月底前公布 2016-11-30"],
        "one line of two dates is two steps"
    );
    assert_eq!(read("1.摸底（4月底前）\n2.公布", "").1, ["date_with_other_text", "milestone_count_mismatch"]);
    let alone = |text: &str| super::steps(text, "", false, 2016);
    let codes = |text: &str| alone(text).problems.iter().map(Problem::code).collect::<Vec<_>>();
    assert_eq!(codes("1.2月30日前摸底"), ["date_does_not_exist"]);
    assert_eq!(codes("1.4月底前启动，6月底前完成"), ["milestone_ambiguous"]);
    assert_eq!(codes("1.完成3.5万户、2.30版升级、11.31亿元"), [""; 0], "numbers are no dates");
}

#[test]
fn a_number_written_twice_is_two_steps() {
    let expected = vec!["甲 2016-04-30".to_owned(), "乙 2016-11-30".to_owned()];
    assert_eq!(read("1.甲\n1.乙", "1.4月底前\n1.11月底前"), (expected.clone(), vec![]));
    assert_eq!(read("• 甲\n• 乙", "• 4月底前\n• 11月底前"), (expected.clone(), vec![]));
    assert_eq!(read("（1）甲（2）乙", "（1）4月底前（2）11月底前"), (expected.clone(), vec![]));
    assert_eq!(read("1 甲\n2 乙", "1 4月底前\n2 11月底前"), (expected, vec![]));
}

#[test]
fn too_many_steps_are_an_error() {
    let many: String = (0..=limits::STEPS).map(|_| "步骤\n").collect();
    assert_eq!(read(&many, "").1, ["too_many_steps"]);
}
