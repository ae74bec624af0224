//! One task, whole.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use uuid::Uuid;

use super::sight;
use crate::{
    features::{
        lights::model::Facts,
        reports::model::Every,
        tasks::model::{Due, DueKind, State, UnitRole},
    },
    shared::{actor::Actor, error::AppError, ids::TaskId},
};

/// A unit's part in the task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub unit_code: String,
    pub unit_name: String,
    pub role: UnitRole,
    pub duty: String,
    /// The class as written through which the unit takes part.
    pub class: Option<String>,
    pub class_code: Option<String>,
}

/// A class among the participants, as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassPart {
    pub code: String,
    pub written: String,
    pub closed: bool,
}

/// 来源文件
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub document: String,
    pub clause: String,
}

/// 步骤
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Whose it is; none for a step of the sheet, which is the first lead's.
    pub unit_name: Option<String>,
    pub title: String,
    /// 产出
    pub deliverable: String,
    pub due: Option<NaiveDate>,
    pub kind: DueKind,
    /// The words of the timetable where a date alone does not say them all.
    pub due_text: String,
    /// The day first approved.
    pub baseline: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
}

impl Milestone {
    /// Its day, while it is open.
    #[must_use]
    pub fn open_due(&self) -> Option<NaiveDate> {
        self.due.filter(|_| self.done_on.is_none())
    }
}

/// Everything the task page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDetails {
    pub id: TaskId,
    pub plan_id: Uuid,
    pub plan_name: String,
    pub plan_prefix: String,
    pub plan_starts_on: NaiveDate,
    pub plan_ends_on: NaiveDate,
    /// How often units report.
    pub report_every: Every,
    pub seq: i32,
    pub number: String,
    pub field: String,
    pub title: String,
    pub content: String,
    pub state: State,
    pub due: Due,
    pub facts: Facts,
    pub note: String,
    pub progress: String,
    pub parts: Vec<Part>,
    pub classes: Vec<ClassPart>,
    /// Participants that no unit matches, as written.
    pub unmatched: Vec<String>,
    pub sources: Vec<Source>,
    pub milestones: Vec<Milestone>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

impl TaskDetails {
    /// Units in one role, in their order.
    pub fn units(&self, role: UnitRole) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.role == role)
    }
}

/// The task with this ledger number, if the actor may see it.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or none for this actor.
pub async fn find(db: &PgPool, actor: &Actor, number: &str) -> Result<TaskDetails, AppError> {
    let (sees_all, unit) = sight(actor);
    let row = sqlx::query!(
        "select t.id as \"id!\", t.plan_id as \"plan_id!\", p.name as plan_name, p.prefix, p.starts_on, p.ends_on,
                p.report_every,
                t.seq as \"seq!\", t.number as \"number!\", t.field as \"field!\", t.title as \"title!\",
                t.content as \"content!\", t.state as \"state!\", t.deadline_kind as \"deadline_kind!\", t.original_due,
                t.current_due, t.open_due, t.reported_until, t.deadline_text as \"deadline_text!\", t.note as \"note!\", t.progress as \"progress!\",
                t.created_at as \"created_at!\", t.updated_at as \"updated_at!\", t.version as \"version!\"
         from visible_tasks($1, $2) t join plans p on p.id = t.plan_id
         where t.number = $3",
        sees_all,
        unit,
        number,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)?;
    let state = State::from_code(&row.state).unwrap_or(State::Registered);
    Ok(TaskDetails {
        id: TaskId(row.id),
        plan_id: row.plan_id,
        plan_name: row.plan_name,
        plan_prefix: row.prefix,
        plan_starts_on: row.starts_on,
        plan_ends_on: row.ends_on,
        report_every: Every::from_code(&row.report_every).unwrap_or_default(),
        seq: row.seq,
        number: row.number,
        field: row.field,
        title: row.title,
        content: row.content,
        state,
        facts: Facts { state, open_due: row.open_due, reported_until: row.reported_until },
        due: Due {
            kind: DueKind::from_code(&row.deadline_kind).unwrap_or(DueKind::Unscheduled),
            original: row.original_due,
            current: row.current_due,
            text: row.deadline_text,
        },
        note: row.note,
        progress: row.progress,
        parts: parts(db, row.id).await?,
        classes: classes(db, row.id).await?,
        unmatched: unmatched(db, row.id).await?,
        sources: sources(db, row.id).await?,
        milestones: milestones(db, row.id).await?,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

/// The ledger number of number `seq` in the newest plan, for addresses such as `/tasks/8`.
pub async fn number_of(db: &PgPool, actor: &Actor, seq: i32) -> Result<Option<String>, AppError> {
    let (sees_all, unit) = sight(actor);
    Ok(sqlx::query_scalar!(
        "select t.number as \"number!\" from visible_tasks($1, $2) t join plans p on p.id = t.plan_id
         where t.seq = $3 order by p.year desc, p.created_at desc, p.id desc limit 1",
        sees_all,
        unit,
        seq,
    )
    .fetch_optional(db)
    .await?)
}

async fn parts(db: &PgPool, task: Uuid) -> Result<Vec<Part>, AppError> {
    let rows = sqlx::query!(
        "select u.code, u.short_name, tu.role, tu.duty, c.label as \"class?\", c.code as \"class_code?\"
         from task_units tu join units u on u.id = tu.unit_id left join unit_classes c on c.id = tu.class_id
         where tu.task_id = $1
         order by case tu.role when 'lead' then 0 when 'co_lead' then 1 else 2 end, tu.position, u.sort_order, u.code",
        task,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Part {
            unit_code: row.code,
            unit_name: row.short_name,
            role: UnitRole::from_code(&row.role).unwrap_or(UnitRole::Participant),
            duty: row.duty,
            class: row.class,
            class_code: row.class_code,
        })
        .collect())
}

async fn classes(db: &PgPool, task: Uuid) -> Result<Vec<ClassPart>, AppError> {
    Ok(sqlx::query_as!(
        ClassPart,
        "select c.code, tc.written, c.closed from task_classes tc join unit_classes c on c.id = tc.class_id
         where tc.task_id = $1 order by tc.position",
        task,
    )
    .fetch_all(db)
    .await?)
}

async fn unmatched(db: &PgPool, task: Uuid) -> Result<Vec<String>, AppError> {
    Ok(sqlx::query_scalar!("select written from task_unmatched where task_id = $1 order by position", task)
        .fetch_all(db)
        .await?)
}

async fn sources(db: &PgPool, task: Uuid) -> Result<Vec<Source>, AppError> {
    Ok(sqlx::query_as!(Source, "select document, clause from task_sources where task_id = $1 order by position", task,)
        .fetch_all(db)
        .await?)
}

async fn milestones(db: &PgPool, task: Uuid) -> Result<Vec<Milestone>, AppError> {
    let rows = sqlx::query!(
        "select u.short_name as \"unit_name?\", m.title, m.deliverable, m.due, m.due_kind, m.due_text, m.baseline, m.done_on
         from milestones m left join units u on u.id = m.unit_id where m.task_id = $1 order by m.position",
        task
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Milestone {
            unit_name: row.unit_name,
            title: row.title,
            deliverable: row.deliverable,
            due: row.due,
            kind: DueKind::from_code(&row.due_kind).unwrap_or(DueKind::Unscheduled),
            due_text: row.due_text,
            baseline: row.baseline,
            done_on: row.done_on,
        })
        .collect())
}
