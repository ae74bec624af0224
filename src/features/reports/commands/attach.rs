//! 附件: put to a report that is being written, and taken off it.

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::writing::{Open, Which, open};
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        documents::{
            commands::{Taken, forget, write},
            model::Document,
        },
        reports::{model::ATTACHMENTS, queries::documents::attached},
    },
    server::{context::Act, database::Tx},
    shared::error::AppError,
    t,
};

/// Whether something can be attached now, before a long file is on its way for nothing.
///
/// # Errors
/// As of [`attach`].
pub async fn can_attach(db: &PgPool, act: &Act, which: &Which) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    let open = open(&mut tx, act, which).await?;
    room(&mut tx, act, &open, 1).await
}

/// Attaches files to the report of the actor's unit. A file with the same content is attached already: sent again after a
/// cut, it is there once. Returns those that are not needed. Writes no event: like a draft, nothing is done yet.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when the report was sent; [`AppError::Fields`] at
/// `files` when there are too many.
pub async fn attach(db: &PgPool, act: &Act, which: &Which, files: &[Taken]) -> Result<Vec<Uuid>, AppError> {
    let mut tx = db.begin().await?;
    let open = open(&mut tx, act, which).await?;
    let mut spare = Vec::new();
    for file in files {
        let there = attached(&mut tx, &open.standing, open.period.start).await?;
        if there.iter().any(|there| there.sha256 == file.stored.sha256) {
            spare.push(file.stored.id);
            continue;
        }
        room(&mut tx, act, &open, 1).await?;
        let document = write(&mut tx, act, file).await?;
        sqlx::query!(
            "insert into report_documents (document_id, task_id, unit_id, period_start) values ($1, $2, $3, $4)",
            document.id,
            open.standing.task.0,
            open.standing.unit.0,
            open.period.start,
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(spare)
}

async fn room(tx: &mut Tx<'_>, act: &Act, open: &Open, more: usize) -> Result<(), AppError> {
    let there = attached(tx, &open.standing, open.period.start).await?.len();
    if there + more > ATTACHMENTS {
        return Err(AppError::field("files", t::documents::too_many(act.locale, ATTACHMENTS as i64)));
    }
    Ok(())
}

/// Takes an attachment off. What was never sent is forgotten, without an event, as it came; what was sent once with the
/// report is kept out of sight, and the record says so. One that is not there is taken off already.
///
/// # Errors
/// As of [`attach`].
pub async fn remove(db: &PgPool, act: &Act, which: &Which, document: &str) -> Result<(), AppError> {
    let document: Uuid = document.parse().map_err(|_| AppError::NotFound)?;
    let mut tx = db.begin().await?;
    let of = open(&mut tx, act, which).await?;
    let draft = sqlx::query_scalar!(
        "delete from report_documents
         where document_id = $1 and task_id = $2 and unit_id = $3 and period_start = $4 and sent_at is null
         returning document_id",
        document,
        of.standing.task.0,
        of.standing.unit.0,
        of.period.start,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(document) = draft {
        forget(&mut tx, document).await?;
    } else {
        let taken_off = sqlx::query_as!(
            Document,
            "update report_documents r set removed_at = $5, removed_by = $6 from documents d
             where r.document_id = $1 and r.task_id = $2 and r.unit_id = $3 and r.period_start = $4
               and r.removed_at is null and d.id = r.document_id
             returning d.id, d.name, d.media_type, d.size, d.sha256",
            document,
            of.standing.task.0,
            of.standing.unit.0,
            of.period.start,
            act.at,
            act.actor.person.0,
        )
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(file) = taken_off {
            let object = Object::new("task", of.standing.task.0, of.standing.number.clone());
            let of = json!({ "unit": act.actor.unit_name, "period": of.period.span() });
            let before = json!({ "attachments": [file.for_record()] });
            record(&mut tx, act, NewEvent::new("report.file_removed", object).before(&before).after(&of)).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
