//! Reads of units. Names of units are no secret among signed-in people; the pages that manage them ask for the right.

pub mod classes;
pub mod pages;

use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::model::UnitKind;
use crate::shared::{
    error::AppError,
    ids::{ClassId, UnitId},
};

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: UnitKind,
    pub sort_order: i32,
    pub closed_on: Option<NaiveDate>,
}

/// Another wording and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasRow {
    pub alias: String,
    pub target: AliasTarget,
}

/// By code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasTarget {
    Unit(String),
    Class(String),
}

/// A class of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRow {
    pub id: ClassId,
    pub code: String,
    pub label: String,
    /// A closed class stands for `members`; an open one is decided at dispatch, among units of `candidate_kinds`.
    pub closed: bool,
    pub candidate_kinds: Vec<UnitKind>,
    /// Codes of units in the order of the unit table.
    pub members: Vec<String>,
}

/// Everything by which a ledger may name units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitBookRows {
    pub units: Vec<UnitRow>,
    pub aliases: Vec<AliasRow>,
    pub classes: Vec<ClassRow>,
}

/// All units in their order, closed ones too.
pub async fn all_units(db: impl PgExecutor<'_>) -> Result<Vec<UnitRow>, AppError> {
    let rows = sqlx::query!(
        "select id, code, name, short_name, kind, sort_order, closed_on from units order by sort_order, code",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(UnitRow {
                id: UnitId(row.id),
                code: row.code,
                name: row.name,
                short_name: row.short_name,
                kind: kind(&row.kind)?,
                sort_order: row.sort_order,
                closed_on: row.closed_on,
            })
        })
        .collect()
}

/// The units that can be chosen for something new, in their order.
pub async fn pick_list(db: impl PgExecutor<'_>) -> Result<Vec<UnitRow>, AppError> {
    Ok(all_units(db).await?.into_iter().filter(|unit| unit.closed_on.is_none()).collect())
}

/// Units, aliases and classes, for reading ledgers.
pub async fn unit_book_rows(db: &mut PgConnection) -> Result<UnitBookRows, AppError> {
    let units = all_units(&mut *db).await?;
    let aliases = sqlx::query!(
        "select a.alias, u.code as \"unit?\", c.code as \"class?\" from unit_aliases a
         left join units u on u.id = a.unit_id
         left join unit_classes c on c.id = a.class_id
         order by a.alias",
    )
    .fetch_all(&mut *db)
    .await?
    .into_iter()
    .filter_map(|row| {
        let target = row.unit.map(AliasTarget::Unit).or(row.class.map(AliasTarget::Class))?;
        Some(AliasRow { alias: row.alias, target })
    })
    .collect();
    let classes = classes::all(&mut *db).await?;
    Ok(UnitBookRows { units, aliases, classes })
}

/// The open unit with this code, locked against being closed until the transaction ends.
pub async fn lock_open_unit(db: impl PgExecutor<'_>, code: &str) -> Result<Option<UnitId>, AppError> {
    let id: Option<Uuid> =
        sqlx::query_scalar!("select id from units where code = $1 and closed_on is null for share", code)
            .fetch_optional(db)
            .await?;
    Ok(id.map(UnitId))
}

/// What the database calls a unit's kind; its constraint admits no other words.
pub(super) fn kind(code: &str) -> Result<UnitKind, AppError> {
    UnitKind::from_code(code).ok_or_else(|| {
        tracing::error!(code, "a unit of unknown kind");
        AppError::Internal
    })
}
