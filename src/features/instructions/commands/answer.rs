//! 回复批示

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::{hold, notices};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        instructions::model::{LONGEST, can_answer, is_late},
        tasks::commands::life::due::standing,
    },
    server::{context::Act, database::idempotency},
    shared::{
        error::AppError,
        ids::{CommandKey, InstructionId},
        validation::needed_text,
    },
    t,
};

/// Answers for the first lead. Until the instruction is closed, a further reply adds to the earlier ones.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when it is closed; [`AppError::Fields`] without a text.
pub async fn answer(db: &PgPool, act: &Act, key: CommandKey, id: InstructionId, text: &str) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "instruction.answered").await?.is_some() {
        return Ok(());
    }
    let instruction = hold(&mut tx, act, id).await?;
    if !can_answer(&act.actor, standing(&mut tx, &instruction.task).await?.lead) {
        return Err(AppError::NotFound);
    }
    instruction.must_be_open(act)?;
    let mut errors = Vec::new();
    let label = t::instructions::reply_text(act.locale);
    let text = needed_text("reply", label, text, LONGEST, act.locale, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Fields(errors));
    }
    let reply = Uuid::now_v7();
    sqlx::query!(
        "insert into instruction_replies (id, instruction_id, unit_id, text, person_id, at) values ($1, $2, $3, $4, $5, $6)",
        reply,
        id.0,
        act.actor.unit.0,
        text,
        act.actor.person.0,
        act.at,
    )
    .execute(&mut *tx)
    .await?;
    // What the leader takes note of is no longer what was on the leader's page.
    sqlx::query!("update instructions set version = version + 1 where id = $1", id.0).execute(&mut *tx).await?;
    notices::answered(&mut tx, act, &instruction, reply, &text).await?;
    let object = instruction.task.object();
    let after = json!({
        "instruction": instruction.text, "reply": text, "late": is_late(instruction.reply_due, act.today),
    });
    record(&mut tx, act, NewEvent::new("instruction.answered", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
