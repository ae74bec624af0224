//! Everything that waits for somebody, asked of each feature.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::model::{Item, Kind};
use crate::{
    features::tasks::queries::waiting::{self, Waiting},
    shared::{actor::Actor, error::AppError, locale::Locale},
    t,
};

/// What waits for `actor`, in no particular order.
pub async fn items(db: &PgPool, actor: &Actor, today: NaiveDate, locale: Locale) -> Result<Vec<Item>, AppError> {
    let waiting = waiting::waiting(db, actor, today).await?;
    Ok(of_tasks(waiting, locale))
}

/// How many items wait for `actor`, for the navigation.
pub async fn count(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<i64, AppError> {
    waiting::count(db, actor, today).await
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
