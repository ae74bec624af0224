//! Steps and lines as lanes of a timeline.

use crate::{
    features::{
        roadmaps::{inputs::RoadmapForm, queries::rounds::Stored},
        tasks::{model::State, queries::details::TaskDetails},
    },
    shared::{locale::Locale, time},
    t,
    ui::{PointKind, TimelineItem, TimelineLane},
};

/// On the task's own page: a lane for each step, which leads to its row of the table, and one for the deadline. Steps of
/// several units stand under their unit.
pub fn of_task(task: &TaskDetails, locale: Locale) -> Vec<TimelineLane> {
    let lead = lead(task);
    let several = task.milestones.iter().any(|step| step.unit_name.as_ref().is_some_and(|unit| *unit != lead));
    let steps = (1_usize..).zip(&task.milestones).filter(|(_, step)| step.due.is_some()).map(|(number, step)| {
        let done = step.done_on.is_some() || task.state == State::WrittenOff;
        let item = TimelineItem {
            id: format!("step-{number}"),
            label: step.title.clone(),
            day: step.done_on.or(step.due),
            baseline: step.baseline,
            kind: if done { PointKind::Done } else { PointKind::Planned },
            href: Some(format!("#milestone-{number}")),
            ..TimelineItem::default()
        };
        let group = several.then(|| step.unit_name.clone().unwrap_or_else(|| lead.clone()));
        TimelineLane { group, ..lane(t::tasks::step_of(locale, number), item) }
    });
    let group = several.then(|| t::tasks::due(locale).to_owned());
    steps.chain(deadline(task, locale).map(|lane| TimelineLane { group, ..lane })).collect()
}

/// In the form: what was accepted stands still, each row is bound to its fields, the deadline stands still.
pub fn of_form(
    task: &TaskDetails,
    accepted: &[Stored],
    form: &RoadmapForm,
    lines: &[Stored],
    rows: usize,
    locale: Locale,
) -> Vec<TimelineLane> {
    let fixed = accepted.iter().enumerate().map(|(index, line)| {
        let item = TimelineItem { href: None, ..item(format!("accepted-{}", index + 1), line) };
        lane(t::roadmaps::accept_line(locale).to_owned(), item)
    });
    let rows = (1..=rows).map(|row| {
        let text = |of: &Vec<String>| of.get(row - 1).cloned().unwrap_or_default();
        let milestone = text(&form.milestones);
        let known = lines.iter().find(|line| line.milestone.is_some_and(|id| id.to_string() == milestone));
        let item = TimelineItem {
            id: format!("step-{row}"),
            label: text(&form.titles),
            day: time::parse_day(&text(&form.dues)),
            baseline: known.and_then(|line| line.baseline),
            movable: true,
            href: Some(format!("#due-{row}")),
            ..TimelineItem::default()
        };
        lane(t::roadmaps::line(locale, row), item)
    });
    fixed.chain(rows).chain(deadline(task, locale)).collect()
}

/// Lines that are only looked at.
pub fn of_lines(task: &TaskDetails, lines: &[Stored], locale: Locale) -> Vec<TimelineLane> {
    let lines = (1_usize..).zip(lines).map(|(row, line)| {
        let item = TimelineItem { href: Some(format!("#line-{row}")), ..item(format!("step-{row}"), line) };
        lane(t::roadmaps::line(locale, row), item)
    });
    lines.chain(deadline(task, locale)).collect()
}

/// The short name of the first lead.
pub fn lead(task: &TaskDetails) -> String {
    use crate::features::tasks::model::UnitRole;
    task.units(UnitRole::Lead).next().map(|part| part.unit_name.clone()).unwrap_or_default()
}

fn item(id: String, line: &Stored) -> TimelineItem {
    TimelineItem { id, label: line.title.clone(), day: line.due, baseline: line.baseline, ..TimelineItem::default() }
}

fn lane(label: String, item: TimelineItem) -> TimelineLane {
    TimelineLane { id: item.id.clone(), label, items: vec![item], ..TimelineLane::default() }
}

fn deadline(task: &TaskDetails, locale: Locale) -> Option<TimelineLane> {
    let day = task.due.current?;
    let item = TimelineItem {
        id: "task-due".to_owned(),
        label: time::day(day),
        day: Some(day),
        baseline: task.due.original,
        kind: PointKind::Deadline,
        ..TimelineItem::default()
    };
    Some(lane(t::tasks::due(locale).to_owned(), item))
}
