//! Which units have the task in hand: kept in step with the units that have a part in it.

use uuid::Uuid;

use super::{Locked, Taking, notices, sign_by, take};
use crate::{
    features::tasks::model::{State, life::Step},
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{TaskId, UnitId},
    },
};

/// Gives each dispatched task among `tasks` to the units that got a part in it, and takes it from those that lost
/// theirs. Whoever is given something is told. A new first lead that has signed before, for a lesser part, has signed.
/// Tasks that were never dispatched are left alone.
pub async fn follow_parts(tx: &mut Tx<'_>, act: &Act, tasks: &[Uuid]) -> Result<(), AppError> {
    sqlx::query!(
        "update assignments a set ended_at = $2
         where a.task_id = any($1) and a.ended_at is null
           and not exists (select 1 from task_units tu where tu.task_id = a.task_id and tu.unit_id = a.unit_id)",
        tasks,
        act.at,
    )
    .execute(&mut **tx)
    .await?;
    follow_lead(tx, act, tasks).await?;
    let sign_by = sign_by(tx, act.today).await?;
    let given = sqlx::query!(
        "insert into assignments (id, dispatch_id, task_id, unit_id, given_at, sign_by)
         select gen_random_uuid(), d.id, d.task_id, tu.unit_id, $2, $3
         from dispatches d join task_units tu on tu.task_id = d.task_id
         where d.task_id = any($1) and d.ended_at is null
           and not exists (select 1 from assignments a
                           where a.task_id = d.task_id and a.unit_id = tu.unit_id and a.ended_at is null)",
        tasks,
        act.at,
        sign_by,
    )
    .execute(&mut **tx)
    .await?;
    if given.rows_affected() == 0 {
        return Ok(());
    }
    notices::given(tx, act, tasks).await
}

/// Moves on what waited for a first lead's signature and has it with the new one.
async fn follow_lead(tx: &mut Tx<'_>, act: &Act, tasks: &[Uuid]) -> Result<(), AppError> {
    let signed = sqlx::query!(
        "select t.id, t.number, t.title, a.unit_id
         from tasks t join task_units tu on tu.task_id = t.id and tu.role = 'lead'
         join assignments a on a.task_id = t.id and a.unit_id = tu.unit_id and a.ended_at is null
              and a.signed_at is not null
         where t.id = any($1) and t.state = 'dispatched' order by t.number for update of t",
        tasks,
    )
    .fetch_all(&mut **tx)
    .await?;
    for row in signed {
        let task = Locked { id: TaskId(row.id), number: row.number, title: row.title, state: State::Dispatched };
        take(tx, act, &task, Taking { unit: Some(UnitId(row.unit_id)), ..Taking::of(Step::Sign) }).await?;
    }
    Ok(())
}

/// A unit's part that is in force.
pub(crate) struct InForce {
    pub id: Uuid,
    pub role: String,
    pub signed: bool,
    pub returned: bool,
}

/// The assignment of `task` to `unit`.
///
/// # Errors
/// [`AppError::NotFound`] when the unit has no part in the task, or it was not given to it.
pub(crate) async fn in_force(tx: &mut Tx<'_>, task: TaskId, unit: UnitId) -> Result<InForce, AppError> {
    let row = sqlx::query!(
        "select a.id, tu.role, a.signed_at is not null as \"signed!\", a.returned_at is not null as \"returned!\"
         from assignments a join task_units tu on tu.task_id = a.task_id and tu.unit_id = a.unit_id
         where a.task_id = $1 and a.unit_id = $2 and a.ended_at is null",
        task.0,
        unit.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(AppError::NotFound)?;
    Ok(InForce { id: row.id, role: row.role, signed: row.signed, returned: row.returned })
}
