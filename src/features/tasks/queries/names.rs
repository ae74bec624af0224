//! Units and classes as the task form knows them.

use sqlx::PgPool;

use crate::{
    features::{
        tasks::{
            content::TaskContent,
            inputs::{KnownNames, TaskForm},
        },
        units,
    },
    shared::{error::AppError, locale::Locale},
};

/// All names, those of closed units too: a task keeps them.
pub async fn known(db: &PgPool) -> Result<KnownNames, AppError> {
    let units = units::queries::all_units(db).await?;
    let classes = units::queries::classes::all(db).await?;
    Ok(KnownNames {
        units: units.into_iter().map(|unit| (unit.code, unit.short_name)).collect(),
        classes: classes.into_iter().map(|class| (class.code, class.label)).collect(),
    })
}

/// Reads a task form.
///
/// # Errors
/// [`AppError::Fields`] with one message for each field that cannot be accepted.
pub async fn parse(db: &PgPool, form: &TaskForm, locale: Locale) -> Result<TaskContent, AppError> {
    form.parse(&known(db).await?, locale).map_err(AppError::Fields)
}
