//! Server functions of extension requests. Each goes back to the task.

use leptos::prelude::*;

use super::inputs::{AskForm, DecideForm};
use crate::shared::{error::AppError, ids::CommandKey};

/// 申请延期
#[server(prefix = "/fn", endpoint = "extensions/ask")]
pub async fn ask_extension(key: CommandKey, number: String, #[server(flatten)] form: AskForm) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::ask(&context.app.db, &context.act()?, key, &number, &form).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}#extensions"));
    Ok(())
}

/// 确认报送
#[server(prefix = "/fn", endpoint = "extensions/confirm")]
pub async fn confirm_extension(
    key: CommandKey,
    number: String,
    version: String,
    #[server(flatten)] form: AskForm,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let version = version.parse().map_err(|_| AppError::Conflict)?;
    super::commands::confirm(&context.app.db, &context.act()?, key, &number, version, &form).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}#extensions"));
    Ok(())
}

/// 撤回申请
#[server(prefix = "/fn", endpoint = "extensions/withdraw")]
pub async fn withdraw_extension(key: CommandKey, number: String, version: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let version = version.parse().map_err(|_| AppError::Conflict)?;
    super::commands::withdraw(&context.app.db, &context.act()?, key, &number, version).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}#extensions"));
    Ok(())
}

/// 审定延期
#[server(prefix = "/fn", endpoint = "extensions/decide")]
pub async fn decide_extension(
    key: CommandKey,
    number: String,
    version: String,
    #[server(flatten)] form: DecideForm,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let version = version.parse().map_err(|_| AppError::Conflict)?;
    super::commands::decide(&context.app.db, &context.act()?, key, &number, version, &form).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}#extensions"));
    Ok(())
}
