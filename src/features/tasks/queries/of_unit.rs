//! What a unit has to do.

use sqlx::PgExecutor;

use crate::shared::{error::AppError, ids::UnitId};

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
