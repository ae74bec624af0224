//! Server functions of the ledger.

use leptos::prelude::*;

use super::{inputs::TaskForm, preview_place::PreviewForm};
use crate::shared::{
    error::AppError,
    ids::{CommandKey, ImportId},
};

/// Enters a task into a plan and goes to it.
#[server(prefix = "/fn", endpoint = "tasks/create")]
pub async fn create_task(key: CommandKey, plan: String, #[server(flatten)] form: TaskForm) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let db = &context.app.db;
    let content = super::queries::names::parse(&mut *db.acquire().await?, &act.actor, &form, context.locale).await?;
    let number = super::commands::create::create(db, &act, key, &plan, &content).await?;
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
    let db = &context.app.db;
    let content = super::queries::names::parse(&mut *db.acquire().await?, &act.actor, &form, context.locale).await?;
    let number = super::commands::edit::edit(db, &act, key, &number, version, &content).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// Enters what a preview showed, without the rows whose boxes were emptied, and shows what was done.
#[server(prefix = "/fn", endpoint = "tasks/confirm_import")]
pub async fn confirm_import(
    key: CommandKey,
    import: ImportId,
    digest: String,
    #[server(flatten)] form: PreviewForm,
) -> Result<(), AppError> {
    use super::commands::confirm_import::{Confirmation, confirm_import};
    let context = crate::server::context::request();
    let act = context.act()?;
    let left_out = form.left_out().iter().map(i32::to_string).collect();
    confirm_import(&context.app.db, &act, key, &Confirmation { import, digest, left_out }).await?;
    crate::server::http::redirect::to(&format!("/tasks/import/{import}"));
    Ok(())
}

/// Goes to another page of a preview with the boxes as they were left. Enters nothing; whose sheet it is, the page asks.
#[server(prefix = "/fn", endpoint = "tasks/turn_import")]
pub async fn turn_import(import: ImportId, #[server(flatten)] form: PreviewForm) -> Result<(), AppError> {
    if !super::model::can_edit_ledger(crate::server::context::request().actor()?) {
        return Err(AppError::NotFound);
    }
    let (place, list) = form.turned();
    crate::server::http::redirect::to(&place.href(import, list));
    Ok(())
}

/// Gives tasks to their units; `named` says which units an open class stands for, as `class/unit`.
#[server(prefix = "/fn", endpoint = "tasks/dispatch")]
pub async fn dispatch_tasks(
    key: CommandKey,
    #[server(default)] numbers: Vec<String>,
    #[server(default)] named: Vec<String>,
    #[server(default)] note: String,
) -> Result<(), AppError> {
    use super::commands::life::dispatch::{Dispatch, dispatch};
    let context = crate::server::context::request();
    let act = context.act()?;
    let pair = |text: &String| text.split_once('/').map(|(class, unit)| (class.to_owned(), unit.to_owned()));
    let named = named.iter().filter_map(pair).collect();
    let one = (numbers.len() == 1).then(|| format!("/tasks/{}", numbers[0]));
    dispatch(&context.app.db, &act, key, &Dispatch { numbers, named, note }).await?;
    crate::server::http::redirect::to(one.as_deref().unwrap_or("/tasks?state=dispatched"));
    Ok(())
}

/// Signs for tasks on behalf of the reader's unit.
#[server(prefix = "/fn", endpoint = "tasks/sign")]
pub async fn sign_tasks(key: CommandKey, #[server(default)] numbers: Vec<String>) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    super::commands::life::sign::sign(&context.app.db, &act, key, &numbers).await?;
    crate::server::http::redirect::to(&match numbers.as_slice() {
        [number] => format!("/tasks/{number}"),
        _ => "/".to_owned(),
    });
    Ok(())
}

/// Gives a task back to the office.
#[server(prefix = "/fn", endpoint = "tasks/give_back")]
pub async fn give_back(key: CommandKey, number: String, reason: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    super::commands::life::give_back::give_back(&context.app.db, &act, key, &number, &reason).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// Gives a task again to a unit that gave it back.
#[server(prefix = "/fn", endpoint = "tasks/give_again")]
pub async fn give_again(key: CommandKey, number: String, unit: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    super::commands::life::give_back::give_again(&context.app.db, &act, key, &number, &unit).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// 中止
#[server(prefix = "/fn", endpoint = "tasks/stop")]
pub async fn stop_task(key: CommandKey, number: String, reason: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    super::commands::life::set_aside::stop(&context.app.db, &act, key, &number, &reason).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// 合并
#[server(prefix = "/fn", endpoint = "tasks/merge")]
pub async fn merge_task(key: CommandKey, number: String, into: String, reason: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    super::commands::life::set_aside::merge(&context.app.db, &act, key, &number, &into, &reason).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// 恢复
#[server(prefix = "/fn", endpoint = "tasks/resume")]
pub async fn resume_task(key: CommandKey, number: String, reason: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    super::commands::life::set_aside::resume(&context.app.db, &act, key, &number, &reason).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}
