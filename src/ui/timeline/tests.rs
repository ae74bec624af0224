//! What a timeline is made of: the contract with the browser module, and what holds without it.

use leptos::prelude::*;

use super::*;
use crate::ui::PointKind;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn axis() -> TimelineAxis {
    let axis = Axis { start: day("2016-10-12"), end: day("2016-12-20"), today: day("2016-11-30") };
    TimelineAxis { axis, deadline: Some(day("2016-12-20")) }
}

fn item() -> TimelineItem {
    TimelineItem {
        id: "step-1".to_owned(),
        label: "公布 <清单>".to_owned(),
        day: Some(day("2016-11-18")),
        ..TimelineItem::default()
    }
}

fn drawn(items: Vec<TimelineItem>, editing: bool) -> String {
    let lane = TimelineLane {
        id: "lane".to_owned(),
        label: "省编办".to_owned(),
        href: Some("/tasks/35-08".to_owned()),
        items,
        ..TimelineLane::default()
    };
    let view = || view! { <Timeline axis=axis() lanes=vec![lane] label="路线图" corner="单位" editing /> }.into_any();
    Owner::new().with(|| view().to_html())
}

#[test]
fn an_item_stands_on_its_day_with_its_baseline_and_the_lane_says_so_in_words() {
    let html = drawn(vec![TimelineItem { baseline: Some(day("2016-11-11")), ..item() }], false);
    for part in [
        "x=\"53.62%\"",
        "x1=\"43.48%\"",
        "x2=\"53.62%\"",
        "role=\"img\"",
        "2016-11-18 公布 &lt;清单&gt;",
        "href=\"/tasks/35-08\"",
        "data-scale=\"week\"",
        "width=\"6.9em\"",
        "今天",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(
        !html.contains("<清单>") && !html.contains("data-movable") && !html.contains("data-timeline-nudge"),
        "{html}"
    );
}

#[test]
fn a_movable_item_names_itself_and_leads_to_its_field_without_the_module() {
    let html = drawn(vec![TimelineItem { movable: true, href: Some("#due-1".to_owned()), ..item() }], true);
    for part in [
        "data-item=\"step-1\"",
        "data-movable",
        "data-day=\"2016-11-18\"",
        "href=\"#due-1\"",
        "aria-describedby=\"timeline-hint\"",
        "id=\"timeline-hint\"",
        "data-start=\"2016-10-12\"",
        "data-end=\"2016-12-20\"",
        "data-timeline-nudge=\"-1\"",
        "data-later=\"推后 {n} 天\"",
        "data-from=\"2016-11-18\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn a_movable_item_without_a_day_waits_hidden_and_a_fixed_one_is_not_drawn() {
    let waiting = TimelineItem { day: None, movable: true, href: Some("#due-1".to_owned()), ..item() };
    let html = drawn(vec![waiting], true);
    let item = html.split("data-item=\"step-1\"").nth(1).and_then(|rest| rest.split('>').next()).expect("the item");
    assert!(item.contains("hidden"), "{html}");
    assert!(!drawn(vec![TimelineItem { day: None, ..super::tests::item() }], false).contains("data-item"));
}

#[test]
fn a_bar_reaches_from_its_start_to_its_day() {
    let html = drawn(vec![TimelineItem { start: Some(day("2016-11-11")), kind: PointKind::Late, ..item() }], false);
    assert!(html.contains("width=\"10.14%\"") && html.contains("data-ms=\"late\""), "{html}");
}

#[test]
fn the_axis_leaves_room_after_the_last_day() {
    let days = [day("2016-10-01"), day("2017-01-05")];
    let found = TimelineAxis::over(day("2016-10-12"), day("2016-12-20"), day("2016-11-30"), days);
    assert_eq!((found.axis.start, found.axis.end), (day("2016-10-01"), day("2017-01-10")));
    assert_eq!(found.deadline, Some(day("2016-12-20")));
}
