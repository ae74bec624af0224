//! What somebody was told.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::notifications::model::Sight,
    shared::{
        actor::Actor,
        error::AppError,
        ids::NotificationId,
        paging::{Cursor, cut},
    },
};

/// Notifications shown at a time.
const PAGE: i64 = 50;

/// One notification as it is kept.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: Uuid,
    pub topic: String,
    pub args: Value,
    pub urgent: bool,
    pub made_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
    /// The task's number now.
    pub number: Option<String>,
}

impl Line {
    #[must_use]
    pub const fn id(&self) -> NotificationId {
        NotificationId(self.id)
    }
}

/// A part of the inbox, newest first.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    pub lines: Vec<Line>,
    /// Where the older part begins.
    pub older: Option<Cursor>,
}

/// The actor's notifications before `older`, all or only the unread ones. Those of tasks that the actor may not see any
/// more are left out.
pub async fn inbox(db: &PgPool, actor: &Actor, unread: bool, older: Option<Cursor>) -> Result<Inbox, AppError> {
    let sight = Sight::of(actor);
    let mut lines = sqlx::query_as!(
        Line,
        "select n.id, n.topic, n.args, n.urgent, n.made_at, n.read_at, t.number as \"number?\"
         from notifications n
         left join lateral (select v.number from visible_tasks($2, $3) v where v.id = n.task_id) t on true
         where n.person_id = $1 and (n.task_id is null or t.number is not null)
           and (not $4 or n.read_at is null)
           and ($5::timestamptz is null or (n.made_at, n.id) < ($5, $6::uuid))
         order by n.made_at desc, n.id desc limit $7",
        actor.person.0,
        sight.all,
        sight.unit.map(|unit| unit.0),
        unread,
        older.map(|cursor| cursor.at),
        older.map(|cursor| cursor.id),
        PAGE + 1,
    )
    .fetch_all(db)
    .await?;
    let more = cut(&mut lines, PAGE as usize);
    let older = lines.last().map(|line| Cursor { at: line.made_at, id: line.id }).filter(|_| more);
    Ok(Inbox { lines, older })
}
