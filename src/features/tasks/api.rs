//! Server functions of the ledger.

use leptos::prelude::*;

use super::inputs::TaskForm;
use crate::shared::{error::AppError, ids::CommandKey};

/// Enters a task into a plan and goes to it.
#[server(prefix = "/fn", endpoint = "tasks/create")]
pub async fn create_task(key: CommandKey, plan: String, #[server(flatten)] form: TaskForm) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let content = super::queries::names::parse(&context.app.db, &form, context.locale).await?;
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
    let content = super::queries::names::parse(&context.app.db, &form, context.locale).await?;
    let number = super::commands::edit::edit(&context.app.db, &act, key, &number, version, &content).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}
