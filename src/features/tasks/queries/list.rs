//! The list: one page of tasks by filter and order, found by keyset, never by counting rows.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sqlx::{FromRow, PgConnection, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

use super::{
    parts::{self, LineMilestone, Parts},
    plans::Plan,
    source::push_source,
};
use crate::{
    features::{
        lights::model::{Facts, Judge, Verdict},
        reports::model::Confidence,
        tasks::{
            filter::{LedgerFilter, Sort},
            model::{Due, DueKind, State, UnitRole},
        },
    },
    shared::{actor::Actor, error::AppError, paging, time},
};

/// Rows of a page.
pub const PAGE: usize = 50;
/// The list counts its rows up to here; beyond, it says "more than".
pub const COUNTED: i64 = 1000;

/// One row of the list.
#[derive(Clone, Debug)]
pub struct TaskLine {
    pub number: String,
    pub field: String,
    pub title: String,
    pub content: String,
    pub state: State,
    pub due: Due,
    pub light: Option<Verdict>,
    pub source: Option<(String, String)>,
    pub lead: Option<String>,
    pub co_leads: Vec<String>,
    pub participants: i64,
    /// What the reader's own unit does in it.
    pub own_role: Option<UnitRole>,
    pub milestones: Vec<LineMilestone>,
    /// What the first lead reported last: percent and confidence.
    pub report: Option<(i32, Confidence)>,
}

/// A page of the list.
#[derive(Clone, Debug, Default)]
pub struct TaskPage {
    pub lines: Vec<TaskLine>,
    /// How many tasks the filter finds, up to [`COUNTED`] + 1.
    pub count: i64,
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    key: String,
    seq: i32,
    number: String,
    field: String,
    title: String,
    content: String,
    state: String,
    deadline_kind: String,
    original_due: Option<NaiveDate>,
    current_due: Option<NaiveDate>,
    deadline_text: String,
    open_due: Option<NaiveDate>,
    reported_until: Option<NaiveDate>,
}

/// Where a page begins: the sort key, number and id of the row before it.
struct Cursor {
    key: String,
    seq: i32,
    id: Uuid,
}

impl Cursor {
    fn of(row: &Row) -> String {
        let parts = serde_json::json!([row.key, row.seq, row.id]);
        URL_SAFE_NO_PAD.encode(parts.to_string())
    }

    fn read(text: &str, sort: Sort) -> Option<Self> {
        let (key, seq, id): (String, i32, Uuid) = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        // The key is cast in SQL: one that cannot be must not get there.
        let key = match sort {
            Sort::Number => key.is_empty().then_some(key),
            Sort::Due | Sort::Open => time::parse_day(&key).map(time::day),
            Sort::Updated => {
                key.parse::<DateTime<Utc>>().ok().filter(|at| time::is_writable(at.date_naive())).map(instant)
            }
            Sort::Rank => key.parse::<i64>().ok().map(|rank| rank.to_string()),
            Sort::Title | Sort::Field => (!key.contains('\0')).then_some(key),
        };
        Some(Self { key: key?, seq, id })
    }
}

/// As the key of [`Sort::Updated`] is written.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The sort key in SQL, its type, and the key as text for the cursor. Each has an index (migrations/0003_ledger.sql).
const fn key(sort: Sort) -> (&'static str, &'static str, &'static str) {
    match sort {
        Sort::Number => ("", "", "''"),
        Sort::Due => {
            ("coalesce(t.current_due, date '9999-12-31')", "date", "coalesce(t.current_due, date '9999-12-31')::text")
        }
        Sort::Open => ("open_day(t.state, t.open_due)", "date", "open_day(t.state, t.open_due)::text"),
        Sort::Title => ("left(t.title, 100)", "text", "left(t.title, 100)"),
        Sort::Field => ("t.field", "text", "t.field"),
        Sort::Updated => (
            "t.updated_at",
            "timestamptz",
            "to_char(t.updated_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
        ),
        // The best match has the smallest key, so that ties go by number like everywhere.
        Sort::Rank => ("m.rank", "bigint", "m.rank::text"),
    }
}

