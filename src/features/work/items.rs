//! What each feature leaves waiting, as a line of 我的事项.

use super::model::{Item, Kind};
use crate::{
    features::{
        extensions::{model::Stage as ExtensionStage, queries::Request as ExtensionRequest},
        instructions::{model::Stage as InstructionStage, queries::Instruction},
        reports::queries::{help::Request, waiting::Waiting as WaitingReport},
        roadmaps::{
            model::Standing,
            queries::waiting::{WaitingFor, WaitingReview, WithOffice},
        },
        tasks::queries::waiting::{HeldUp, Waiting as WaitingTasks},
        urging::queries::{list::Line, waiting::Waiting as WaitingUrges},
    },
    shared::{locale::Locale, time},
    t,
};

/// The line of a task: its number and title, and where it is dealt with.
fn item(kind: Kind, number: &str, title: &str, note: String, href: String) -> Item {
    let task = Some(number.to_owned());
    Item { kind, title: format!("{number} {title}"), note, due: None, href, task, light: None }
}

pub(super) fn of_tasks(waiting: WaitingTasks, locale: Locale) -> Vec<Item> {
    let to_sign = waiting.to_sign.into_iter().map(|task| Item {
        due: task.day,
        ..item(Kind::Sign, &task.number, &task.title, task.note, format!("/tasks/{}", task.number))
    });
    let returned = waiting.returned.into_iter().map(|task| {
        item(Kind::Returned, &task.number, &task.title, task.note, format!("/tasks/{}#duties", task.number))
    });
    let unsigned = waiting.unsigned.into_iter().map(|task| {
        let units = task.units.join(t::tasks::list_comma(locale));
        Item {
            due: Some(task.day),
            ..item(Kind::Unsigned, &task.number, &task.title, units, format!("/tasks/{}#duties", task.number))
        }
    });
    let to_dispatch = waiting.to_dispatch.into_iter().map(|plan| Item {
        kind: Kind::Dispatch,
        title: t::work::to_dispatch(locale, plan.count),
        note: plan.name,
        due: None,
        href: format!("/tasks/dispatch?plan={}", plan.prefix),
        task: None,
        light: None,
    });
    to_sign.chain(returned).chain(unsigned).chain(to_dispatch).collect()
}

pub(super) fn of_roadmap(roadmap: WaitingFor, locale: Locale) -> Item {
    let kind = if roadmap.standing == Standing::WithHead { Kind::ConfirmRoadmap } else { Kind::Roadmap };
    let standing = roadmap.standing.label(locale);
    let note = match roadmap.comment.as_str() {
        "" => standing.to_owned(),
        comment => t::work::returned_with(locale, standing, comment),
    };
    item(kind, &roadmap.number, &roadmap.title, note, format!("/tasks/{}/roadmap", roadmap.number))
}

pub(super) fn of_review(review: WaitingReview) -> Item {
    let href = format!("/tasks/{}/roadmap/review?unit={}", review.number, review.unit_code);
    item(Kind::ReviewRoadmap, &review.number, &review.title, review.unit_name, href)
}

pub(super) fn of_report(report: WaitingReport, locale: Locale) -> Item {
    let kind = if report.returned { Kind::Correct } else { Kind::Report };
    let href = format!("/tasks/{}/report?period={}", report.number, time::day(report.period.start));
    Item {
        due: Some(report.due_on),
        ..item(kind, &report.number, &report.title, report.period.label(report.every, locale), href)
    }
}

pub(super) fn of_help(count: i64, locale: Locale) -> Option<Item> {
    (count > 0).then(|| Item {
        kind: Kind::Help,
        title: t::reports::help_waiting(locale, count),
        note: String::new(),
        due: None,
        href: "/reports/help".to_owned(),
        task: None,
        light: None,
    })
}

/// A unit asks the first lead.
pub(super) fn of_request(request: Request, locale: Locale) -> Item {
    let note = t::work::by_unit(locale, &request.unit, &request.text);
    let href = format!("/tasks/{}#reports", request.number);
    item(Kind::Help, &request.number, &request.title, note, href)
}

pub(super) fn of_year(year: i32, locale: Locale) -> Item {
    Item {
        kind: Kind::Calendar,
        title: t::calendar::to_year(locale, year),
        note: t::calendar::missing(locale, year),
        due: None,
        href: format!("/admin/calendar?year={year}"),
        task: None,
        light: None,
    }
}

pub(super) fn of_urges(waiting: WaitingUrges, locale: Locale) -> Vec<Item> {
    let of = |kind, urge: Line| {
        let who = if kind == Kind::Unanswered { urge.unit_name.as_str() } else { urge.level.label(locale) };
        let note = t::work::by_unit(locale, who, urge.sentence(locale));
        let href = format!("/tasks/{}#urge-{}", urge.number, urge.id);
        Item { due: Some(urge.limit_on), ..item(kind, &urge.number, &urge.title, note, href) }
    };
    let answers = waiting.to_answer.into_iter().map(|urge| of(Kind::Urged, urge));
    answers.chain(waiting.unanswered.into_iter().map(|urge| of(Kind::Unanswered, urge))).collect()
}

/// A request is settled before the day that it is to move.
pub(super) fn of_extension(request: ExtensionRequest, locale: Locale) -> Item {
    let (kind, page) = match request.stage {
        ExtensionStage::ToConfirm => (Kind::ConfirmExtension, "extension"),
        _ => (Kind::DecideExtension, "extension/decide"),
    };
    let note = t::work::asked_for(locale, &request.unit, time::day(request.asked_due));
    let href = format!("/tasks/{}/{page}", request.number);
    Item { due: Some(request.due_then), ..item(kind, &request.number, &request.title, note, href) }
}

pub(super) fn of_instruction(instruction: Instruction, locale: Locale) -> Item {
    let (kind, who, due) = match instruction.stage {
        InstructionStage::Waiting => (Kind::AnswerInstruction, &instruction.leader_name, Some(instruction.reply_due)),
        _ => (Kind::NoteInstruction, &instruction.lead_name, None),
    };
    let text = instruction.replies.last().map_or(&instruction.text, |reply| &reply.text);
    let note = t::work::by_unit(locale, who, text);
    let href = format!("/instructions/{}", instruction.id);
    Item { due, ..item(kind, &instruction.number, &instruction.title, note, href) }
}

/// What another unit is late with.
pub(super) fn of_held_up(held: HeldUp, locale: Locale) -> Item {
    let (kind, note, part) = match held.step {
        Some(step) => (Kind::LateStep, t::work::by_unit(locale, &held.unit, step), "roadmap"),
        None => (Kind::Unsigned, held.unit, "duties"),
    };
    let href = format!("/tasks/{}#{part}", held.number);
    Item { due: Some(held.day), ..item(kind, &held.number, &held.title, note, href) }
}

pub(super) fn of_roadmap_in_review(roadmap: WithOffice, locale: Locale) -> Item {
    let note = t::work::sent_on(locale, time::day(time::office_day(roadmap.since)));
    item(Kind::RoadmapInReview, &roadmap.number, &roadmap.title, note, format!("/tasks/{}/roadmap", roadmap.number))
}

pub(super) fn of_extension_in_review(request: ExtensionRequest, locale: Locale) -> Item {
    let note = t::work::asked_for(locale, &request.unit, time::day(request.asked_due));
    item(
        Kind::ExtensionInReview,
        &request.number,
        &request.title,
        note,
        format!("/tasks/{}#extensions", request.number),
    )
}
