//! Ending sessions.

use crate::{
    features::activity::{
        commands::record,
        model::{NewEvent, Object},
    },
    server::context::RequestContext,
    shared::{error::AppError, ids::SessionId},
};

/// Ends the session this request came with. Without one there is nothing to do.
pub async fn sign_out(context: &RequestContext) -> Result<(), AppError> {
    match &context.signed_in {
        None => Ok(()),
        Some(signed_in) => end(context, signed_in.session).await,
    }
}

/// Ends one of the actor's own sessions; another person's is not found.
pub async fn end(context: &RequestContext, session: SessionId) -> Result<(), AppError> {
    let act = context.act()?;
    let mut tx = context.app.db.begin().await?;
    let ended = sqlx::query!(
        "update sessions set ended_at = $3 where id = $1 and person_id = $2 and ended_at is null",
        session.0,
        act.actor.person.0,
        act.now,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if ended == 0 {
        return Err(AppError::NotFound);
    }
    record(&mut tx, &act, NewEvent::new("session.ended", Object::new("session", session.0, act.actor.name.clone())))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Ends all of the actor's sessions but the one this request came with. Without others nothing changes.
pub async fn end_others(context: &RequestContext) -> Result<(), AppError> {
    let act = context.act()?;
    let own = context.signed_in.as_ref().ok_or(AppError::SignedOut)?.session;
    let mut tx = context.app.db.begin().await?;
    let ended = sqlx::query!(
        "update sessions set ended_at = $3 where person_id = $1 and id <> $2 and ended_at is null",
        act.actor.person.0,
        own.0,
        act.now,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if ended == 0 {
        return Ok(());
    }
    let object = Object::new("person", act.actor.person.0, act.actor.name.clone());
    let event = NewEvent::new("session.others_ended", object);
    record(&mut tx, &act, event.after(&serde_json::json!({ "sessions_ended": ended }))).await?;
    tx.commit().await?;
    Ok(())
}
