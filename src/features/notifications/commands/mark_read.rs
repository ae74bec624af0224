//! Having read. Each is done once: doing it again changes nothing and leaves no event.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{
    features::activity::{
        commands::record,
        model::{NewEvent, Object},
    },
    server::context::Act,
    shared::{error::AppError, ids::NotificationId},
};

/// Marks one of the actor's own notifications as read.
///
/// # Errors
/// [`AppError::NotFound`] for another's.
pub async fn mark_read(db: &PgPool, act: &Act, id: NotificationId) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select n.read_at, n.topic from notifications n where n.id = $1 and n.person_id = $2 for update",
        id.0,
        act.actor.person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if row.read_at.is_some() {
        return Ok(());
    }
    sqlx::query!("update notifications set read_at = $2 where id = $1", id.0, act.at).execute(&mut *tx).await?;
    record(&mut tx, act, NewEvent::new("notification.read", Object::new("notification", id.0, row.topic))).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks those of the actor's notifications as read that were there at `until`: what came after the list was drawn is
/// not yet read.
pub async fn mark_all_read(db: &PgPool, act: &Act, until: DateTime<Utc>) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    let read = sqlx::query!(
        "update notifications set read_at = $3 where person_id = $1 and read_at is null and made_at <= $2",
        act.actor.person.0,
        until,
        act.at,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if read == 0 {
        return Ok(());
    }
    let object = Object { kind: "notification", id: None, name: String::new() };
    let event = NewEvent::new("notification.all_read", object).after(&serde_json::json!({ "changed": read }));
    record(&mut tx, act, event).await?;
    tx.commit().await?;
    Ok(())
}
