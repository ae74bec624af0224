//! The two facts that a task is judged by, written here alone, and the rules.

pub mod add_rule;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{server::database::Tx, shared::error::AppError};

/// Writes anew what the tasks are judged by, from their milestones, deadlines and dispatches. Whatever changes one of
/// these calls it in the same transaction.
pub async fn refresh(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<(), AppError> {
    sqlx::query!(
        "update tasks t set open_due = f.open_due, reported_until = f.reported_until
         from (select t.id, least(t.current_due, (select min(m.due) from milestones m
                                                  where m.task_id = t.id and m.done_on is null)) as open_due,
                      greatest(t.reported_until, (select max((d.at at time zone interval '08:00')::date)
                                                  from dispatches d where d.task_id = t.id and d.ended_at is null))
                          as reported_until
               from tasks t where t.id = any($1)) f
         where t.id = f.id
           and (t.open_due, t.reported_until) is distinct from (f.open_due, f.reported_until)",
        tasks,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The first lead reported for periods up to `until`; none when no report of it counts any more. A period that ended
/// before the task was given to it is not owed.
pub async fn reported(tx: &mut Tx<'_>, task: Uuid, until: Option<NaiveDate>) -> Result<(), AppError> {
    sqlx::query!("update tasks set reported_until = $2 where id = $1", task, until).execute(&mut **tx).await?;
    refresh(tx, &[task]).await
}
