//! Server functions of lights.

use leptos::prelude::*;

use crate::shared::error::AppError;

/// Adds a rule and goes back to the list.
#[server(prefix = "/fn", endpoint = "lights/add_rule")]
pub async fn add_rule(
    #[server(default)] key: String,
    #[server(default)] effective_from: String,
    #[server(default)] blue_days: String,
    #[server(default)] yellow_days: String,
    #[server(default)] report_missing: String,
) -> Result<(), AppError> {
    use super::{commands::add_rule, inputs::RuleForm};
    use crate::server::database::idempotency;
    let context = crate::server::context::request();
    let form = RuleForm { effective_from, blue_days, yellow_days, report_missing };
    add_rule::add_rule(&context.app.db, &context.act()?, idempotency::key(&key), &form).await?;
    crate::server::http::redirect::to("/admin/lights");
    Ok(())
}
