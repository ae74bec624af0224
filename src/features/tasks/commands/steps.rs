//! Writing a unit's approved steps into a task's milestones.

use chrono::NaiveDate;
use uuid::Uuid;

use super::store::refresh_search;
use crate::{
    features::lights::commands::refresh,
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{MilestoneId, TaskId, UnitId},
    },
};

/// An approved step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovedStep {
    /// The step that it changes; one that is not the unit's, or is done, is left as it is and this is a new one.
    pub milestone: Option<MilestoneId>,
    pub title: String,
    pub deliverable: String,
    pub due: NaiveDate,
}

/// Steps of a new roadmap go behind all others until they are numbered.
const BEHIND: i32 = 1_000_000;

/// The unit's steps that are not done become exactly these. A step that gets its first day by approval keeps it as
/// baseline for ever; words of the sheet stay beside a day that stays. The first lead's steps are also those that are
/// nobody's yet.
pub async fn write_steps(
    tx: &mut Tx<'_>,
    act: &Act,
    task: TaskId,
    unit: UnitId,
    steps: &[ApprovedStep],
) -> Result<(), AppError> {
    let open = open_steps(tx, task, unit).await?;
    let mut taken = Vec::new();
    for step in steps {
        let same = step.milestone.map(|id| id.0).filter(|id| open.contains(id) && !taken.contains(id));
        taken.push(same.unwrap_or_else(|| MilestoneId::new().0));
    }
    sqlx::query!("delete from milestones where id = any($1) and not id = any($2)", &open, &taken)
        .execute(&mut **tx)
        .await?;
    let titles: Vec<String> = steps.iter().map(|step| step.title.clone()).collect();
    let deliverables: Vec<String> = steps.iter().map(|step| step.deliverable.clone()).collect();
    let dues: Vec<NaiveDate> = steps.iter().map(|step| step.due).collect();
    sqlx::query!(
        "insert into milestones as m (id, task_id, position, title, due, due_kind, unit_id, deliverable, baseline)
         select id, $1, $3::int + place::int, title, due, 'fixed', $2, deliverable, due
         from unnest($4::uuid[], $5::text[], $6::text[], $7::date[]) with ordinality
              s (id, title, deliverable, due, place)
         on conflict (id) do update
         set position = excluded.position, title = excluded.title, due = excluded.due, due_kind = 'fixed',
             due_text = case when m.due = excluded.due then m.due_text else '' end, unit_id = excluded.unit_id,
             deliverable = excluded.deliverable, baseline = coalesce(m.baseline, excluded.due)",
        task.0,
        unit.0,
        BEHIND,
        &taken,
        &titles,
        &deliverables,
        &dues,
    )
    .execute(&mut **tx)
    .await?;
    number_anew(tx, task).await?;
    refresh(tx, &[task.0]).await?;
    refresh_search(tx, task, act.at).await
}

async fn open_steps(tx: &mut Tx<'_>, task: TaskId, unit: UnitId) -> Result<Vec<Uuid>, AppError> {
    Ok(sqlx::query_scalar!(
        "select m.id from milestones m
         where m.task_id = $1 and m.done_on is null
           and (m.unit_id = $2 or m.unit_id is null and exists (
                select 1 from task_units tu where tu.task_id = $1 and tu.unit_id = $2 and tu.role = 'lead'))",
        task.0,
        unit.0,
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// The first lead's steps first, then those of the other units in their order.
async fn number_anew(tx: &mut Tx<'_>, task: TaskId) -> Result<(), AppError> {
    sqlx::query!(
        "update milestones m set position = n.position
         from (select m.id, row_number() over (order by
                      case when m.unit_id is null or tu.role = 'lead' then 0 when tu.role = 'co_lead' then 1 else 2 end,
                      case when tu.role is distinct from 'lead' then coalesce(tu.position, 0) else 0 end,
                      m.position)::int as position
               from milestones m left join task_units tu on tu.task_id = m.task_id and tu.unit_id = m.unit_id
               where m.task_id = $1) n
         where m.id = n.id and m.position <> n.position",
        task.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
