//! Server functions of the ledger.

use leptos::prelude::*;

use super::inputs::TaskForm;
use crate::shared::{
    error::AppError,
    ids::{CommandKey, ImportId},
};

/// Enters a task into a plan and goes to it.
#[server(prefix = "/fn", endpoint = "tasks/create")]
pub async fn create_task(key: CommandKey, plan: String, #[server(flatten)] form: TaskForm) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let content = super::queries::names::parse(&context.app.db, &act.actor, &form, context.locale).await?;
    let number = super::commands::create::create(&context.app.db, &act, key, &plan, &content).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// Writes a task anew and goes to it.
#[server(prefix = "/fn", endpoint = "tasks/edit")]
pub async fn edit_task(
    key: CommandKey,
    number: String,
    version: String,
    #[server(flatten)] form: TaskForm,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let version = version.parse().map_err(|_| AppError::Conflict)?;
    let content = super::queries::names::parse(&context.app.db, &act.actor, &form, context.locale).await?;
    let number = super::commands::edit::edit(&context.app.db, &act, key, &number, version, &content).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// Enters what a preview showed, without the rows whose boxes were emptied, and shows what was done.
#[server(prefix = "/fn", endpoint = "tasks/confirm_import")]
pub async fn confirm_import(
    key: CommandKey,
    import: ImportId,
    digest: String,
    #[server(default)] shown: Vec<String>,
    #[server(default)] rows: Vec<String>,
) -> Result<(), AppError> {
    use super::commands::confirm_import::{Confirmation, confirm_import};
    let context = crate::server::context::request();
    let act = context.act()?;
    let left_out = shown.into_iter().filter(|row| !rows.contains(row)).collect();
    confirm_import(&context.app.db, &act, key, &Confirmation { import, digest, left_out }).await?;
    crate::server::http::redirect::to(&format!("/tasks/import/{import}"));
    Ok(())
}
