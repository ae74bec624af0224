//! 批示逾期未回复: the unit and the office are told once.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgPool;

use crate::{
    features::notifications::{
        commands::notify::notify,
        model::{Audience, Notice, Topic},
    },
    shared::{
        error::AppError,
        ids::{TaskId, UnitId},
        time,
    },
};

/// Tells the first lead of each task with an open instruction that should have been answered before `today`, and the
/// office. No harm when it is done again, by whomever.
///
/// # Errors
/// Only what the database says.
pub async fn remind(db: &PgPool, at: DateTime<Utc>, today: NaiveDate) -> Result<(), AppError> {
    let rows = sqlx::query!(
        "select i.id, i.reply_due, t.id as task, t.number, t.title, u.id as unit, u.short_name
         from instructions i join tasks t on t.id = i.task_id and is_with_units(t.state)
         join task_units tu on tu.task_id = t.id and tu.role = 'lead' join units u on u.id = tu.unit_id
         where i.closed_at is null and i.reply_due < $1
           and not exists (select 1 from instruction_replies r where r.instruction_id = i.id)",
        today,
    )
    .fetch_all(db)
    .await?;
    let notices = rows.iter().flat_map(|row| {
        [Audience::Unit(UnitId(row.unit)), Audience::Office].map(|audience| Notice {
            topic: Topic::InstructionLate,
            task: Some((TaskId(row.task), &row.number)),
            audience,
            args: json!({ "unit": row.short_name, "title": row.title, "day": time::day(row.reply_due) }),
            urgent: false,
            dedupe: format!("instruction-late:{}", row.id),
        })
    });
    let mut tx = db.begin().await?;
    notify(&mut tx, at, &notices.collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(())
}
