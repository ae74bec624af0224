//! What the pages of units show.

use chrono::NaiveDate;
use sqlx::PgPool;
use uuid::Uuid;

use super::kind;
use crate::{
    features::{
        accounts,
        units::model::{StillUsed, UnitKind, can_manage_units},
    },
    shared::{actor::Actor, error::AppError, ids::UnitId},
};

/// A row of the list of units.
#[derive(Clone, Debug)]
pub struct UnitLine {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: UnitKind,
    pub closed_on: Option<NaiveDate>,
    pub aliases: i64,
    pub people: i64,
}

/// A unit as its page shows it.
#[derive(Clone, Debug)]
pub struct UnitView {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: UnitKind,
    /// Code and short name of the unit it belongs to.
    pub parent: Option<(String, String)>,
    pub sort_order: i32,
    pub closed_on: Option<NaiveDate>,
    pub version: i64,
    pub aliases: Vec<String>,
    /// Code and label of each class it is a member of.
    pub classes: Vec<(String, String)>,
    pub used: StillUsed,
}

/// All units with their figures, in order.
pub async fn list(db: &PgPool, actor: &Actor) -> Result<Vec<UnitLine>, AppError> {
    if !can_manage_units(actor) {
        return Err(AppError::NotFound);
    }
    let people = accounts::queries::people::by_unit(db).await?;
    let rows = sqlx::query!(
        "select id, code, name, short_name, kind, closed_on,
                (select count(*) from unit_aliases a where a.unit_id = u.id) as \"aliases!\"
         from units u order by sort_order, code",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(UnitLine {
                code: row.code,
                name: row.name,
                short_name: row.short_name,
                kind: kind(&row.kind)?,
                closed_on: row.closed_on,
                aliases: row.aliases,
                people: people.get(&UnitId(row.id)).copied().unwrap_or(0),
            })
        })
        .collect()
}

/// The unit with this code.
pub async fn view(db: &PgPool, actor: &Actor, code: &str) -> Result<UnitView, AppError> {
    if !can_manage_units(actor) {
        return Err(AppError::NotFound);
    }
    let row = sqlx::query!(
        "select u.id, u.code, u.name, u.short_name, u.kind, u.sort_order, u.closed_on, u.version,
                p.code as \"parent_code?\", p.short_name as \"parent_name?\",
                array(select alias from unit_aliases a where a.unit_id = u.id order by alias) as \"aliases!\",
                array(select c.code from unit_class_members m join unit_classes c on c.id = m.class_id
                      where m.unit_id = u.id order by c.sort_order, c.code) as \"class_codes!\",
                array(select c.label from unit_class_members m join unit_classes c on c.id = m.class_id
                      where m.unit_id = u.id order by c.sort_order, c.code) as \"class_labels!\"
         from units u left join units p on p.id = u.parent_id where u.code = $1",
        code,
    )
    .fetch_one(db)
    .await?;
    let used = used(&mut *db.acquire().await?, UnitId(row.id)).await?;
    Ok(UnitView {
        id: UnitId(row.id),
        code: row.code,
        name: row.name,
        short_name: row.short_name,
        kind: kind(&row.kind)?,
        parent: row.parent_code.zip(row.parent_name),
        sort_order: row.sort_order,
        closed_on: row.closed_on,
        version: row.version,
        aliases: row.aliases,
        classes: row.class_codes.into_iter().zip(row.class_labels).collect(),
        used,
    })
}

/// What hangs on a unit.
pub async fn used(db: &mut sqlx::PgConnection, unit: UnitId) -> Result<StillUsed, AppError> {
    Ok(StillUsed {
        people: accounts::queries::people::active_in(&mut *db, unit).await?,
        tasks: crate::features::tasks::queries::of_unit::open(&mut *db, unit).await?,
    })
}

/// The highest number of order among units of a kind, after which a new one comes.
pub async fn last_order(db: &mut sqlx::PgConnection, kind: UnitKind) -> Result<i32, AppError> {
    Ok(sqlx::query_scalar!("select coalesce(max(sort_order), 0) as \"last!\" from units where kind = $1", kind.code())
        .fetch_one(db)
        .await?)
}

/// The id of the unit with this code, closed or not.
pub async fn id_of(db: &mut sqlx::PgConnection, code: &str) -> Result<Option<Uuid>, AppError> {
    Ok(sqlx::query_scalar!("select id from units where code = $1", code).fetch_optional(db).await?)
}
