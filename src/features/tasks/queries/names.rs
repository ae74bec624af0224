//! Units and classes as the task form knows them.

use sqlx::PgConnection;

use crate::{
    features::tasks::{
        content::TaskContent,
        inputs::{KnownNames, TaskForm},
        model::can_edit_ledger,
    },
    shared::{actor::Actor, error::AppError, locale::Locale},
};

/// All names, those of closed units too: a task keeps them.
pub async fn known(db: &mut PgConnection) -> Result<KnownNames, AppError> {
    read(db, None).await
}

/// The names of these codes, of all without any.
async fn read(db: &mut PgConnection, codes: Option<&[String]>) -> Result<KnownNames, AppError> {
    let units = sqlx::query!(
        "select code, short_name from units where $1::text[] is null or code = any($1) order by sort_order, code",
        codes,
    )
    .fetch_all(&mut *db)
    .await?;
    let classes = sqlx::query!(
        "select code, label from unit_classes where $1::text[] is null or code = any($1) order by sort_order, code",
        codes,
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(KnownNames {
        units: units.into_iter().map(|unit| (unit.code, unit.short_name)).collect(),
        classes: classes.into_iter().map(|class| (class.code, class.label)).collect(),
    })
}

/// Reads a task form.
///
/// # Errors
/// [`AppError::NotFound`] for who may not edit the ledger; [`AppError::Fields`] with one message for each field that cannot be accepted.
pub async fn parse(
    db: &mut PgConnection,
    actor: &Actor,
    form: &TaskForm,
    locale: Locale,
) -> Result<TaskContent, AppError> {
    if !can_edit_ledger(actor) {
        return Err(AppError::NotFound);
    }
    // Duties are written behind names, which could be any; everything else is chosen by its code.
    let codes = form.duties.trim().is_empty().then(|| form.codes());
    form.parse(&read(db, codes.as_deref()).await?, locale).map_err(AppError::Fields)
}
