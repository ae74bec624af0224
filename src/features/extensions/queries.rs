//! Reads of extension requests, of tasks that the actor may see.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::model::{Decision, Stage, can_decide, can_list};
use crate::{
    features::tasks::queries::sight,
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::TaskId,
        paging::{Cursor, OpenFirst, cut},
    },
};

/// Rows of a page of the list.
pub const PAGE: usize = 50;
/// No task has more requests than are read for its page.
const OF_TASK: i64 = 100;

/// A step of a request: when, and by whom.
pub type Taken = (DateTime<Utc>, String);

/// A request, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub unit: String,
    pub plan_ends_on: NaiveDate,
    /// Which of the task's requests this is, from 1.
    pub round: i32,
    pub cause: String,
    pub progress: String,
    /// The due date when it was asked.
    pub due_then: NaiveDate,
    pub asked_due: NaiveDate,
    pub late: bool,
    pub asked: Taken,
    pub confirmed: Option<Taken>,
    pub withdrawn: Option<Taken>,
    pub decided: Option<Taken>,
    pub granted_due: Option<NaiveDate>,
    pub reason: String,
    pub stage: Stage,
    pub version: i64,
}

impl Request {
    /// 超过计划截止: the date asked for lies behind the plan's end.
    #[must_use]
    pub fn beyond_plan(&self) -> bool {
        self.asked_due > self.plan_ends_on
    }
}

/// The requests of a task, the open one first, then the newest.
pub async fn of_task(db: &PgPool, actor: &Actor, task: TaskId) -> Result<Vec<Request>, AppError> {
    read(db, actor, &Wanted { task: Some(task.0), ..Wanted::many(OF_TASK) }).await
}

/// A page of the list of all requests, and where the next one begins.
///
/// # Errors
/// [`AppError::NotFound`] for who may not read it.
pub async fn list(
    db: &PgPool,
    actor: &Actor,
    after: Option<OpenFirst>,
) -> Result<(Vec<Request>, Option<OpenFirst>), AppError> {
    if !can_list(actor) {
        return Err(AppError::NotFound);
    }
    let mut rows = read(db, actor, &Wanted { after, ..Wanted::many(PAGE as i64 + 1) }).await?;
    let last = if cut(&mut rows, PAGE) { rows.last() } else { None };
    let next =
        last.map(|last| OpenFirst { open: last.stage.is_open(), place: Cursor { at: last.asked.0, id: last.id } });
    Ok((rows, next))
}

/// What waits for the actor: for the head of a unit its requests to confirm, for the head of the office those to decide.
/// The longest waiting first.
pub async fn waiting(db: &PgPool, actor: &Actor) -> Result<Vec<Request>, AppError> {
    let mut found = Vec::new();
    if actor.roles.has(Role::UnitHead) {
        let wanted = Wanted { to_confirm_by: Some(actor.unit.0), ..Wanted::many(PAGE as i64) };
        found.extend(read(db, actor, &wanted).await?);
    }
    if can_decide(actor) {
        found.extend(read(db, actor, &Wanted { to_decide: true, ..Wanted::many(PAGE as i64) }).await?);
    }
    found.sort_by_key(|request| (request.asked.0, request.id));
    Ok(found)
}

/// The own unit's requests that the head of the office is to decide, the longest waiting first.
pub async fn with_office(db: &PgPool, actor: &Actor) -> Result<Vec<Request>, AppError> {
    if !actor.works_for_unit() {
        return Ok(Vec::new());
    }
    let wanted = Wanted { asked_by: Some(actor.unit.0), to_decide: true, ..Wanted::many(PAGE as i64) };
    let mut found = read(db, actor, &wanted).await?;
    found.sort_by_key(|request| (request.asked.0, request.id));
    Ok(found)
}

