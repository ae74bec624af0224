//! Leads and participants in sheets.

use super::build::{LEADS, PARTICIPANTS, good, only, reports, table};
use crate::shared::locale::Locale;

#[test]
fn leads_that_cannot_be_hold_the_row_back() {
    for (text, code) in [
        ("", "lead_missing"),
        ("无", "lead_missing"),
        ("省工商管理局", "lead_unknown"),
        ("各有关部门", "lead_is_class"),
        ("省编办、省直各部门", "lead_is_class"),
        ("省编办、某某办", "lead_unknown"),
        ("配合：省编办", "lead_missing"),
    ] {
        let reading = table(&[good("1", &[(LEADS, text)])]);
        assert_eq!(
            (reading.tasks.len(), reports(&reading).first().map(String::as_str)),
            (0, Some(&*format!("E2 {code}"))),
            "{text}"
        );
    }
}

#[test]
fn an_unknown_name_comes_with_a_mend_in_both_languages() {
    let reading = table(&[good("1", &[(LEADS, "省工商管理局")])]);
    let report = &reading.reports[0];
    assert_eq!(report.suggestion(), Some("省工商局"));
    assert!(report.message.contains("是否为“省工商局”"), "{}", report.message);
    assert!(report.message_in(Locale::English).contains("Is “省工商局” meant?"));
}

#[test]
fn participants_are_kept_but_marked() {
    let list = "省编办、省法制办、省政府法制办、省文史馆、各有关部门、有关部门、中央某部";
    let reading = table(&[good("1", &[(PARTICIPANTS, list)])]);
    let task = only(&reading);
    assert_eq!(task.participants, ["P-FZB"]);
    assert_eq!(task.unknown_participants, ["省文史馆", "中央某部"]);
    assert_eq!(task.participant_classes.iter().map(|class| class.text.as_str()).collect::<Vec<_>>(), ["各有关部门"]);
    assert_eq!(
        reports(&reading),
        [
            "F2 participant_is_lead",
            "F2 unit_repeated",
            "F2 participant_unknown",
            "F2 unit_repeated",
            "F2 participant_unknown"
        ]
    );
    assert_eq!(task.warnings.len(), 3, "each column and code once");
}

#[test]
fn the_first_lead_is_first_and_the_others_follow() {
    let reading = table(&[good("1", &[(LEADS, "省法制办、省编办；省法制办"), (PARTICIPANTS, "")])]);
    let task = only(&reading);
    assert_eq!((task.first_lead.as_str(), &task.co_leads[..]), ("P-FZB", &["P-BB".to_owned()][..]));
    assert_eq!(reports(&reading), ["E2 unit_repeated"]);
}

#[test]
fn one_column_for_leads_and_participants() {
    let reading = table(&[good("1", &[(LEADS, "牵头：省编办；配合：省法制办、各地区"), (PARTICIPANTS, "")])]);
    let task = only(&reading);
    assert_eq!((task.first_lead.as_str(), &task.participants[..]), ("P-BB", &["P-FZB".to_owned()][..]));
    assert_eq!(task.participants_expanded.len(), 16);
}

#[test]
fn prose_in_the_wrong_column_is_bounded() {
    let many = "某单位、".repeat(400);
    assert_eq!(reports(&table(&[good("1", &[(PARTICIPANTS, &many)])])), ["F2 too_many_names"]);
}

#[test]
fn a_lead_marked_behind_others_is_told() {
    let reading = table(&[good("1", &[(LEADS, "省法制办、省编办（牵头）"), (PARTICIPANTS, "")])]);
    let task = only(&reading);
    assert_eq!((task.first_lead.as_str(), &task.co_leads[..]), ("P-FZB", &["P-BB".to_owned()][..]));
    assert_eq!(reports(&reading), ["E2 lead_marked_behind"]);
}
