//! 阅知办结

use serde_json::json;
use sqlx::PgPool;

use super::{hold, notices};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        instructions::model::{LONGEST, can_note, needs_reason},
        tasks::commands::life::due::standing,
    },
    server::{context::Act, database::idempotency},
    shared::{
        error::AppError,
        ids::{CommandKey, InstructionId},
        validation::optional_text,
    },
    t,
};

/// Takes note of the reply and closes the instruction.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Refused`] when it is closed; [`AppError::Conflict`] when it was
/// changed meanwhile; [`AppError::Fields`] when a reason is needed.
pub async fn note(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    id: InstructionId,
    version: i64,
    reason: &str,
) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "instruction.noted").await?.is_some() {
        return Ok(());
    }
    let instruction = hold(&mut tx, act, id).await?;
    if !can_note(&act.actor, instruction.leader) {
        return Err(AppError::NotFound);
    }
    instruction.must_be_open(act)?;
    if instruction.version != version {
        return Err(AppError::Conflict);
    }
    let mut errors = Vec::new();
    let reason =
        optional_text("reason", t::instructions::note_reason(act.locale), reason, LONGEST, act.locale, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Fields(errors));
    }
    if reason.is_empty() && needs_reason(&act.actor, instruction.leader, instruction.stage) {
        return Err(AppError::field("reason", t::instructions::note_reason_needed(act.locale)));
    }
    instruction.close(&mut tx, act, &reason).await?;
    let lead = standing(&mut tx, &instruction.task).await?.lead;
    notices::noted(&mut tx, act, lead, &instruction).await?;
    let object = instruction.task.object();
    let after = json!({ "instruction": instruction.text, "reason": reason });
    record(&mut tx, act, NewEvent::new("instruction.noted", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
