//! The record as csv: UTF-8 with mark, CRLF, newest first.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::{
    filter::AuditFilter,
    queries::audit::{AuditRow, older},
    words::{kind_text, verb_text},
};
use crate::{
    server::audit::content::hex,
    shared::{error::AppError, locale::Locale, paging::Cursor, time},
    t,
};

/// Events read at a time.
const PART: i64 = 500;

/// An export on its way.
pub struct Writing {
    db: PgPool,
    filter: AuditFilter,
    /// Events after this instant are not part of it, so that it ends.
    until: DateTime<Utc>,
    locale: Locale,
    cursor: Option<Cursor>,
    begun: bool,
    done: bool,
}

impl Writing {
    #[must_use]
    pub const fn new(db: PgPool, filter: AuditFilter, until: DateTime<Utc>, locale: Locale) -> Self {
        Self { db, filter, until, locale, cursor: None, begun: false, done: false }
    }
}

/// The next part of the file; none when it is whole.
pub async fn part(writing: &mut Writing) -> Result<Option<Vec<u8>>, AppError> {
    if writing.done {
        return Ok(None);
    }
    let rows = older(&writing.db, &writing.filter, writing.cursor, PART).await?;
    writing.done = (rows.len() as i64) < PART;
    writing.cursor = rows.last().map(AuditRow::cursor);
    // Spreadsheets take a file without mark for the local code page.
    let begin = if writing.begun { Vec::new() } else { b"\xef\xbb\xbf".to_vec() };
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(begin);
    if !writing.begun {
        writing.begun = true;
        out.write_record(head(writing.locale)).map_err(broken)?;
    }
    for row in rows.iter().filter(|row| row.at <= writing.until) {
        out.write_record(line(row, writing.locale).map(guarded)).map_err(broken)?;
    }
    out.into_inner().map(Some).map_err(|error| broken(error.to_string()))
}

fn broken(error: impl std::fmt::Display) -> AppError {
    tracing::error!(%error, "the record cannot be written as csv");
    AppError::Internal
}

const fn head(locale: Locale) -> [&'static str; 17] {
    [
        t::activity::number(locale),
        t::activity::csv_time(locale),
        t::activity::actor(locale),
        t::activity::csv_account(locale),
        t::activity::csv_unit(locale),
        t::activity::address(locale),
        t::activity::verb(locale),
        t::activity::csv_verb_code(locale),
        t::activity::kind(locale),
        t::activity::object(locale),
        t::activity::csv_object_id(locale),
        t::activity::csv_before(locale),
        t::activity::csv_after(locale),
        t::activity::request_id(locale),
        "id",
        t::activity::csv_sealed_at(locale),
        t::activity::csv_digest(locale),
    ]
}

fn line(row: &AuditRow, locale: Locale) -> [String; 17] {
    let json = |value: &Option<serde_json::Value>| value.as_ref().map(ToString::to_string).unwrap_or_default();
    [
        row.number.map(|number| number.to_string()).unwrap_or_default(),
        time::second(row.at),
        row.actor_name.clone(),
        row.account.clone().unwrap_or_default(),
        row.unit.clone().unwrap_or_default(),
        row.address.clone(),
        verb_text(&row.verb, locale).to_owned(),
        row.verb.clone(),
        kind_text(&row.kind, locale).to_owned(),
        row.object_name.clone(),
        row.object_id.map(|id| id.to_string()).unwrap_or_default(),
        json(&row.before),
        json(&row.after),
        row.request_id.clone(),
        row.id.to_string(),
        row.sealed_at.map(time::second).unwrap_or_default(),
        row.digest.as_deref().map(hex).unwrap_or_default(),
    ]
}

/// An apostrophe before what a spreadsheet would take for a formula.
fn guarded(cell: String) -> String {
    if cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "'=1"] {
            assert_eq!(guarded(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "35-08", "a=b", "{\"a\":-1}"] {
            assert_eq!(guarded(cell.to_owned()), cell);
        }
    }
}
