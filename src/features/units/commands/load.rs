//! Loading the unit table, its aliases and classes from CSV files. Loading the same files again changes nothing;
//! units that are not in the file stay as they are.

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use sqlx::PgPool;

use crate::{
    features::{
        activity::{
            commands::{Who, record_as},
            model::{NewEvent, Object},
        },
        units::model::UnitKind,
    },
    server::database::Tx,
    shared::ids::{ClassId, UnitId},
};

/// The content of the three files (UTF-8, with or without a byte order mark).
#[derive(Clone, Copy, Debug)]
pub struct UnitFiles<'a> {
    /// `code,name,short_name,kind,parent_code,sort_order`; a parent stands before what belongs to it.
    pub units: &'a str,
    /// `alias,target_kind,target_code`; the kind is `unit` or `class`.
    pub aliases: &'a str,
    /// `class_code,label,closed,expands_to,candidate_kinds`; closed is `yes` or `no`, lists are separated by spaces.
    pub classes: &'a str,
}

/// How many rows were new or different.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub units: u64,
    pub aliases: u64,
    pub classes: u64,
}

impl Loaded {
    const NOTHING: Self = Self { units: 0, aliases: 0, classes: 0 };
}

#[derive(Deserialize)]
struct UnitLine {
    code: String,
    name: String,
    short_name: String,
    kind: String,
    parent_code: String,
    sort_order: i32,
}

#[derive(Deserialize)]
struct AliasLine {
    alias: String,
    target_kind: String,
    target_code: String,
}

#[derive(Deserialize)]
struct ClassLine {
    class_code: String,
    label: String,
    closed: String,
    expands_to: String,
    candidate_kinds: String,
}

/// Loads the files in one transaction and records one event, if anything was new.
///
/// # Errors
/// When a file cannot be read or names what does not exist; nothing is stored then.
pub async fn load_units(db: &PgPool, who: &Who<'_>, files: UnitFiles<'_>) -> Result<Loaded> {
    let mut tx = db.begin().await?;
    let loaded = Loaded {
        units: units(&mut tx, files.units).await.context("units")?,
        classes: classes(&mut tx, files.classes).await.context("unit classes")?,
        aliases: aliases(&mut tx, files.aliases).await.context("unit aliases")?,
    };
    if loaded == Loaded::NOTHING {
        return Ok(loaded);
    }
    let object = Object { kind: "unit", id: None, name: String::new() };
    let counts = json!({ "units": loaded.units, "aliases": loaded.aliases, "classes": loaded.classes });
    record_as(&mut tx, who, NewEvent::new("unit.loaded", object).after(&counts)).await?;
    tx.commit().await?;
    Ok(loaded)
}

fn lines<T: DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    reader.deserialize().map(|line| line.context("a line cannot be read")).collect()
}

async fn units(tx: &mut Tx<'_>, text: &str) -> Result<u64> {
    let mut changed = 0;
    for line in lines::<UnitLine>(text)? {
        if UnitKind::from_code(&line.kind).is_none() {
            bail!("{} is of the unknown kind {:?}", line.code, line.kind);
        }
        let parent = Some(&line.parent_code).filter(|code| !code.is_empty());
        let parent_id = match parent {
            None => None,
            Some(code) => Some(
                sqlx::query_scalar!("select id from units where code = $1", code)
                    .fetch_optional(&mut **tx)
                    .await?
                    .with_context(|| format!("{} belongs to the unknown unit {code}", line.code))?,
            ),
        };
        changed += sqlx::query!(
            "insert into units as u (id, code, name, short_name, kind, parent_id, sort_order)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (code) do update
             set name = excluded.name, short_name = excluded.short_name, kind = excluded.kind,
                 parent_id = excluded.parent_id, sort_order = excluded.sort_order, version = u.version + 1
             where (u.name, u.short_name, u.kind, u.parent_id, u.sort_order) is distinct from
                   (excluded.name, excluded.short_name, excluded.kind, excluded.parent_id, excluded.sort_order)",
            UnitId::new().0,
            line.code,
            line.name,
            line.short_name,
            line.kind,
            parent_id,
            line.sort_order,
        )
        .execute(&mut **tx)
        .await
        .with_context(|| format!("{} cannot be stored", line.code))?
        .rows_affected();
    }
    Ok(changed)
}

