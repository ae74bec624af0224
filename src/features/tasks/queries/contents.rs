//! Many tasks with everything that was written about them: for export, and for comparing with a sheet.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    features::tasks::{
        content::{TaskContent, WrittenClass, WrittenMilestone, WrittenSource},
        model::DueKind,
    },
    shared::{
        error::AppError,
        ids::{PlanId, TaskId},
    },
};

/// A stored task.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: TaskId,
    pub number: String,
    pub version: i64,
    pub content: TaskContent,
    pub agreed: Agreed,
}

/// What was agreed about a task since the office's sheet was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// The date before the deadline was extended, where it was.
    pub extended_from: Option<NaiveDate>,
    /// A roadmap was approved: its steps are no longer the sheet's.
    pub roadmap: bool,
}

/// All tasks of a plan by number, for who may edit the ledger and so sees all of it.
pub async fn of_plan(db: &mut PgConnection, plan: PlanId) -> Result<Vec<Stored>, AppError> {
    let ids =
        sqlx::query_scalar!("select id from tasks where plan_id = $1 order by seq", plan.0).fetch_all(&mut *db).await?;
    by_ids(db, &ids).await
}

/// The tasks with these ids, in this order. The ids come from a query that starts from what the actor may see.
pub async fn by_ids(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Stored>, AppError> {
    let mut parts = Parts::read(&mut *db, ids).await?;
    let rows = sqlx::query!(
        "select t.id, t.number, t.version, t.seq, t.field, t.title, t.content, t.deadline_kind, t.original_due, t.current_due,
                t.deadline_text, t.note, t.progress,
                exists (select from milestones m where m.task_id = t.id and m.baseline is not null) as \"roadmap!\"
         from unnest($1::uuid[]) with ordinality wanted (id, place) join tasks t on t.id = wanted.id
         order by wanted.place",
        ids,
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let units = parts.units.remove(&row.id).unwrap_or_default();
            let extended_from = row.original_due.filter(|original| row.current_due.is_some_and(|due| due != *original));
            let agreed = Agreed { extended_from, roadmap: row.roadmap };
            let content = TaskContent {
                seq: row.seq,
                field: row.field,
                title: row.title,
                content: row.content,
                lead: units.lead,
                co_leads: units.co_leads,
                participants: units.participants,
                classes: parts.classes.remove(&row.id).unwrap_or_default(),
                unmatched: parts.unmatched.remove(&row.id).unwrap_or_default(),
                duties: units.duties,
                deadline_kind: DueKind::from_code(&row.deadline_kind).unwrap_or(DueKind::Unscheduled),
                due: row.current_due,
                deadline_text: row.deadline_text,
                milestones: parts.milestones.remove(&row.id).unwrap_or_default(),
                sources: parts.sources.remove(&row.id).unwrap_or_default(),
                note: row.note,
                progress: row.progress,
            };
            Stored { id: TaskId(row.id), number: row.number, version: row.version, content, agreed }
        })
        .collect())
}

#[derive(Default)]
struct Units {
    lead: String,
    co_leads: Vec<String>,
    participants: Vec<String>,
    duties: BTreeMap<String, String>,
}

/// What hangs on the tasks, by task.
struct Parts {
    units: HashMap<Uuid, Units>,
    classes: HashMap<Uuid, Vec<WrittenClass>>,
    unmatched: HashMap<Uuid, Vec<String>>,
    sources: HashMap<Uuid, Vec<WrittenSource>>,
    milestones: HashMap<Uuid, Vec<WrittenMilestone>>,
}

impl Parts {
    async fn read(db: &mut PgConnection, ids: &[Uuid]) -> Result<Self, AppError> {
        Ok(Self {
            units: units(&mut *db, ids).await?,
            classes: classes(&mut *db, ids).await?,
            unmatched: unmatched(&mut *db, ids).await?,
            sources: sources(&mut *db, ids).await?,
            milestones: milestones(&mut *db, ids).await?,
        })
    }
}

async fn units(db: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Units>, AppError> {
    let rows = sqlx::query!(
        "select tu.task_id, u.code, tu.role, tu.duty, tu.class_id from task_units tu join units u on u.id = tu.unit_id
         where tu.task_id = any($1) order by tu.position",
        ids,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut found: HashMap<Uuid, Units> = HashMap::new();
    for row in rows {
        let units = found.entry(row.task_id).or_default();
        if !row.duty.is_empty() {
            units.duties.insert(row.code.clone(), row.duty);
        }
        match row.role.as_str() {
            "lead" => units.lead = row.code,
            "co_lead" => units.co_leads.push(row.code),
            _ if row.class_id.is_none() => units.participants.push(row.code),
            _ => {}
        }
    }
    Ok(found)
}

async fn classes(db: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<WrittenClass>>, AppError> {
    let rows = sqlx::query!(
        "select tc.task_id, c.code, tc.written from task_classes tc join unit_classes c on c.id = tc.class_id
         where tc.task_id = any($1) order by tc.position",
        ids,
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(grouped(rows.into_iter().map(|row| (row.task_id, WrittenClass { code: row.code, written: row.written }))))
}

async fn unmatched(db: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, AppError> {
    let rows =
        sqlx::query!("select task_id, written from task_unmatched where task_id = any($1) order by position", ids)
            .fetch_all(&mut *db)
            .await?;
    Ok(grouped(rows.into_iter().map(|row| (row.task_id, row.written))))
}

async fn sources(db: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<WrittenSource>>, AppError> {
    let rows = sqlx::query!(
        "select task_id, document, clause from task_sources where task_id = any($1) order by position",
        ids,
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(grouped(rows.into_iter().map(|row| (row.task_id, WrittenSource { document: row.document, clause: row.clause }))))
}

async fn milestones(db: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<WrittenMilestone>>, AppError> {
    struct Row {
        task_id: Uuid,
        title: String,
        due: Option<NaiveDate>,
        due_kind: String,
        due_text: String,
    }
    let rows = sqlx::query_as!(
        Row,
        "select task_id, title, due, due_kind, due_text from milestones where task_id = any($1) order by position",
        ids,
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(grouped(rows.into_iter().map(|row| {
        let kind = DueKind::from_code(&row.due_kind).unwrap_or(DueKind::Unscheduled);
        (row.task_id, WrittenMilestone { title: row.title, due: row.due, kind, due_text: row.due_text })
    })))
}

fn grouped<T>(rows: impl Iterator<Item = (Uuid, T)>) -> HashMap<Uuid, Vec<T>> {
    let mut groups: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (task, row) in rows {
        groups.entry(task).or_default().push(row);
    }
    groups
}
