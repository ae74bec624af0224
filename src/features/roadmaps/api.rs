//! Server functions of roadmaps.

use leptos::prelude::*;

use super::inputs::{ReviewForm, RoadmapForm};
use crate::shared::{error::AppError, ids::CommandKey};

/// Writes the roadmap of the reader's unit; `then` is `keep`, `more` (keep, with more empty rows), `send` or `confirm`.
#[server(prefix = "/fn", endpoint = "roadmaps/propose")]
pub async fn propose_roadmap(
    key: CommandKey,
    number: String,
    seen: String,
    #[server(default)] then: String,
    #[server(flatten)] form: RoadmapForm,
) -> Result<(), AppError> {
    use super::commands::propose::{Proposal, Then, propose};
    let context = crate::server::context::request();
    let act = context.act()?;
    if !super::model::drafts(&act.actor) {
        return Err(AppError::NotFound);
    }
    let lines = form.parse(context.locale).map_err(AppError::Fields)?;
    let seen = seen.parse().map_err(|()| AppError::Conflict)?;
    let (page, rows) = (format!("/tasks/{number}/roadmap"), form.rows());
    let (then, next) = match then.as_str() {
        "send" => (Then::Send, format!("/tasks/{number}")),
        "confirm" => (Then::Confirm, format!("/tasks/{number}")),
        "more" => (Then::Keep, format!("{page}?rows={}", rows + 3)),
        _ => (Then::Keep, page),
    };
    propose(&context.app.db, &act, key, &Proposal { number, seen, lines, then }).await?;
    crate::server::http::redirect::to(&next);
    Ok(())
}

/// The unit's head wants the roadmap changed.
#[server(prefix = "/fn", endpoint = "roadmaps/send_back")]
pub async fn send_back_roadmap(key: CommandKey, number: String, seen: String, reason: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let seen = seen.parse().map_err(|()| AppError::Conflict)?;
    super::commands::send_back::send_back(&context.app.db, &act, key, &number, seen, &reason).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}"));
    Ok(())
}

/// The office answers a unit's roadmap.
#[server(prefix = "/fn", endpoint = "roadmaps/review")]
pub async fn review_roadmap(
    key: CommandKey,
    number: String,
    unit: String,
    seen: String,
    #[server(default)] comment: String,
    #[server(flatten)] form: ReviewForm,
) -> Result<(), AppError> {
    use super::commands::review::{Review, review};
    let context = crate::server::context::request();
    let act = context.act()?;
    let seen = seen.parse().map_err(|()| AppError::Conflict)?;
    let next = format!("/tasks/{number}");
    review(&context.app.db, &act, key, &Review { number, unit, seen, form, comment }).await?;
    crate::server::http::redirect::to(&next);
    Ok(())
}
