//! Reads of classes.

use sqlx::PgExecutor;

use super::{ClassRow, kind};
use crate::{
    features::units::model::can_manage_units,
    shared::{actor::Actor, error::AppError, ids::ClassId},
};

/// All classes in their order.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<ClassRow>, AppError> {
    let rows = sqlx::query!(
        "select c.id, c.code, c.label, c.closed, c.candidate_kinds,
                array(select u.code from unit_class_members m join units u on u.id = m.unit_id
                      where m.class_id = c.id order by u.sort_order, u.code) as \"members!\"
         from unit_classes c order by c.sort_order, c.code",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ClassRow {
                id: ClassId(row.id),
                code: row.code,
                label: row.label,
                closed: row.closed,
                candidate_kinds: row.candidate_kinds.iter().map(|code| kind(code)).collect::<Result<_, _>>()?,
                members: row.members,
            })
        })
        .collect()
}

/// A class as its page shows it.
#[derive(Clone, Debug)]
pub struct ClassView {
    pub class: ClassRow,
    pub version: i64,
    pub aliases: Vec<String>,
}

/// The class with this code, for who manages classes.
pub async fn view(db: &sqlx::PgPool, actor: &Actor, code: &str) -> Result<ClassView, AppError> {
    if !can_manage_units(actor) {
        return Err(AppError::NotFound);
    }
    let class = all(db).await?.into_iter().find(|class| class.code == code).ok_or(AppError::NotFound)?;
    let row = sqlx::query!(
        "select version, array(select alias from unit_aliases where class_id = id order by alias) as \"aliases!\"
         from unit_classes where id = $1",
        class.id.0,
    )
    .fetch_one(db)
    .await?;
    Ok(ClassView { class, version: row.version, aliases: row.aliases })
}
