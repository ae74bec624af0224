//! The two facts that a task is judged by, written here alone, and the rules.

pub mod add_rule;

use uuid::Uuid;

use crate::{server::database::Tx, shared::error::AppError};

/// Writes anew what the tasks are judged by. Whatever changes milestones, deadlines, first leads, their signatures or
/// reports calls it in the same transaction.
pub async fn refresh(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<(), AppError> {
    sqlx::query!(
        "update tasks t set open_due = f.open_due, reported_until = f.reported_until
         from (select t.id, least(t.current_due, (select min(m.due) from milestones m
                                                  where m.task_id = t.id and m.done_on is null)) as open_due,
                      (select greatest(
                              (a.signed_at at time zone interval '08:00')::date - 1,
                              (select max(r.period_end) from reports r
                               where r.task_id = t.id and r.unit_id = l.unit_id
                                 and r.sent_at is not null and r.returned_at is null))
                       from task_units l
                       join assignments a on a.task_id = l.task_id and a.unit_id = l.unit_id and a.ended_at is null
                       where l.task_id = t.id and l.role = 'lead' and a.signed_at is not null) as reported_until
               from tasks t where t.id = any($1)) f
         where t.id = f.id
           and (t.open_due, t.reported_until) is distinct from (f.open_due, f.reported_until)",
        tasks,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
