//! What a sent report asks of others.

use serde_json::json;
use uuid::Uuid;

use super::writing::Open;
use crate::{
    features::{
        notifications::{
            commands::notify::notify,
            model::{Audience, Notice, Topic},
        },
        reports::{inputs::ReportText, model::Help},
        tasks::queries::of_unit::lead_of,
    },
    server::{context::Act, database::Tx},
    shared::error::AppError,
};

/// Opens what is asked for now, changes the words of what was open, and ends what is no longer asked. Whoever is asked
/// something new is told.
pub(super) async fn ask(
    tx: &mut Tx<'_>,
    act: &Act,
    open: &Open,
    report: Uuid,
    text: &ReportText,
) -> Result<(), AppError> {
    let of = &open.standing;
    sqlx::query!(
        "update help_requests set ended_at = $4, ended_by = $5
         where task_id = $1 and unit_id = $2 and whom <> $3 and ended_at is null",
        of.task.0,
        of.unit.0,
        text.help.code(),
        act.at,
        act.actor.person.0,
    )
    .execute(&mut **tx)
    .await?;
    if text.help == Help::None {
        return Ok(());
    }
    let was = sqlx::query_scalar!(
        "select text from help_requests where task_id = $1 and unit_id = $2 and whom = $3 and ended_at is null",
        of.task.0,
        of.unit.0,
        text.help.code(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into help_requests (id, report_id, task_id, unit_id, whom, text, asked_at, asked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (task_id, unit_id, whom) where ended_at is null do update set report_id = $2, text = $6",
        Uuid::now_v7(),
        report,
        of.task.0,
        of.unit.0,
        text.help.code(),
        text.help_text,
        act.at,
        act.actor.person.0,
    )
    .execute(&mut **tx)
    .await?;
    if was.as_deref() == Some(&text.help_text) {
        return Ok(());
    }
    tell(tx, act, open, report, text).await
}

async fn tell(tx: &mut Tx<'_>, act: &Act, open: &Open, report: Uuid, text: &ReportText) -> Result<(), AppError> {
    let of = &open.standing;
    let audience = if text.help == Help::Office {
        Some(Audience::Office)
    } else {
        lead_of(&mut **tx, of.task).await?.map(Audience::Unit)
    };
    let Some(audience) = audience else { return Ok(()) };
    let notice = Notice {
        topic: Topic::HelpAsked,
        task: Some((of.task, &of.number)),
        audience,
        args: json!({ "unit": act.actor.unit_name, "title": of.title, "text": text.help_text }),
        urgent: false,
        dedupe: format!("help:{report}:{}", act.at.timestamp()),
    };
    notify(tx, act.at, &[notice]).await
}
