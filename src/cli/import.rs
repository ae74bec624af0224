//! `duban import ledger FILE`

use std::{collections::HashSet, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use sqlx::PgPool;

use super::acting;
use crate::{
    features::tasks::{
        commands::{
            confirm_import::{Confirmation, confirm_import},
            upload_import::{NewImport, upload_import},
        },
        import::{self, PlanFrame, Reading, Severity},
        queries::{
            imports::{self, Effect, ImportPlan, Upload},
            plans::{self, Plan},
        },
    },
    server::{config::Config, database},
    shared::ids::{CommandKey, ImportId},
};

#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// An office's ledger sheet (.xlsx, .csv)
    Ledger(Ledger),
}

#[derive(Args)]
struct Ledger {
    file: PathBuf,
    /// Only read and compare; enter nothing
    #[arg(long)]
    dry_run: bool,
    /// Print what was read as JSON: file, tasks, reports, skipped
    #[arg(long)]
    json: bool,
    /// Number prefix of the plan; the newest plan when not given
    #[arg(long)]
    plan: Option<String>,
    /// Account of the office's staff on whose behalf it is entered
    #[arg(long, default_value = "jingban")]
    account: String,
}

/// Reads the file and, unless it is a dry run, enters what is new or changed.
pub async fn run(config: Config, arguments: Arguments) -> Result<ExitCode> {
    let What::Ledger(ledger) = arguments.what;
    let content = std::fs::read(&ledger.file).with_context(|| ledger.file.display().to_string())?;
    let opened = database::open(&config).await?;
    database::migrate(&opened.target).await?;
    let db = opened.pool(4).await?;
    let done = import_ledger(&db, &ledger, content).await;
    db.close().await;
    opened.close().await;
    done
}

async fn import_ledger(db: &PgPool, ledger: &Ledger, content: Vec<u8>) -> Result<ExitCode> {
    let file_name = ledger.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let plan = plans::find(db, ledger.plan.as_deref()).await?;
    let book = imports::unit_book(&mut *db.acquire().await?).await?;
    let reading = import::read(&file_name, &content, &book, &frame(plan.as_ref()));
    if ledger.json {
        println!("{}", serde_json::to_string_pretty(&reading)?);
    } else {
        print(&reading);
    }
    let code = if reading.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS };
    if ledger.dry_run {
        if let Some(plan) = plan {
            compare(db, plan, file_name, content).await?;
        }
        return Ok(code);
    }
    let Some(plan) = plan else { bail!("there is no plan to enter into: open one in the browser, or run duban demo") };
    enter(db, ledger, &plan, file_name, content).await?;
    Ok(code)
}

/// Dates without a year belong to the plan's year; without a plan, to that of the sample.
fn frame(plan: Option<&Plan>) -> PlanFrame {
    match plan {
        Some(plan) => PlanFrame { year: plan.year, ends_on: plan.ends_on },
        None => PlanFrame { year: 2016, ends_on: chrono::NaiveDate::from_ymd_opt(2016, 12, 20).unwrap_or_default() },
    }
}

fn print(reading: &Reading) {
    println!("{}: {} rows read", reading.file, reading.tasks.len());
    for report in &reading.reports {
        let word = if report.severity == Severity::Error { "error" } else { "warning" };
        println!("{word} {} {}: {}", report.sheet, report.cell, report.message);
    }
    for skipped in &reading.skipped {
        let place = match (skipped.row, &skipped.column) {
            (Some(row), _) => format!(" row {row}"),
            (None, Some(column)) => format!(" column {column}"),
            (None, None) => String::new(),
        };
        println!("left out {}{place}: {}", skipped.sheet, skipped.reason);
    }
}

/// Says what entering the sheet would do.
async fn compare(db: &PgPool, plan: Plan, file_name: String, content: Vec<u8>) -> Result<()> {
    let name = plan.name.clone();
    let upload = Upload { id: ImportId::new(), plan: ImportPlan::Existing(plan), file_name, content, done: None };
    let preview = imports::preview(&mut *db.acquire().await?, &upload).await?;
    let new = preview.count(|effect| matches!(effect, Effect::New));
    let changed = preview.count(|effect| matches!(effect, Effect::Changed(_)));
    let unchanged = preview.count(|effect| matches!(effect, Effect::Unchanged));
    eprintln!("{name}: {new} new, {changed} changed, {unchanged} unchanged; nothing was entered");
    Ok(())
}

async fn enter(db: &PgPool, ledger: &Ledger, plan: &Plan, file_name: String, content: Vec<u8>) -> Result<()> {
    let act = acting::as_account(db, &ledger.account, &acting::clock(db).await?).await?;
    let import = upload_import(db, &act, NewImport { plan: Ok(plan.prefix.clone()), file_name, content }).await?;
    let mut connection = db.acquire().await?;
    let upload = imports::upload(&mut connection, &act.actor, import).await?;
    let preview = imports::preview(&mut connection, &upload).await?;
    drop(connection);
    let unchanged = preview.count(|effect| matches!(effect, Effect::Unchanged));
    let confirmation = Confirmation { import, digest: preview.digest, left_out: HashSet::new() };
    let done = confirm_import(db, &act, CommandKey::new(), &confirmation).await?;
    eprintln!("{}: {} new, {} changed, {unchanged} unchanged", plan.name, done.created, done.changed);
    Ok(())
}