async fn classes(tx: &mut Tx<'_>, text: &str) -> Result<u64> {
    let mut changed = 0;
    for (at, line) in lines::<ClassLine>(text)?.into_iter().enumerate() {
        let closed = match line.closed.as_str() {
            "yes" => true,
            "no" => false,
            other => bail!("{}: closed is {other:?}, it can be yes or no", line.class_code),
        };
        let kinds: Vec<String> = line.candidate_kinds.split_whitespace().map(str::to_owned).collect();
        if let Some(kind) = kinds.iter().find(|kind| UnitKind::from_code(kind).is_none()) {
            bail!("{} names the unknown kind {kind:?}", line.class_code);
        }
        let mut rows = sqlx::query!(
            "insert into unit_classes as c (id, code, label, closed, candidate_kinds, sort_order)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (code) do update
             set label = excluded.label, closed = excluded.closed, candidate_kinds = excluded.candidate_kinds,
                 sort_order = excluded.sort_order, version = c.version + 1
             where (c.label, c.closed, c.candidate_kinds, c.sort_order) is distinct from
                   (excluded.label, excluded.closed, excluded.candidate_kinds, excluded.sort_order)",
            ClassId::new().0,
            line.class_code,
            line.label,
            closed,
            &kinds,
            (at as i32 + 1) * 10,
        )
        .execute(&mut **tx)
        .await
        .with_context(|| format!("{} cannot be stored", line.class_code))?
        .rows_affected();
        rows += members(tx, &line).await?;
        changed += rows.min(1);
    }
    Ok(changed)
}

/// Makes the members of a class those of its line; returns how many came or went.
async fn members(tx: &mut Tx<'_>, line: &ClassLine) -> Result<u64> {
    let codes: Vec<String> = line.expands_to.split_whitespace().map(str::to_owned).collect();
    let known: Vec<String> =
        sqlx::query_scalar!("select code from units where code = any($1)", &codes).fetch_all(&mut **tx).await?;
    if let Some(code) = codes.iter().find(|code| !known.contains(code)) {
        bail!("{} names the unknown unit {code}", line.class_code);
    }
    let gone = sqlx::query!(
        "delete from unit_class_members m using unit_classes c, units u
         where c.id = m.class_id and u.id = m.unit_id and c.code = $1 and u.code <> all($2)",
        line.class_code,
        &codes,
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    let new = sqlx::query!(
        "insert into unit_class_members (class_id, unit_id)
         select c.id, u.id from unit_classes c, units u where c.code = $1 and u.code = any($2)
         on conflict do nothing",
        line.class_code,
        &codes,
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    Ok(gone + new)
}

async fn aliases(tx: &mut Tx<'_>, text: &str) -> Result<u64> {
    let mut changed = 0;
    for line in lines::<AliasLine>(text)? {
        let (unit, class) = match line.target_kind.as_str() {
            "unit" => (Some(line.target_code.as_str()), None),
            "class" => (None, Some(line.target_code.as_str())),
            other => bail!("{}: the kind is {other:?}, it can be unit or class", line.alias),
        };
        let target = sqlx::query!(
            "select (select id from units where code = $1) as unit_id,
                    (select id from unit_classes where code = $2) as class_id",
            unit,
            class,
        )
        .fetch_one(&mut **tx)
        .await?;
        if target.unit_id.is_none() && target.class_id.is_none() {
            bail!("{} stands for the unknown {} {}", line.alias, line.target_kind, line.target_code);
        }
        changed += sqlx::query!(
            "insert into unit_aliases as a (alias, unit_id, class_id) values ($1, $2, $3)
             on conflict (alias) do update set unit_id = excluded.unit_id, class_id = excluded.class_id
             where (a.unit_id, a.class_id) is distinct from (excluded.unit_id, excluded.class_id)",
            line.alias,
            target.unit_id,
            target.class_id,
        )
        .execute(&mut **tx)
        .await?
        .rows_affected();
    }
    Ok(changed)
}
