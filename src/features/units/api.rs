//! Server functions of units.

#![allow(clippy::too_many_arguments, reason = "an argument is a field of the form")]

use leptos::prelude::*;

use crate::shared::error::AppError;

/// Enters a unit and goes to its page.
#[server(prefix = "/fn", endpoint = "units/create_unit")]
pub async fn create_unit(
    #[server(default)] key: String,
    code: String,
    name: String,
    short_name: String,
    kind: String,
    #[server(default)] parent: String,
    #[server(default)] sort_order: String,
) -> Result<(), AppError> {
    use super::{commands::create, inputs::UnitForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = UnitForm { code, name, short_name, kind, parent, sort_order };
    let code = create::create_unit(&context.app.db, &context.act()?, idempotency::key(&key), form).await?;
    crate::server::http::redirect::to(&format!("/admin/units/{code}"));
    Ok(())
}

/// Stores a corrected unit.
#[server(prefix = "/fn", endpoint = "units/edit_unit")]
pub async fn edit_unit(
    #[server(default)] key: String,
    version: i64,
    code: String,
    name: String,
    short_name: String,
    kind: String,
    #[server(default)] parent: String,
    #[server(default)] sort_order: String,
) -> Result<(), AppError> {
    use super::{commands::edit, inputs::UnitForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = UnitForm { code: code.clone(), name, short_name, kind, parent, sort_order };
    edit::edit_unit(&context.app.db, &context.act()?, idempotency::key(&key), version, form).await?;
    crate::server::http::redirect::to(&format!("/admin/units/{code}"));
    Ok(())
}

/// Closes a unit.
#[server(prefix = "/fn", endpoint = "units/close_unit")]
pub async fn close_unit(code: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::close::close_unit(&context.app.db, &context.act()?, &code).await?;
    crate::server::http::redirect::to(&format!("/admin/units/{code}"));
    Ok(())
}

/// Opens a closed unit again.
#[server(prefix = "/fn", endpoint = "units/reopen_unit")]
pub async fn reopen_unit(code: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::close::reopen_unit(&context.app.db, &context.act()?, &code).await?;
    crate::server::http::redirect::to(&format!("/admin/units/{code}"));
    Ok(())
}

/// Adds another wording of a unit (`unit`) or a class (`class`).
#[server(prefix = "/fn", endpoint = "units/add_alias")]
pub async fn add_alias(of: String, code: String, alias: String) -> Result<(), AppError> {
    use super::commands::aliases::{Named, add_alias};
    let context = crate::server::context::request();
    let (named, page) = Named::of_form(&of, &code)?;
    add_alias(&context.app.db, &context.act()?, &named, &alias).await?;
    crate::server::http::redirect::to(&page);
    Ok(())
}

/// Takes a wording away.
#[server(prefix = "/fn", endpoint = "units/remove_alias")]
pub async fn remove_alias(of: String, code: String, alias: String) -> Result<(), AppError> {
    use super::commands::aliases::{Named, remove_alias};
    let context = crate::server::context::request();
    let (named, page) = Named::of_form(&of, &code)?;
    remove_alias(&context.app.db, &context.act()?, &named, &alias).await?;
    crate::server::http::redirect::to(&page);
    Ok(())
}

/// Enters a class and goes to its page.
#[server(prefix = "/fn", endpoint = "units/create_class")]
pub async fn create_class(
    #[server(default)] key: String,
    code: String,
    label: String,
    #[server(default)] extent: String,
    #[server(default)] members: Vec<String>,
    #[server(default)] candidate_kinds: Vec<String>,
) -> Result<(), AppError> {
    use super::{commands::classes, inputs::ClassForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = ClassForm { code, label, extent, members, candidate_kinds };
    let code = classes::create_class(&context.app.db, &context.act()?, idempotency::key(&key), form).await?;
    crate::server::http::redirect::to(&format!("/admin/classes/{code}"));
    Ok(())
}

/// Stores a corrected class.
#[server(prefix = "/fn", endpoint = "units/edit_class")]
pub async fn edit_class(
    #[server(default)] key: String,
    version: i64,
    code: String,
    label: String,
    #[server(default)] extent: String,
    #[server(default)] members: Vec<String>,
    #[server(default)] candidate_kinds: Vec<String>,
) -> Result<(), AppError> {
    use super::{commands::classes, inputs::ClassForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = ClassForm { code: code.clone(), label, extent, members, candidate_kinds };
    classes::edit_class(&context.app.db, &context.act()?, idempotency::key(&key), version, form).await?;
    crate::server::http::redirect::to(&format!("/admin/classes/{code}"));
    Ok(())
}
