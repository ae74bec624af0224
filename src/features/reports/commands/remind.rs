//! 进展待报: units are told of what they have to report, some days before it is due.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgPool;

use crate::{
    features::{
        notifications::{
            commands::notify::notify,
            model::{Audience, Notice, Topic},
        },
        reports::{
            model::Period,
            queries::waiting::{owing_units, rule},
        },
        tasks::queries::plans::{self, Plan},
    },
    shared::{error::AppError, ids::UnitId, locale::Locale, time, working_days::WorkingDays},
};

/// Units are told with so many working days left, or fewer.
const BEFORE: i64 = 3;

/// Tells each unit once a period of a plan how many of its reports are to be sent. Does nothing on other days, and no
/// harm when it is done again, by whomever.
///
/// # Errors
/// Only what the database says.
pub async fn remind(db: &PgPool, at: DateTime<Utc>, today: NaiveDate, calendar: &WorkingDays) -> Result<(), AppError> {
    for plan in plans::all(db).await? {
        let period = Period::of(rule(&plan), today);
        let due = period.due_on(calendar);
        if today <= due && calendar.between(today, due) <= BEFORE {
            remind_of(db, at, &plan, period, due).await?;
        }
    }
    Ok(())
}

async fn remind_of(
    db: &PgPool,
    at: DateTime<Utc>,
    plan: &Plan,
    period: Period,
    due: NaiveDate,
) -> Result<(), AppError> {
    let units = owing_units(db, plan.id, period, due).await?;
    let notices = units.into_iter().map(|(unit, tasks)| Notice {
        topic: Topic::ReportDue,
        task: None,
        audience: Audience::Unit(UnitId(unit)),
        args: json!({
            "count": tasks.to_string(),
            "period": period.label(plan.report_every, Locale::Chinese),
            "day": time::day(due),
        }),
        urgent: false,
        dedupe: format!("report-due:{}:{}", plan.id, time::day(period.start)),
    });
    let mut tx = db.begin().await?;
    notify(&mut tx, at, &notices.collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(())
}
