//! Server functions of reports.

use leptos::prelude::*;

use super::{
    commands::{save_draft::Saved, writing::Which},
    inputs::ReportForm,
};
use crate::shared::{error::AppError, ids::CommandKey};

/// Keeps a draft.
#[server(prefix = "/fn", endpoint = "reports/save_draft")]
pub async fn save_draft(
    number: String,
    period: String,
    version: String,
    #[server(flatten)] form: ReportForm,
) -> Result<Saved, AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let which = which(number, period, &version)?;
    let saved = super::commands::save_draft::save_draft(&context.app.db, &act, &which, &form).await?;
    crate::server::http::redirect::to(&address(&which));
    Ok(saved)
}

/// Sends a report and shows it on the task's page.
#[server(prefix = "/fn", endpoint = "reports/send")]
pub async fn send_report(
    key: CommandKey,
    number: String,
    period: String,
    version: String,
    #[server(flatten)] form: ReportForm,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let which = which(number, period, &version)?;
    super::commands::send::send(&context.app.db, &act, key, &which, &form).await?;
    crate::server::http::redirect::to(&format!("/tasks/{}#reports", which.number));
    Ok(())
}

/// Takes an attachment off a report. With the whole form (a browser without script), what was typed is kept as a draft
/// first.
#[server(prefix = "/fn", endpoint = "reports/remove_file")]
pub async fn remove_file(
    number: String,
    period: String,
    #[server(default)] version: Option<String>,
    #[server(default)] document: String,
    #[server(flatten)] form: ReportForm,
) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let db = &context.app.db;
    let which = which(number, period, version.as_deref().unwrap_or("0"))?;
    if version.is_some() {
        super::commands::save_draft::save_draft(db, &act, &which, &form).await?;
    }
    super::commands::attach::remove(db, &act, &which, &document).await?;
    crate::server::http::redirect::to(&format!("{}#files", address(&which)));
    Ok(())
}

/// Draws the form again with another unit's report at the end of its text. Keeps nothing.
#[server(prefix = "/fn", endpoint = "reports/draw_in")]
pub async fn draw_in(
    number: String,
    period: String,
    #[server(default)] draw: String,
    #[server(flatten)] form: ReportForm,
) -> Result<ReportForm, AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let (db, today) = (&context.app.db, act.today);
    let page = super::queries::page::report_page(db, &act.actor, &number, Some(&period), today, act.locale).await?;
    let other = page.others.iter().find(|other| other.unit_code == draw);
    let content = match other {
        Some(other) => super::model::drawn_in(&form.content, &other.unit_name, &other.content),
        None => form.content.clone(),
    };
    crate::server::http::forms::show_answer();
    Ok(ReportForm { content, ..form })
}

/// Returns a sent report to its unit.
#[server(prefix = "/fn", endpoint = "reports/return")]
pub async fn return_report(key: CommandKey, #[server(default)] report: String, reason: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    let number = super::commands::return_report::return_report(&context.app.db, &act, key, &report, &reason).await?;
    crate::server::http::redirect::to(&format!("/tasks/{number}#reports"));
    Ok(())
}

/// Answers what a unit asked for.
#[server(prefix = "/fn", endpoint = "reports/answer_help")]
pub async fn answer_help(key: CommandKey, request: String, answer: String) -> Result<(), AppError> {
    let context = crate::server::context::request();
    let act = context.act()?;
    super::commands::answer_help::answer_help(&context.app.db, &act, key, &request, &answer).await
}

fn which(number: String, period: String, version: &str) -> Result<Which, AppError> {
    let version = version.parse().map_err(|_| AppError::Conflict)?;
    Ok(Which { number, period, version })
}

/// The page of this report.
fn address(which: &Which) -> String {
    format!("/tasks/{}/report?period={}", which.number, which.period)
}
