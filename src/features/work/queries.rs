//! Everything that waits for somebody, asked of each feature.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::model::{Item, Kind};
use crate::{
    features::{
        reports::{self, queries::waiting::Waiting as WaitingReport},
        tasks::queries::waiting::{self, Waiting},
    },
    shared::{actor::Actor, error::AppError, locale::Locale, time},
    t,
};

/// What waits for `actor`, in no particular order.
pub async fn items(db: &PgPool, actor: &Actor, today: NaiveDate, locale: Locale) -> Result<Vec<Item>, AppError> {
    let waiting = waiting::waiting(db, actor, today).await?;
    let mut items = of_tasks(waiting, locale);
    items.extend(reports::queries::waiting::waiting(db, actor, today).await?.into_iter().map(of_report));
    items.extend(of_help(reports::queries::help::count(db, actor).await?, locale));
    Ok(items)
}

/// How many items wait for `actor`, for the navigation.
pub async fn count(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<i64, AppError> {
    // Requests for help are one item, however many they are.
    let help = reports::queries::help::count(db, actor).await?.min(1);
    let reports = reports::queries::waiting::count(db, actor, today).await?;
    Ok(waiting::count(db, actor, today).await? + reports + help)
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
