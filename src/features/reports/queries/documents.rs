//! Attachments of reports.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::standing::Standing;
use crate::{
    features::{
        documents::model::Document,
        reports::model::can_draft_report,
        tasks::{model::can_read_tasks, queries::sight},
    },
    shared::{actor::Actor, error::AppError, ids::TaskId},
};

/// What is attached to the report of a unit on the period that begins on `start`, in the order in which it came.
pub async fn attached(db: &mut PgConnection, of: &Standing, start: NaiveDate) -> Result<Vec<Document>, AppError> {
    Ok(sqlx::query_as!(
        Document,
        "select d.id, d.name, d.media_type, d.size, d.sha256
         from report_documents r join documents d on d.id = r.document_id
         where r.task_id = $1 and r.unit_id = $2 and r.period_start = $3 and r.removed_at is null order by d.id",
        of.task.0,
        of.unit.0,
        start,
    )
    .fetch_all(db)
    .await?)
}

/// What was sent with the reports of a task, by unit and first day of the period.
pub async fn sent_with(db: &PgPool, task: TaskId) -> Result<HashMap<(Uuid, NaiveDate), Vec<Document>>, AppError> {
    let rows = sqlx::query!(
        "select r.unit_id, r.period_start, d.id, d.name, d.media_type, d.size, d.sha256
         from report_documents r join documents d on d.id = r.document_id
         where r.task_id = $1 and r.removed_at is null and r.sent_at is not null order by d.id",
        task.0,
    )
    .fetch_all(db)
    .await?;
    let mut sent: HashMap<_, Vec<Document>> = HashMap::new();
    for row in rows {
        let document =
            Document { id: row.id, name: row.name, media_type: row.media_type, size: row.size, sha256: row.sha256 };
        sent.entry((row.unit_id, row.period_start)).or_default().push(document);
    }
    Ok(sent)
}

/// An attachment that the reader may have: of the own unit's report always, of another's while the report counts and the
/// task is one that the reader sees.
///
/// # Errors
/// [`AppError::NotFound`] otherwise.
pub async fn readable(db: &PgPool, actor: &Actor, number: &str, document: Uuid) -> Result<Document, AppError> {
    if !can_read_tasks(actor) || number.contains('\0') {
        return Err(AppError::NotFound);
    }
    let (sees_all, unit) = sight(actor);
    let writes = can_draft_report(actor).then_some(actor.unit.0);
    sqlx::query_as!(
        Document,
        "select d.id, d.name, d.media_type, d.size, d.sha256
         from report_documents a join documents d on d.id = a.document_id
         join visible_tasks($1, $2) t on t.id = a.task_id
         where t.number = $3 and d.id = $4 and a.removed_at is null
           and (a.unit_id = $5
                or a.sent_at is not null and exists (
                       select 1 from reports r
                       where r.task_id = a.task_id and r.unit_id = a.unit_id and r.period_start = a.period_start
                         and r.sent_at is not null and r.returned_at is null))",
        sees_all,
        unit,
        number,
        document,
        writes,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)
}
