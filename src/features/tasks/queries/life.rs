//! Where a task stands between office and units: who signed for it, who gave it back, why it was set aside.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{plans::Plan, sight};
use crate::{
    features::tasks::model::{UnitRole, life::can_direct},
    shared::{
        actor::Actor,
        error::AppError,
        ids::{TaskId, UnitId},
    },
};

/// One unit's part in the dispatch in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub unit: UnitId,
    pub unit_code: String,
    pub role: UnitRole,
    pub given_at: DateTime<Utc>,
    /// The last day to sign for it.
    pub sign_by: NaiveDate,
    /// When, and by whom.
    pub signed: Option<(DateTime<Utc>, String)>,
    /// When, and why.
    pub returned: Option<(DateTime<Utc>, String)>,
}

impl Assignment {
    /// 未签收: neither signed for nor given back.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.signed.is_none() && self.returned.is_none()
    }
}

/// The assignments in force of a task that the actor may see (see `details::find`).
pub async fn assignments(db: &PgPool, task: TaskId) -> Result<Vec<Assignment>, AppError> {
    let rows = sqlx::query!(
        "select u.id as unit, u.code, tu.role, a.given_at, a.sign_by, a.signed_at, p.name as \"signed_by?\", a.returned_at, a.return_reason
         from assignments a join units u on u.id = a.unit_id
         join task_units tu on tu.task_id = a.task_id and tu.unit_id = a.unit_id
         left join people p on p.id = a.signed_by
         where a.task_id = $1 and a.ended_at is null",
        task.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Assignment {
            unit: UnitId(row.unit),
            unit_code: row.code,
            role: UnitRole::from_code(&row.role).unwrap_or(UnitRole::Participant),
            given_at: row.given_at,
            sign_by: row.sign_by,
            signed: row.signed_at.zip(row.signed_by),
            returned: row.returned_at.map(|at| (at, row.return_reason)),
        })
        .collect())
}

/// The step that a reader must know the reason of: the lead gave the task back, or the office set it aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastStep {
    /// The step's code.
    pub step: String,
    pub at: DateTime<Utc>,
    pub person: String,
    pub reason: String,
    /// The ledger number of the task that this one was merged into.
    pub into: Option<String>,
}

/// The task's last step.
pub async fn last_step(db: &PgPool, task: TaskId) -> Result<Option<LastStep>, AppError> {
    Ok(sqlx::query_as!(
        LastStep,
        "select s.step, s.at, p.name as person, s.reason, i.number as \"into?\"
         from life_steps s join people p on p.id = s.person_id left join tasks i on i.id = s.into_task
         where s.task_id = $1 order by s.at desc, s.id desc limit 1",
        task.0,
    )
    .fetch_optional(db)
    .await?)
}

/// A registered task on its way to being dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    pub number: String,
    pub title: String,
    pub lead: String,
    pub units: i64,
    /// Open classes that name no unit yet: code and words of the sheet.
    pub open: Vec<(String, String)>,
    /// Participants that no unit matches, and closed units.
    pub unknown: Vec<String>,
}

impl Ready {
    /// Whether nothing stands in the way.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.open.is_empty() && self.unknown.is_empty()
    }
}

/// The plan's tasks that can be dispatched, for who may.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn registered(db: &PgPool, actor: &Actor, plan: &Plan) -> Result<Vec<Ready>, AppError> {
    ready(db, actor, Some(plan.id.0), None).await
}

/// The task with this number, if it is registered and may be dispatched by the actor.
///
/// # Errors
/// [`AppError::NotFound`] otherwise.
pub async fn registered_task(db: &PgPool, actor: &Actor, number: &str) -> Result<Ready, AppError> {
    ready(db, actor, None, Some(number)).await?.pop().ok_or(AppError::NotFound)
}

async fn ready(db: &PgPool, actor: &Actor, plan: Option<Uuid>, number: Option<&str>) -> Result<Vec<Ready>, AppError> {
    if !can_direct(actor) {
        return Err(AppError::NotFound);
    }
    let (sees_all, unit) = sight(actor);
    let rows = sqlx::query!(
        "select t.id as \"id!\", t.number as \"number!\", t.title as \"title!\",
                coalesce((select u.short_name from task_units tu join units u on u.id = tu.unit_id
                          where tu.task_id = t.id and tu.role = 'lead'), '') as \"lead!\",
                (select count(*) from task_units tu where tu.task_id = t.id) as \"units!\"
         from visible_tasks($1, $2) t
         where t.state = 'registered' and ($3::uuid is null or t.plan_id = $3) and ($4::text is null or t.number = $4)
         order by t.seq limit 500",
        sees_all,
        unit,
        plan,
        number,
    )
    .fetch_all(db)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut obstacles = obstacles(&mut *db.acquire().await?, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let found = obstacles.remove(&row.id).unwrap_or_default();
            Ready {
                number: row.number,
                title: row.title,
                lead: row.lead,
                units: row.units,
                open: found.open,
                unknown: found.unmatched.into_iter().chain(found.closed).collect(),
            }
        })
        .collect())
}

/// What a task cannot be dispatched with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// First leads: there must be one.
    pub leads: i64,
    /// Code and name of open classes for which no unit is named yet.
    pub open: Vec<(String, String)>,
    /// Names of the sheet that nobody answers to.
    pub unmatched: Vec<String>,
    /// Units that are closed.
    pub closed: Vec<String>,
}

/// The obstacles of each of `tasks`, by task.
pub async fn obstacles(db: &mut PgConnection, tasks: &[Uuid]) -> Result<HashMap<Uuid, Obstacles>, AppError> {
    let rows = sqlx::query!(
        "select t.id as \"id!\", (select count(*) from task_units tu where tu.task_id = t.id and tu.role = 'lead') as \"leads!\",
                array(select c.code from task_classes tc join unit_classes c on c.id = tc.class_id
                      where tc.task_id = t.id and not c.closed and not exists (
                            select 1 from task_units tu where tu.task_id = t.id and tu.class_id = c.id)
                      order by tc.position) as \"codes!\",
                array(select tc.written from task_classes tc join unit_classes c on c.id = tc.class_id
                      where tc.task_id = t.id and not c.closed and not exists (
                            select 1 from task_units tu where tu.task_id = t.id and tu.class_id = c.id)
                      order by tc.position) as \"written!\",
                array(select written from task_unmatched where task_id = t.id order by position) as \"unmatched!\",
                array(select u.short_name from task_units tu join units u on u.id = tu.unit_id
                      where tu.task_id = t.id and u.closed_on is not null order by tu.position) as \"closed!\"
         from unnest($1::uuid[]) t (id)",
        tasks,
    )
    .fetch_all(db)
    .await?;
    let obstacles = rows.into_iter().map(|row| {
        let open = row.codes.into_iter().zip(row.written).collect();
        (row.id, Obstacles { leads: row.leads, open, unmatched: row.unmatched, closed: row.closed })
    });
    Ok(obstacles.collect())
}
