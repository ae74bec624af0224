//! 进展待报 and 逾期未报: units are told of what they have to report, some days before it is due and once after.

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

/// A unit that let the day pass is told so within so many working days: after downtime it is not too late, and of what
/// was long ago nobody is told.
const AFTER: i64 = 10;

/// Tells each unit how many of its reports on a period of a plan are to be sent, once before and once after they are due.
/// Does nothing on other days, and no harm when it is done again, by whomever.
///
/// # Errors
/// Only what the database says.
pub async fn remind(db: &PgPool, at: DateTime<Utc>, today: NaiveDate, calendar: &WorkingDays) -> Result<(), AppError> {
    for plan in plans::all(db).await? {
        let period = Period::of(rule(&plan), today);
        let due = period.due_on(calendar);
        if today <= due && calendar.between(today, due) <= BEFORE {
            tell(db, at, &plan, Of { topic: Topic::ReportDue, dedupe: "report-due", period, due }).await?;
        }
        let Some(period) = Period::last_due(rule(&plan), today, calendar) else { continue };
        let due = period.due_on(calendar);
        if (1..=AFTER).contains(&calendar.between(due, today)) {
            tell(db, at, &plan, Of { topic: Topic::ReportLate, dedupe: "report-late", period, due }).await?;
        }
    }
    Ok(())
}

/// What units are told of.
struct Of {
    topic: Topic,
    dedupe: &'static str,
    period: Period,
    due: NaiveDate,
}

async fn tell(db: &PgPool, at: DateTime<Utc>, plan: &Plan, of: Of) -> Result<(), AppError> {
    let units = owing_units(db, plan.id, of.period, of.due).await?;
    let notices = units.into_iter().map(|(unit, tasks)| Notice {
        topic: of.topic,
        task: None,
        audience: Audience::Unit(UnitId(unit)),
        args: json!({
            "count": tasks.to_string(),
            "period": of.period.label(plan.report_every, Locale::Chinese),
            "day": time::day(of.due),
        }),
        urgent: false,
        dedupe: format!("{}:{}:{}", of.dedupe, plan.id, time::day(of.period.start)),
    });
    let mut tx = db.begin().await?;
    notify(&mut tx, at, &notices.collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(())
}