/// How many requests [`waiting`] lists.
pub async fn count(db: &PgPool, actor: &Actor) -> Result<i64, AppError> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from extensions e
         where e.decided_at is null and e.withdrawn_at is null
           and (e.confirmed_at is null and $1
                    and exists (select 1 from task_units tu
                                where tu.task_id = e.task_id and tu.unit_id = $2 and tu.role = 'lead')
                or e.confirmed_at is not null and $3)",
        actor.roles.has(Role::UnitHead),
        actor.unit.0,
        can_decide(actor),
    )
    .fetch_one(db)
    .await?)
}

/// Which requests are read.
struct Wanted {
    task: Option<Uuid>,
    /// Those that wait for the head of this unit.
    to_confirm_by: Option<Uuid>,
    to_decide: bool,
    /// Those of this unit.
    asked_by: Option<Uuid>,
    after: Option<OpenFirst>,
    limit: i64,
}

impl Wanted {
    const fn many(limit: i64) -> Self {
        Self { task: None, to_confirm_by: None, to_decide: false, asked_by: None, after: None, limit }
    }
}

async fn read(db: &PgPool, actor: &Actor, wanted: &Wanted) -> Result<Vec<Request>, AppError> {
    let (sees_all, unit) = sight(actor);
    let rows = sqlx::query!(
        "select e.id, e.round, e.cause, e.progress, e.due_then, e.asked_due, e.late, e.asked_at, e.confirmed_at,
                e.withdrawn_at, e.decided_at, e.decision, e.granted_due, e.reason, e.version,
                t.number as \"number!\", t.title as \"title!\", p.ends_on, u.short_name as unit, a.name as asked_by,
                c.name as \"confirmed_by?\", w.name as \"withdrawn_by?\", d.name as \"decided_by?\"
         from extensions e
         join visible_tasks($1, $2) t on t.id = e.task_id
         join plans p on p.id = t.plan_id join units u on u.id = e.unit_id join people a on a.id = e.asked_by
         left join people c on c.id = e.confirmed_by left join people w on w.id = e.withdrawn_by
         left join people d on d.id = e.decided_by
         where ($3::uuid is null or e.task_id = $3)
           and ($4::uuid is null or e.decided_at is null and e.withdrawn_at is null and e.confirmed_at is null
                and exists (select 1 from task_units tu
                            where tu.task_id = t.id and tu.unit_id = $4 and tu.role = 'lead'))
           and (not $5 or e.decided_at is null and e.withdrawn_at is null and e.confirmed_at is not null)
           and ($6::uuid is null or e.unit_id = $6)
           and ($7::boolean is null
                or ((e.decided_at is null and e.withdrawn_at is null), e.asked_at, e.id) < ($7, $8::timestamptz, $9::uuid))
         order by (e.decided_at is null and e.withdrawn_at is null) desc, e.asked_at desc, e.id desc limit $10",
        sees_all,
        unit,
        wanted.task,
        wanted.to_confirm_by,
        wanted.to_decide,
        wanted.asked_by,
        wanted.after.map(|after| after.open),
        wanted.after.map(|after| after.place.at),
        wanted.after.map(|after| after.place.id),
        wanted.limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let decision = row.decision.as_deref().and_then(Decision::from_code);
            Request {
                id: row.id,
                number: row.number,
                title: row.title,
                unit: row.unit,
                plan_ends_on: row.ends_on,
                round: row.round,
                cause: row.cause,
                progress: row.progress,
                due_then: row.due_then,
                asked_due: row.asked_due,
                late: row.late,
                stage: Stage::of(row.confirmed_at.is_some(), row.withdrawn_at.is_some(), decision),
                asked: (row.asked_at, row.asked_by),
                confirmed: row.confirmed_at.zip(row.confirmed_by),
                withdrawn: row.withdrawn_at.zip(row.withdrawn_by),
                decided: row.decided_at.zip(row.decided_by),
                granted_due: row.granted_due,
                reason: row.reason,
                version: row.version,
            }
        })
        .collect())
}
