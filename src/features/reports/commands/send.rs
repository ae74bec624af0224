//! 报送

use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    asking,
    writing::{Open, Which, open},
};
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        documents::model::Document,
        lights::commands::refresh,
        reports::{
            inputs::{ReportForm, ReportText},
            model::{Confidence, Help, can_send_report},
            queries::documents::attached,
        },
        tasks::model::UnitRole,
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{error::AppError, ids::CommandKey},
};

/// Sends the report of the actor's unit. From now on it counts and is not changed unless it is returned. The unit's last
/// report says which of its steps are done, and what it asks for. A late report is accepted.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when it was sent already; [`AppError::Conflict`] when
/// somebody else of the unit wrote meanwhile; [`AppError::Fields`] for what is missing or wrong.
pub async fn send(db: &PgPool, act: &Act, key: CommandKey, which: &Which, form: &ReportForm) -> Result<(), AppError> {
    if !can_send_report(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "report.sent").await?.is_some() {
        return Ok(());
    }
    let open = open(&mut tx, act, which).await?;
    let text = &form.parse(act.today, act.locale).map_err(AppError::Fields)?;
    open.asks_another(text, act)?;
    open.is_still(which.version)?;
    let (report, _) = open.write(&mut tx, act, text, true).await?;
    // An older one that is corrected or late does not undo what the unit said since.
    if is_latest(&mut tx, &open).await? {
        finish_steps(&mut tx, &open, report).await?;
        asking::ask(&mut tx, act, &open, report, text).await?;
    }
    let documents = send_along(&mut tx, act, &open).await?;
    refresh(&mut tx, &[open.standing.task.0]).await?;
    let object = Object::new("task", open.standing.task.0, open.standing.number.clone());
    record(&mut tx, act, NewEvent::new("report.sent", object).after(&said(act, &open, text, &documents))).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether no report of the unit on a later period counts.
async fn is_latest(tx: &mut Tx<'_>, open: &Open) -> Result<bool, AppError> {
    Ok(sqlx::query_scalar!(
        "select not exists (select 1 from reports where task_id = $1 and unit_id = $2 and period_start > $3
                                                    and sent_at is not null and returned_at is null) as \"latest!\"",
        open.standing.task.0,
        open.standing.unit.0,
        open.period.start,
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// Done is what the unit's last report says is done, and nothing else of its steps.
async fn finish_steps(tx: &mut Tx<'_>, open: &Open, report: Uuid) -> Result<(), AppError> {
    sqlx::query!(
        "update milestones m set done_on = (
             select done_on from report_milestones d where d.report_id = $1 and d.milestone_id = m.id)
         where m.task_id = $2 and (m.unit_id = $3 or m.unit_id is null and $4)",
        report,
        open.standing.task.0,
        open.standing.unit.0,
        open.standing.role == UnitRole::Lead,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What is attached goes out with the report, and is kept from now on.
async fn send_along(tx: &mut Tx<'_>, act: &Act, open: &Open) -> Result<Vec<Document>, AppError> {
    sqlx::query!(
        "update report_documents set sent_at = $4
         where task_id = $1 and unit_id = $2 and period_start = $3 and removed_at is null and sent_at is null",
        open.standing.task.0,
        open.standing.unit.0,
        open.period.start,
        act.at,
    )
    .execute(&mut **tx)
    .await?;
    attached(tx, &open.standing, open.period.start).await
}

/// What the record keeps: the whole report, since a corrected one takes its place, and what its files were.
fn said(act: &Act, open: &Open, text: &ReportText, documents: &[Document]) -> Value {
    let mut said = json!({
        "unit": act.actor.unit_name,
        "period": open.period.span(),
        "percent": text.percent,
        "content": text.content,
        "confidence": text.confidence.map(Confidence::code),
    });
    let help = if text.help == Help::None { "" } else { &text.help_text };
    let more = [("difficulties", text.difficulties.as_str()), ("next_step", &text.next_step), ("help", help)];
    for (name, text) in more.into_iter().filter(|(_, text)| !text.is_empty()) {
        said[name] = text.into();
    }
    if !documents.is_empty() {
        said["attachments"] = documents.iter().map(Document::for_record).collect();
    }
    said
}