/// One page of the tasks in `plan` that `actor` may see.
pub async fn page(
    db: &mut PgConnection,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
    judge: &Judge,
) -> Result<TaskPage, AppError> {
    let (place, backwards) = place(filter);
    let began = place.is_some();
    let mut rows: Vec<Row> = rows_sql("", actor, plan, filter, judge).build_query_as().fetch_all(&mut *db).await?;
    let more = paging::cut(&mut rows, PAGE);
    if backwards {
        rows.reverse();
    }
    let cursor = |row: Option<&Row>| row.map(Cursor::of);
    let previous = cursor(rows.first().filter(|_| if backwards { more } else { began }));
    let next = cursor(rows.last().filter(|_| more || backwards));
    let count = count_sql("", actor, plan, filter, judge).build_query_scalar().fetch_one(&mut *db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut parts = parts::of(db, actor, &ids).await?;
    let lines = rows.into_iter().map(|row| {
        let parts = parts.remove(&row.id).unwrap_or_default();
        line(row, parts, judge)
    });
    Ok(TaskPage { lines: lines.collect(), count, previous, next })
}

/// Where the page begins, and whether it is read backwards from there.
fn place(filter: &LedgerFilter) -> (Option<Cursor>, bool) {
    let read = |text: &Option<String>| text.as_deref().and_then(|text| Cursor::read(text, filter.order()));
    match read(&filter.before) {
        Some(cursor) => (Some(cursor), true),
        None => (read(&filter.after), false),
    }
}

/// The statement that finds the rows of a page and one more. `words` come before it: tests explain it.
pub(in crate::features::tasks) fn rows_sql(
    words: &str,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
    judge: &Judge,
) -> QueryBuilder<Postgres> {
    let sort = filter.order();
    let (place, backwards) = place(filter);
    let (key_sql, key_type, key_text) = key(sort);
    let mut sql = QueryBuilder::<Postgres>::new(words);
    sql.push("select t.id, ").push(key_text).push(
        " as key, t.seq, t.number, t.field, t.title, t.content, t.state, t.deadline_kind, t.original_due, t.current_due,
          t.deadline_text, t.open_due, t.reported_until from ",
    );
    push_source(&mut sql, actor, plan, filter, judge);
    let descending = filter.descending != backwards;
    if let Some(cursor) = place {
        let sign = if descending { "<" } else { ">" };
        if key_sql.is_empty() {
            sql.push(" and (t.seq, t.id) ").push(sign).push(" (");
        } else {
            sql.push(format!(" and ({key_sql}, t.seq, t.id) {sign} ("));
            sql.push_bind(cursor.key).push(format!("::{key_type}, "));
        }
        sql.push_bind(cursor.seq).push(", ").push_bind(cursor.id).push(")");
    }
    let direction = if descending { "desc" } else { "asc" };
    let first = if key_sql.is_empty() { String::new() } else { format!("{key_sql} {direction}, ") };
    sql.push(format!(" order by {first}t.seq {direction}, t.id {direction} limit {}", PAGE + 1));
    sql
}

/// The ids of all tasks that the filter finds, in its order: what an export holds.
pub async fn ids(
    db: &PgPool,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
    judge: &Judge,
) -> Result<Vec<Uuid>, AppError> {
    first_ids(db, actor, plan, filter, judge, None).await
}

/// The same, at most `limit` of them.
pub(super) async fn first_ids(
    db: &PgPool,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
    judge: &Judge,
    limit: Option<i64>,
) -> Result<Vec<Uuid>, AppError> {
    let sort = filter.order();
    let (key_sql, ..) = key(sort);
    let mut sql = QueryBuilder::<Postgres>::new("select t.id from ");
    push_source(&mut sql, actor, plan, filter, judge);
    let direction = if filter.descending { "desc" } else { "asc" };
    let first = if key_sql.is_empty() { String::new() } else { format!("{key_sql} {direction}, ") };
    sql.push(format!(" order by {first}t.seq {direction}, t.id {direction} limit ")).push_bind(limit);
    Ok(sql.build_query_scalar().fetch_all(db).await?)
}

/// The statement that counts what the filter finds; it stops after [`COUNTED`].
pub(in crate::features::tasks) fn count_sql(
    words: &str,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
    judge: &Judge,
) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::<Postgres>::new(words);
    sql.push("select count(*) from (select 1 from ");
    let counted = LedgerFilter { sort: Some(Sort::Number), ..filter.clone() };
    push_source(&mut sql, actor, plan, &counted, judge);
    sql.push(format!(" limit {}) found", COUNTED + 1));
    sql
}

fn line(row: Row, parts: Parts, judge: &Judge) -> TaskLine {
    let state = State::from_code(&row.state).unwrap_or(State::Registered);
    let facts = Facts { state, open_due: row.open_due, reported_until: row.reported_until };
    TaskLine {
        number: row.number,
        field: row.field,
        title: row.title,
        content: row.content,
        state,
        light: judge.light(&facts),
        due: Due {
            kind: DueKind::from_code(&row.deadline_kind).unwrap_or(DueKind::Unscheduled),
            original: row.original_due,
            current: row.current_due,
            text: row.deadline_text,
        },
        source: parts.source,
        lead: parts.lead,
        co_leads: parts.co_leads,
        participants: parts.participants,
        own_role: parts.own_role,
        milestones: parts.milestones,
        report: parts.report,
    }
}
