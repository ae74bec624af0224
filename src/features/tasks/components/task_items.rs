//! A task's milestones and deadline as items of a timeline.

use chrono::NaiveDate;

use crate::{
    features::{
        lights::model::Judge,
        tasks::{inputs::TaskForm, queries::timeline::TaskLane},
    },
    shared::{locale::Locale, time},
    t,
    ui::{PointKind, TimelineItem, TimelineLane},
};

/// Of a task in a list of tasks: nothing but the task leads anywhere.
pub fn items_of_lane(task: &TaskLane, judge: &Judge, locale: Locale) -> Vec<TimelineItem> {
    let milestones = task.steps.iter().enumerate().map(|(index, step)| TimelineItem {
        id: format!("{}-{}", task.number, index + 1),
        label: step.title.clone(),
        day: Some(step.day),
        baseline: step.baseline,
        kind: judge.point(task.state, Some(step.day).filter(|_| !step.done)),
        ..TimelineItem::default()
    });
    let due = due(&task.number, task.original_due, task.current_due, locale);
    milestones.chain(due).collect()
}

/// In the task form: a lane for each of its `rows` and the deadline, movable, bound to their fields.
pub fn lanes_of_form(form: &TaskForm, rows: usize, locale: Locale) -> Vec<TimelineLane> {
    let item = |id: String, label: String, day: &str, field: String, kind: PointKind| TimelineItem {
        id,
        label,
        day: time::parse_day(day),
        kind,
        movable: true,
        href: Some(format!("#{field}")),
        ..TimelineItem::default()
    };
    let steps = (1..=rows).map(|step| {
        let title = form.milestone_titles.get(step - 1).cloned().unwrap_or_default();
        let day = form.milestone_dues.get(step - 1).map_or("", String::as_str);
        let item = item(step_item(step), title, day, format!("milestone-due-{step}"), PointKind::Planned);
        (t::tasks::step_of(locale, step), item)
    });
    let name = t::tasks::due(locale).to_owned();
    let due = item(DUE_ITEM.to_owned(), name.clone(), &form.due, "due".to_owned(), PointKind::Deadline);
    steps.chain([(name, due)]).map(lane).collect()
}

fn lane((label, item): (String, TimelineItem)) -> TimelineLane {
    TimelineLane { id: item.id.clone(), label, items: vec![item], ..TimelineLane::default() }
}

fn due(of: &str, original: Option<NaiveDate>, current: Option<NaiveDate>, locale: Locale) -> Option<TimelineItem> {
    Some(TimelineItem {
        id: format!("{of}-due"),
        label: t::tasks::due(locale).to_owned(),
        day: Some(current?),
        baseline: original,
        kind: PointKind::Deadline,
        ..TimelineItem::default()
    })
}

/// The id of the item whose day the row `step` of the task form holds.
pub fn step_item(step: usize) -> String {
    format!("step-{step}")
}

/// The id of the item whose day the form's deadline field holds.
pub const DUE_ITEM: &str = "due";
