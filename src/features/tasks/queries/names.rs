//! Units and classes as the task form knows them.

use sqlx::PgConnection;

use crate::{
    features::{
        tasks::{
            content::TaskContent,
            inputs::{KnownNames, TaskForm},
            model::can_edit_ledger,
        },
        units,
    },
    shared::{actor::Actor, error::AppError, locale::Locale},
};

/// All names, those of closed units too: a task keeps them.
pub async fn known(db: &mut PgConnection) -> Result<KnownNames, AppError> {
    let units = units::queries::all_units(&mut *db).await?;
    let classes = units::queries::classes::all(db).await?;
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
    form.parse(&known(db).await?, locale).map_err(AppError::Fields)
}
