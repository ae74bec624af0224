//! What was done with one record, for who may see that record: the caller has found it under its own rule.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgPool;
use uuid::Uuid;

use super::unit_names;
use crate::{
    features::activity::changes::UnitNames,
    shared::{
        error::AppError,
        paging::{Cursor, cut},
    },
};

/// Events shown at a time.
const PAGE: i64 = 20;

/// One event, without where it came from: addresses are for the auditor.
#[derive(Clone, Debug)]
pub struct HistoryRow {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub actor_name: String,
    pub unit: Option<String>,
    pub verb: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// A part of a record's history, newest first, and what it takes to write it out.
#[derive(Clone, Debug)]
pub struct History {
    pub rows: Vec<HistoryRow>,
    /// Where the earlier part begins.
    pub older: Option<Cursor>,
    pub names: UnitNames,
}

/// What is asked for: the events of one object.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    kind: &'static str,
    id: Uuid,
    only: Option<&'static [&'static str]>,
}

impl Record {
    /// Everything that was done with the object `id` of `kind`.
    #[must_use]
    pub const fn new(kind: &'static str, id: Uuid) -> Self {
        Self { kind, id, only: None }
    }

    /// Only the events with these verbs: for a reader who may see a part of the object.
    #[must_use]
    pub const fn only(self, verbs: &'static [&'static str]) -> Self {
        Self { only: Some(verbs), ..self }
    }
}

/// What was done with `record`, before `cursor`.
pub async fn history(db: &PgPool, record: Record, cursor: Option<Cursor>) -> Result<History, AppError> {
    let only: Option<Vec<String>> = record.only.map(|verbs| verbs.iter().map(|verb| (*verb).to_owned()).collect());
    let mut rows = sqlx::query_as!(
        HistoryRow,
        "select e.id, e.at, e.actor_name, u.short_name as \"unit?\", e.verb, e.before, e.after
         from events e left join units u on u.id = e.unit_id
         where e.object_kind = $1 and e.object_id = $2
           and ($3::timestamptz is null or (e.at, e.id) < ($3, $4::uuid))
           and ($6::text[] is null or e.verb = any($6))
         order by e.at desc, e.id desc limit $5",
        record.kind,
        record.id,
        cursor.map(|cursor| cursor.at),
        cursor.map(|cursor| cursor.id),
        PAGE + 1,
        only.as_deref(),
    )
    .fetch_all(db)
    .await?;
    let more = cut(&mut rows, PAGE as usize);
    let older = rows.last().map(|row| Cursor { at: row.at, id: row.id }).filter(|_| more);
    Ok(History { rows, older, names: unit_names(db).await? })
}
