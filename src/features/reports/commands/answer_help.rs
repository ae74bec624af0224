//! 答复协调请求

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        notifications::{
            commands::notify::notify,
            model::{Audience, Notice, Topic},
        },
        reports::{
            inputs::TEXT,
            model::{Help, can_return_report, can_send_report},
        },
    },
    server::{context::Act, database::idempotency},
    shared::{
        error::AppError,
        ids::{CommandKey, TaskId, UnitId},
        text::clean,
    },
    t,
};

/// Answers what a unit asked of the office or of the task's lead, and so ends it. The unit is told.
///
/// # Errors
/// [`AppError::NotFound`] for whom it was not asked of; [`AppError::Fields`] at `answer` without one;
/// [`AppError::Refused`] when it ended meanwhile.
pub async fn answer_help(db: &PgPool, act: &Act, key: CommandKey, request: &str, answer: &str) -> Result<(), AppError> {
    let request: Uuid = request.parse().map_err(|_| AppError::NotFound)?;
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "report.help_answered").await?.is_some() {
        return Ok(());
    }
    let row = sqlx::query!(
        "select h.task_id, h.unit_id, h.whom, h.text, h.ended_at, t.number, t.title, u.short_name,
                exists (select 1 from task_units tu
                        where tu.task_id = h.task_id and tu.role = 'lead' and tu.unit_id = $2) as \"of_lead!\"
         from help_requests h join tasks t on t.id = h.task_id join units u on u.id = h.unit_id
         where h.id = $1 for update of h",
        request,
        act.actor.unit.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(AppError::NotFound)?;
    let asked = match Help::from_code(&row.whom) {
        Some(Help::Office) => can_return_report(&act.actor),
        _ => row.of_lead && can_send_report(&act.actor),
    };
    if !asked {
        return Err(AppError::NotFound);
    }
    let answer = clean(answer);
    if answer.is_empty() {
        return Err(AppError::field("answer", t::reports::answer_missing(act.locale)));
    }
    if answer.chars().count() > TEXT {
        return Err(AppError::field("answer", t::reports::too_long(act.locale, TEXT as i64)));
    }
    if row.ended_at.is_some() {
        return Err(AppError::Refused(t::reports::help_ended(act.locale, &row.number)));
    }
    sqlx::query!(
        "update help_requests set ended_at = $2, ended_by = $3, answer = $4 where id = $1",
        request,
        act.at,
        act.actor.person.0,
        answer,
    )
    .execute(&mut *tx)
    .await?;
    let object = Object::new("task", row.task_id, row.number.clone());
    let after = json!({ "unit": row.short_name, "help": row.text, "answer": answer });
    record(&mut tx, act, NewEvent::new("report.help_answered", object).after(&after)).await?;
    let notice = Notice {
        topic: Topic::HelpAnswered,
        task: Some((TaskId(row.task_id), &row.number)),
        audience: Audience::Unit(UnitId(row.unit_id)),
        args: json!({ "title": row.title, "text": answer }),
        urgent: false,
        dedupe: format!("help_answered:{request}"),
    };
    notify(&mut tx, act.at, &[notice]).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
