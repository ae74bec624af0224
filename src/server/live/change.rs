//! A link of the chain as live updates need it: which record, and whom it concerns.

use sqlx::PgPool;
use uuid::Uuid;

/// What pages can follow; a page names its topics in `data-live`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Tasks, plans, imports.
    Tasks,
    /// People, their roles and sessions.
    People,
    /// Units, classes, aliases.
    Units,
    /// The activity record itself.
    Audit,
    /// The reader's own notifications; no event tells of them (`live::inboxes`).
    Notifications,
}

impl Topic {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tasks => "tasks",
            Self::People => "people",
            Self::Units => "units",
            Self::Audit => "audit",
            Self::Notifications => "notifications",
        }
    }

    /// The topic of an object of this kind, if anybody follows it.
    #[must_use]
    pub fn of_kind(kind: &str) -> Option<Self> {
        match kind {
            "task" | "plan" | "import" => Some(Self::Tasks),
            "person" | "session" => Some(Self::People),
            "unit" | "unit_class" => Some(Self::Units),
            _ => None,
        }
    }
}

/// One event, without its content.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its number in the chain.
    pub number: i64,
    pub kind: String,
    pub id: Option<Uuid>,
    /// Units with a part in the task now.
    pub units: Vec<Uuid>,
    /// Units that lost their part by this event.
    pub left_units: Vec<Uuid>,
}

/// Links after number `after`, in order, at most `limit`. Who is concerned is read from `task_units`, which is what the
/// database function `visible_tasks` looks at; a test holds the two together.
///
/// # Errors
/// Only what the database says.
pub async fn after(db: &PgPool, after: i64, limit: i64) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as!(
        Change,
        "select s.number, e.object_kind as kind, e.object_id as id, e.left_units,
                array(select tu.unit_id from task_units tu
                      where e.object_kind = 'task' and tu.task_id = e.object_id) as \"units!\"
         from event_seals s join events e on e.id = s.event_id
         where s.number > $1 order by s.number limit $2",
        after,
        limit,
    )
    .fetch_all(db)
    .await
}

/// The last number of the chain.
///
/// # Errors
/// Only what the database says.
pub async fn last(db: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar!("select coalesce(max(number), 0) as \"last!\" from event_seals").fetch_one(db).await
}
