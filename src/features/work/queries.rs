//! Everything that waits for somebody, asked of each feature.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::model::{Item, Kind};
use crate::{
    features::{
        reports::{self, queries::waiting::Waiting as WaitingReport},
        roadmaps::{
            model::Standing,
            queries::waiting::{self as roadmaps, WaitingFor},
        },
        tasks::{
            model::UnitRole,
            queries::waiting::{self, Waiting},
        },
        urging::{self, queries::list::Line},
    },
    shared::{actor::Actor, error::AppError, locale::Locale, time},
    t,
};

/// What waits for `actor`, in no particular order.
pub async fn items(db: &PgPool, actor: &Actor, today: NaiveDate, locale: Locale) -> Result<Vec<Item>, AppError> {
    let mut items = of_tasks(waiting::waiting(db, actor, today).await?, locale);
    items.extend(of_roadmaps(db, actor, locale).await?);
    items.extend(reports::queries::waiting::waiting(db, actor, today).await?.into_iter().map(of_report));
    items.extend(of_help(reports::queries::help::count(db, actor).await?, locale));
    items.extend(of_urges(urging::queries::waiting::waiting(db, actor, today).await?, locale));
    Ok(items)
}

/// How many items wait for `actor`, for the navigation.
pub async fn count(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<i64, AppError> {
    let roadmaps = roadmaps::waiting_reviews(db, actor).await?.len() + drafts(db, actor).await?.len();
    // Requests for help are one item, however many they are.
    let help = reports::queries::help::count(db, actor).await?.min(1);
    let reports = reports::queries::waiting::count(db, actor, today).await?;
    let urges = urging::queries::waiting::count(db, actor, today).await?;
    Ok(waiting::count(db, actor, today).await? + roadmaps as i64 + reports + help + urges)
}

/// The own unit's roadmaps that wait for it. Of those that nobody has begun only the lead's and co-leads' are named: a unit
/// that takes part in fifty tasks is not asked for fifty roadmaps, it may still propose each.
async fn drafts(db: &PgPool, actor: &Actor) -> Result<Vec<WaitingFor>, AppError> {
    let waiting = roadmaps::waiting_for(db, actor).await?.into_iter();
    Ok(waiting
        .filter(|roadmap| roadmap.standing != Standing::NotYet || roadmap.role != UnitRole::Participant)
        .collect())
}

async fn of_roadmaps(db: &PgPool, actor: &Actor, locale: Locale) -> Result<Vec<Item>, AppError> {
    let own = drafts(db, actor).await?.into_iter().map(|roadmap| Item {
        kind: if roadmap.standing == Standing::WithHead { Kind::ConfirmRoadmap } else { Kind::Roadmap },
        title: format!("{} {}", roadmap.number, roadmap.title),
        note: match roadmap.comment.as_str() {
            "" => roadmap.standing.label(locale).to_owned(),
            comment => format!("{}：{comment}", roadmap.standing.label(locale)),
        },
        due: None,
        href: format!("/tasks/{}/roadmap", roadmap.number),
        number: None,
    });
    let reviews = roadmaps::waiting_reviews(db, actor).await?.into_iter().map(|review| Item {
        kind: Kind::ReviewRoadmap,
        title: format!("{} {}", review.number, review.title),
        note: review.unit_name,
        due: None,
        href: format!("/tasks/{}/roadmap/review?unit={}", review.number, review.unit_code),
        number: None,
    });
    Ok(own.chain(reviews).collect())
}

fn of_urges(waiting: urging::queries::waiting::Waiting, locale: Locale) -> Vec<Item> {
    let item = |kind, urge: Line| Item {
        kind,
        title: format!("{} {}", urge.number, urge.title),
        note: match kind {
            Kind::Unanswered => format!("{}: {}", urge.unit_name, urge.sentence(locale)),
            _ => format!("{}: {}", urge.level.label(locale), urge.sentence(locale)),
        },
        due: Some(urge.limit_on),
        href: format!("/tasks/{}#urge-{}", urge.number, urge.id),
        number: None,
    };
    let answers = waiting.to_answer.into_iter().map(|urge| item(Kind::Urged, urge));
    answers.chain(waiting.unanswered.into_iter().map(|urge| item(Kind::Unanswered, urge))).collect()
}

fn of_tasks(waiting: Waiting, locale: Locale) -> Vec<Item> {
    let mut items = Vec::new();
    for task in waiting.to_sign {
        items.push(Item {
            kind: Kind::Sign,
            title: format!("{} {}", task.number, task.title),
            note: task.note,
            due: task.day,
            href: format!("/tasks/{}", task.number),
            number: Some(task.number),
        });
    }
    for task in waiting.returned {
        items.push(Item {
            kind: Kind::Returned,
            title: format!("{} {}", task.number, task.title),
            note: task.note,
            due: None,
            href: format!("/tasks/{}#duties", task.number),
            number: None,
        });
    }
    for task in waiting.unsigned {
        items.push(Item {
            kind: Kind::Unsigned,
            title: format!("{} {}", task.number, task.title),
            note: task.note,
            due: task.day,
            href: format!("/tasks/{}#duties", task.number),
            number: None,
        });
    }
    for plan in waiting.to_dispatch {
        items.push(Item {
            kind: Kind::Dispatch,
            title: t::work::to_dispatch(locale, plan.count),
            note: plan.name,
            due: None,
            href: format!("/tasks/dispatch?plan={}", plan.prefix),
            number: None,
        });
    }
    items
}

fn of_report(report: WaitingReport) -> Item {
    Item {
        kind: if report.returned { Kind::Correct } else { Kind::Report },
        title: format!("{} {}", report.number, report.title),
        note: report.period.span(),
        due: Some(report.due_on),
        href: format!("/tasks/{}/report?period={}", report.number, time::day(report.period.start)),
        number: None,
    }
}

fn of_help(count: i64, locale: Locale) -> Option<Item> {
    (count > 0).then(|| Item {
        kind: Kind::Help,
        title: t::reports::help_waiting(locale, count),
        note: String::new(),
        due: None,
        href: "/reports/help".to_owned(),
        number: None,
    })
}
