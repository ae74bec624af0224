//! What an extension of the deadline goes by, and moving it.

use chrono::NaiveDate;

use super::Locked;
use crate::{
    server::{context::Act, database::Tx},
    shared::{error::AppError, ids::UnitId},
};

/// Who answers for a task, and by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// 第一牵头
    pub lead: Option<UnitId>,
    /// The current due date, where the deadline is fixed.
    pub due: Option<NaiveDate>,
}

/// Reads both in the transaction that holds the task.
pub async fn standing(tx: &mut Tx<'_>, task: &Locked) -> Result<Standing, AppError> {
    let row = sqlx::query!(
        "select t.current_due, tu.unit_id as \"lead?\"
         from tasks t left join task_units tu on tu.task_id = t.id and tu.role = 'lead' where t.id = $1",
        task.id.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Standing { lead: row.lead.map(UnitId), due: row.current_due })
}

/// Moves the current due date; the original one stays, the words of the sheet beside it do not. The version counts up, so that a form of the task that still holds
/// the earlier date is not saved over it.
pub async fn postpone(tx: &mut Tx<'_>, act: &Act, task: &Locked, day: NaiveDate) -> Result<(), AppError> {
    sqlx::query!(
        "update tasks set current_due = $2, deadline_text = '', updated_at = $3, version = version + 1 where id = $1",
        task.id.0,
        day,
        act.at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
