//! What a unit has to do, and which one leads.

use sqlx::PgExecutor;

use crate::shared::{
    error::AppError,
    ids::{TaskId, UnitId},
};

/// How many tasks in which the unit has a part are not yet ended.
pub async fn open(db: impl PgExecutor<'_>, unit: UnitId) -> Result<i64, AppError> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from task_units tu join tasks t on t.id = tu.task_id
         where tu.unit_id = $1 and t.state not in ('written_off', 'stopped', 'merged')",
        unit.0,
    )
    .fetch_one(db)
    .await?)
}

/// 第一牵头 of a task that the reader may see.
pub async fn lead_of(db: impl PgExecutor<'_>, task: TaskId) -> Result<Option<UnitId>, AppError> {
    let lead = sqlx::query_scalar!("select unit_id from task_units where task_id = $1 and role = 'lead'", task.0);
    Ok(lead.fetch_optional(db).await?.map(UnitId))
}
