//! What units ask of the lead and of the office.

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::reports::model::{Help, can_return_report, can_send_report},
    shared::{actor::Actor, error::AppError, ids::TaskId},
};

/// 协调请求
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub unit: String,
    pub whom: Help,
    pub text: String,
    pub asked_at: DateTime<Utc>,
    /// When and by whom. Without an answer the unit no longer asks.
    pub ended: Option<(DateTime<Utc>, String)>,
    pub answer: String,
}

/// No more are listed.
const MOST: i64 = 500;

/// What waits for the office, the oldest first.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn of_office(db: &PgPool, actor: &Actor) -> Result<Vec<Request>, AppError> {
    if !can_return_report(actor) {
        return Err(AppError::NotFound);
    }
    read(db, Wanted { office: true, ..Wanted::default() }).await
}

/// What was asked in a task that the reader may see: what is open, then the last that ended.
pub async fn of_task(db: &PgPool, task: TaskId) -> Result<Vec<Request>, AppError> {
    read(db, Wanted { task: Some(task.0), ..Wanted::default() }).await
}

/// What units ask of the reader's unit as first lead, the oldest first; nothing for who does not answer for it.
pub async fn of_lead(db: &PgPool, actor: &Actor) -> Result<Vec<Request>, AppError> {
    if !can_send_report(actor) {
        return Ok(Vec::new());
    }
    read(db, Wanted { lead: Some(actor.unit.0), ..Wanted::default() }).await
}

/// How many [`of_lead`] lists.
pub async fn count_of_lead(db: &PgPool, actor: &Actor) -> Result<i64, AppError> {
    Ok(of_lead(db, actor).await?.len() as i64)
}

/// How many wait for the office; nothing waits there for others.
pub async fn count(db: &PgPool, actor: &Actor) -> Result<i64, AppError> {
    if !can_return_report(actor) {
        return Ok(0);
    }
    let count = sqlx::query_scalar!(
        "select count(*) as \"count!\" from help_requests where whom = 'office' and ended_at is null"
    );
    Ok(count.fetch_one(db).await?)
}

/// One of these.
#[derive(Default)]
struct Wanted {
    task: Option<Uuid>,
    /// What waits for the office.
    office: bool,
    /// What waits for this unit as first lead, in tasks that go on.
    lead: Option<Uuid>,
}

async fn read(db: &PgPool, wanted: Wanted) -> Result<Vec<Request>, AppError> {
    let rows = sqlx::query!(
        "select h.id, t.number, t.title, u.short_name, h.whom, h.text, h.asked_at, h.ended_at, p.name as \"ended_by?\",
                h.answer
         from help_requests h join tasks t on t.id = h.task_id join units u on u.id = h.unit_id
         left join people p on p.id = h.ended_by
         where h.task_id = $1
            or $2 and h.whom = 'office' and h.ended_at is null
            or h.whom = 'lead' and h.ended_at is null and is_with_units(t.state)
               and exists (select 1 from task_units tu
                           where tu.task_id = t.id and tu.unit_id = $3 and tu.role = 'lead')
         order by h.ended_at desc nulls first, h.asked_at, h.id limit $4",
        wanted.task,
        wanted.office,
        wanted.lead,
        MOST,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Request {
            id: row.id,
            number: row.number,
            title: row.title,
            unit: row.short_name,
            whom: Help::from_code(&row.whom).unwrap_or_default(),
            text: row.text,
            asked_at: row.asked_at,
            ended: row.ended_at.zip(row.ended_by),
            answer: row.answer,
        })
        .collect())
}
