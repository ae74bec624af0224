//! The sample ledger must read exactly as written down beside it.

use serde_json::{Value, json};

use super::{book, plan};
use crate::features::tasks::import::{Reading, read};

fn expected() -> Value {
    serde_json::from_str(include_str!("../../../../../demo/ledger-72.expected.json")).unwrap()
}

/// What the reader adds to the fields of the expected file.
fn listed(task: &Value, expected: &Value) -> Value {
    let mut task = task.clone();
    for key in ["sheet", "unknown_participants", "absent"] {
        task.as_object_mut().unwrap().remove(key);
    }
    task["csv_row"] = expected["csv_row"].clone();
    task
}

fn check(reading: &Reading, row: &str, adapt: impl Fn(&Value) -> Value) {
    let reading = serde_json::to_value(reading).unwrap();
    let expected = expected();
    let (tasks, wanted) = (reading["tasks"].as_array().unwrap(), expected["tasks"].as_array().unwrap());
    assert_eq!(tasks.len(), 72);
    for (task, wanted) in tasks.iter().zip(wanted) {
        let mut wanted = adapt(wanted);
        wanted["row"] = wanted[row].clone();
        assert_eq!(listed(task, &wanted), wanted);
    }
    let reports = reading["reports"].as_array().unwrap();
    let marks: Vec<_> =
        reports.iter().map(|report| (&report["column"], &report["code"], &report["severity"])).collect();
    assert_eq!(marks.len() as u64, expected["totals"]["warnings"].as_u64().unwrap());
    assert!(marks.iter().all(|(_, _, severity)| *severity == "warning"));
}

#[test]
fn the_xlsx_reads_as_expected() {
    let reading = read("ledger-72.xlsx", include_bytes!("../../../../../demo/ledger-72.xlsx"), book(), &plan());
    check(&reading, "row", Value::clone);
    let cells: Vec<_> = reading.reports.iter().map(|report| (report.cell.as_str(), report.code.as_str())).collect();
    assert_eq!(
        cells,
        [
            ("I21", "deadline_not_a_date"),
            ("I34", "deadline_after_plan_end"),
            ("H35", "milestone_count_mismatch"),
            ("I47", "deadline_after_plan_end")
        ]
    );
    let skipped: Vec<_> =
        reading.skipped.iter().map(|left| (left.row, left.code.as_str(), left.sheet.as_str())).collect();
    assert_eq!(skipped, [(Some(77), "footnote", "台账"), (None, "no_ledger_header", "填表说明")]);
}

#[test]
fn the_csv_reads_the_same() {
    let reading = read("ledger-72.csv", include_bytes!("../../../../../demo/ledger-72.csv"), book(), &plan());
    check(&reading, "csv_row", |wanted| {
        // A csv file has no date cells: their text is the date.
        let mut wanted = wanted.clone();
        if wanted["deadline"]["cell_type"] == "date" {
            wanted["deadline"]["cell_type"] = json!("text");
            wanted["deadline"]["raw"] = wanted["deadline"]["date"].clone();
        }
        wanted
    });
}

#[test]
fn the_json_of_a_report_has_six_fields_and_comes_back() {
    let reading = read("ledger-72.xlsx", include_bytes!("../../../../../demo/ledger-72.xlsx"), book(), &plan());
    let json = serde_json::to_value(&reading).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["file", "reports", "skipped", "tasks"]);
    let report = json["reports"][0].as_object().unwrap();
    assert_eq!(report.keys().collect::<Vec<_>>(), ["cell", "code", "column", "message", "severity", "sheet"]);
    let back: Reading = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&back).unwrap(), json);
}
