//! The sessions of a person.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{
    features::accounts::model::{ABSOLUTE_LIMIT, IDLE_LIMIT},
    shared::{
        error::AppError,
        ids::{PersonId, SessionId},
    },
};

/// A sign-in that is still good.
#[derive(Clone, Debug)]
pub struct SessionLine {
    pub id: SessionId,
    /// The browser's own name for itself (User-Agent).
    pub device: String,
    pub address: String,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
}

/// The good sessions of `person`, the last used first.
pub async fn of_person(db: &PgPool, person: PersonId, now: DateTime<Utc>) -> Result<Vec<SessionLine>, AppError> {
    Ok(sqlx::query_as!(
        SessionLine,
        "select id as \"id: SessionId\", device, address, created_at, seen_at from sessions
         where person_id = $1 and ended_at is null and created_at > $2 and seen_at > $3
         order by seen_at desc, id desc",
        person.0,
        now - ABSOLUTE_LIMIT,
        now - IDLE_LIMIT,
    )
    .fetch_all(db)
    .await?)
}
