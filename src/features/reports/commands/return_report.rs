//! 退回进展

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        lights::commands::refresh,
        notifications::{
            commands::notify::notify,
            model::{Audience, Notice, Topic},
        },
        reports::model::{Period, can_return_report, is_reported_on},
        tasks::{commands::life::reason, model::State},
    },
    server::{context::Act, database::idempotency},
    shared::{
        error::AppError,
        ids::{CommandKey, TaskId, UnitId},
    },
    t,
};

/// Returns a sent report to its unit, which corrects it and sends it again. Steps that it said are done stay done until
/// then.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, and for a report that was not sent; [`AppError::Fields`] without a reason;
/// [`AppError::Refused`] when it was returned already, and while the unit could not send it again.
pub async fn return_report(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    report: &str,
    why: &str,
) -> Result<String, AppError> {
    if !can_return_report(&act.actor) {
        return Err(AppError::NotFound);
    }
    let report: Uuid = report.parse().map_err(|_| AppError::field("report", t::reports::choose_report(act.locale)))?;
    let mut tx = db.begin().await?;
    if let Some(number) = idempotency::claim(&mut tx, act, key, "report.returned").await? {
        return Ok(number);
    }
    let row = sqlx::query!(
        "select r.task_id, r.unit_id, r.period_start, r.period_end, r.returned_at, r.version, t.number, t.title, t.state, u.short_name
         from reports r join tasks t on t.id = r.task_id join units u on u.id = r.unit_id
         where r.id = $1 and r.sent_at is not null for update of r",
        report,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(AppError::NotFound)?;
    let why = &*reason(why, act)?;
    let state = State::from_code(&row.state).unwrap_or(State::Registered);
    if !is_reported_on(state) {
        return Err(AppError::Refused(t::life::not_now(act.locale, &row.number, state.label(act.locale))));
    }
    if row.returned_at.is_some() {
        return Err(AppError::Refused(t::reports::returned_already(act.locale, &row.short_name)));
    }
    sqlx::query!(
        "update reports set returned_at = $2, returned_by = $3, return_reason = $4, version = version + 1 where id = $1",
        report,
        act.at,
        act.actor.person.0,
        why,
    )
    .execute(&mut *tx)
    .await?;
    refresh(&mut tx, &[row.task_id]).await?;
    let period = Period { start: row.period_start, end: row.period_end }.span();
    let object = Object::new("task", row.task_id, row.number.clone());
    let after = json!({ "unit": row.short_name, "period": period, "reason": why });
    record(&mut tx, act, NewEvent::new("report.returned", object).after(&after)).await?;
    let notice = Notice {
        topic: Topic::ReportReturned,
        task: Some((TaskId(row.task_id), &row.number)),
        audience: Audience::Unit(UnitId(row.unit_id)),
        args: json!({ "title": row.title, "period": period, "reason": why }),
        urgent: false,
        dedupe: format!("report:{report}:{}", row.version),
    };
    notify(&mut tx, act.at, &[notice]).await?;
    idempotency::keep(&mut tx, act, key, &row.number).await?;
    tx.commit().await?;
    Ok(row.number)
}
