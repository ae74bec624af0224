//! Server functions of urging.

use leptos::prelude::*;

use crate::shared::{
    error::AppError,
    ids::{CommandKey, UrgeId},
};

/// Urges a unit of a task by hand.
#[server(prefix = "/fn", endpoint = "urging/urge")]
pub async fn urge(
    key: CommandKey,
    number: String,
    #[server(default)] unit: String,
    #[server(default)] text: String,
    #[server(default)] limit_on: String,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let form = super::inputs::UrgeForm { unit, text, limit_on };
    super::commands::by_hand::by_hand(&context.app.db, &context.act()?, key, &number, &form).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}#urging"));
    Ok(())
}

/// 我已知悉; stays on the page.
#[server(prefix = "/fn", endpoint = "urging/receive")]
pub async fn receive(urge: UrgeId) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::reply::receive(&context.app.db, &context.act()?, urge).await
}

/// Replies to an urge for the reader's unit; stays on the page.
#[server(prefix = "/fn", endpoint = "urging/reply")]
pub async fn reply(key: CommandKey, urge: UrgeId, #[server(default)] reply: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    super::commands::reply::reply(&context.app.db, &context.act()?, key, urge, &reply).await
}
