//! The auditor's list: the whole record, newest first.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::activity::{filter::AuditFilter, model::can_read_audit},
    shared::{
        actor::Actor,
        error::AppError,
        paging::{Cursor, cut},
    },
};

/// Events of one page.
pub const PAGE: i64 = 50;

/// One event with its seal.
#[derive(Clone, Debug)]
pub struct AuditRow {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub actor_name: String,
    /// None: nobody was signed in.
    pub account: Option<String>,
    pub unit: Option<String>,
    pub address: String,
    pub request_id: String,
    pub verb: String,
    pub kind: String,
    pub object_id: Option<Uuid>,
    pub object_name: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// None: waits for its seal.
    pub number: Option<i64>,
    pub digest: Option<Vec<u8>>,
    pub sealed_at: Option<DateTime<Utc>>,
}

impl AuditRow {
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.at, id: self.id }
    }
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    /// Where the newer and the older pages begin.
    pub newer: Option<Cursor>,
    pub older: Option<Cursor>,
}

/// The two directions differ in the comparison with the cursor and the order, which no parameter can say.
macro_rules! rows {
    ($filter:expr, $cursor:expr, $limit:expr, $beyond:literal, $order:literal) => {{
        let filter: &AuditFilter = $filter;
        let cursor: Option<Cursor> = $cursor;
        let (from, to) = filter.period();
        sqlx::query_as!(
            AuditRow,
            "select e.id, e.at, e.actor_name, p.account as \"account?\", u.short_name as \"unit?\", e.address,
                    e.request_id, e.verb, e.object_kind as kind, e.object_id, e.object_name, e.before, e.after,
                    s.number as \"number?\", s.digest as \"digest?\", s.sealed_at as \"sealed_at?\"
             from events e
             left join people p on p.id = e.actor_id
             left join units u on u.id = e.unit_id
             left join event_seals s on s.event_id = e.id
             where ($1::timestamptz is null or e.at >= $1)
               and ($2::timestamptz is null or e.at < $2)
               and ($3::text is null or strpos(lower(e.actor_name), lower($3)) > 0
                    or strpos(coalesce(p.account, ''), lower($3)) > 0 or strpos(lower(e.object_name), lower($3)) > 0)
               and ($4::text is null or e.verb = $4)
               and ($5::text is null or e.object_kind = $5)
               and ($6::text is null or starts_with(e.address, $6))
               and ($7::timestamptz is null or (e.at, e.id) "
                + $beyond
                + " ($7, $8::uuid)) "
                + $order
                + " limit $9",
            from,
            to,
            filter.text,
            filter.verb,
            filter.kind,
            filter.address,
            cursor.map(|cursor| cursor.at),
            cursor.map(|cursor| cursor.id),
            $limit,
        )
    }};
}

/// A page of the record for who may read it.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn page(db: &PgPool, actor: &Actor, filter: &AuditFilter) -> Result<AuditPage, AppError> {
    if !can_read_audit(actor) {
        return Err(AppError::NotFound);
    }
    let beyond = PAGE + 1;
    if let Some(newer) = filter.newer {
        let mut rows = rows!(filter, Some(newer), beyond, ">", "order by e.at, e.id").fetch_all(db).await?;
        let more = cut(&mut rows, PAGE as usize);
        rows.reverse();
        let first = rows.first().map(AuditRow::cursor).filter(|_| more);
        let last = rows.last().map(AuditRow::cursor);
        return Ok(AuditPage { rows, newer: first, older: last });
    }
    let mut rows = older(db, filter, filter.older, beyond).await?;
    let more = cut(&mut rows, PAGE as usize);
    let first = rows.first().map(AuditRow::cursor).filter(|_| filter.older.is_some());
    let last = rows.last().map(AuditRow::cursor).filter(|_| more);
    Ok(AuditPage { rows, newer: first, older: last })
}

/// Up to `limit` events before `cursor`, newest first. Who asks has been checked.
pub(in crate::features::activity) async fn older(
    db: &PgPool,
    filter: &AuditFilter,
    cursor: Option<Cursor>,
    limit: i64,
) -> Result<Vec<AuditRow>, AppError> {
    Ok(rows!(filter, cursor, limit, "<", "order by e.at desc, e.id desc").fetch_all(db).await?)
}

/// How far the chain has come.
#[derive(Clone, Debug)]
pub struct ChainState {
    pub last: Option<LastSeal>,
    /// Committed events without a seal.
    pub waiting: i64,
    /// When the oldest of them happened.
    pub waiting_since: Option<DateTime<Utc>>,
}

/// The newest seal.
#[derive(Clone, Debug)]
pub struct LastSeal {
    pub number: i64,
    pub digest: Vec<u8>,
    pub sealed_at: DateTime<Utc>,
}

/// The state of the chain, for who may read the record.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn chain(db: &PgPool, actor: &Actor) -> Result<ChainState, AppError> {
    if !can_read_audit(actor) {
        return Err(AppError::NotFound);
    }
    let last =
        sqlx::query_as!(LastSeal, "select number, digest, sealed_at from event_seals order by number desc limit 1")
            .fetch_optional(db)
            .await?;
    let waiting = sqlx::query!(
        "select count(*) as \"count!\", min(e.at) as since from outbox o join events e on e.id = o.event_id"
    )
    .fetch_one(db)
    .await?;
    Ok(ChainState { last, waiting: waiting.count, waiting_since: waiting.since })
}
