//! `duban export ledger FILE`

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};

use super::acting;
use crate::{
    features::tasks::{filter::LedgerFilter, queries::file},
    server::{config::Config, database},
};

#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The ledger in the layout of the office's sheet; .xlsx or .csv by the file's ending
    Ledger(Ledger),
}

#[derive(Args)]
struct Ledger {
    file: PathBuf,
    /// Number prefix of the plan; the newest plan when not given
    #[arg(long)]
    plan: Option<String>,
    /// Account whose view is exported
    #[arg(long, default_value = "jingban")]
    account: String,
}

/// Writes the file.
pub async fn run(config: Config, arguments: Arguments) -> Result<ExitCode> {
    let What::Ledger(ledger) = arguments.what;
    let opened = database::open(&config).await?;
    let db = opened.pool(4).await?;
    let act = acting::as_account(&db, &ledger.account, &acting::clock(&db).await?).await?;
    let filter = LedgerFilter { plan: ledger.plan.clone(), ..LedgerFilter::default() };
    let kind = match ledger.file.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => file::Kind::Csv,
        _ => file::Kind::Xlsx,
    };
    let exported = file::ledger(&db, &act.actor, &filter, kind, act.today, act.locale).await;
    db.close().await;
    opened.close().await;
    std::fs::write(&ledger.file, exported?.content).with_context(|| ledger.file.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}
