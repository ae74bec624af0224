//! The number in the bar.

use sqlx::PgPool;

use crate::{
    features::notifications::model::Sight,
    server::live::inboxes::{Mark, marks},
    shared::{actor::Actor, error::AppError},
};

/// Unread ones are counted up to here.
pub const UNREAD_COUNTED: i64 = 100;

/// Unread notifications, and how `/live` knows the inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bell {
    pub unread: i64,
    pub mark: Mark,
}

/// The actor's unread notifications. The mark is taken first: what comes between the two is told afterwards.
pub async fn bell(db: &PgPool, actor: &Actor) -> Result<Bell, AppError> {
    let mark = marks(db, &[actor.person]).await?.remove(&actor.person).unwrap_or_default();
    let sight = Sight::of(actor);
    let unread = sqlx::query_scalar!(
        "select count(*) as \"count!\" from (
             select from notifications n
             where n.person_id = $1 and n.read_at is null
               and (n.task_id is null or exists (select from visible_tasks($2, $3) t where t.id = n.task_id))
             limit $4) unread",
        actor.person.0,
        sight.all,
        sight.unit.map(|unit| unit.0),
        UNREAD_COUNTED,
    )
    .fetch_one(db)
    .await?;
    Ok(Bell { unread, mark })
}
