//! The commands of the binary.

mod acting;
mod admin;
mod demo;
mod doctor;
mod export;
mod import;
mod migrate;
mod password;
mod serve;
mod verify_audit;

use std::{env, process::ExitCode};

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand};

use crate::server::{config::Config, http::serve::signal, telemetry};
use crate::shared::locale::Locale;

#[derive(Parser)]
#[command(name = "duban", version, about = "督办台账: a province's supervision ledger")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the application
    Serve(serve::Arguments),
    /// Load the sample data and print the sample accounts
    Demo,
    /// Read a sheet into the ledger
    Import(import::Arguments),
    /// Write the ledger as a sheet
    Export(export::Arguments),
    /// Look for anything that is amiss and say what to do
    Doctor(doctor::Arguments),
    /// Bring the database's schema up to date (serve does so too)
    Migrate,
    /// Make and list administrators, reset passwords and one-time codes
    Admin(admin::Arguments),
    /// Check the activity record for anything changed, missing, added, moved or cut off
    VerifyAudit(verify_audit::Arguments),
}

/// Parses the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("duban: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let config = Config::from_env();
    telemetry::start(config.as_ref().is_ok_and(|config| config.json_log));
    let runtime = tokio::runtime::Runtime::new().context("no threads can be started")?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve(arguments) => serve::run(config?, arguments).await,
            Command::Demo => until_signal(demo::run(config?)).await,
            Command::Import(arguments) => until_signal(import::run(config?, arguments)).await,
            Command::Export(arguments) => until_signal(export::run(config?, arguments)).await,
            Command::Doctor(arguments) => until_signal(doctor::run(config, arguments)).await,
            Command::Migrate => until_signal(migrate::run(config?)).await,
            Command::Admin(arguments) => until_signal(admin::run(config?, arguments)).await,
            Command::VerifyAudit(arguments) => until_signal(verify_audit::run(config?, arguments)).await,
        }
    })
}

/// Lets a signal end a command in order: what it holds is dropped, so that a private PostgreSQL does not outlive it.
async fn until_signal(command: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::select! {
        done = command => done,
        () = signal() => bail!("interrupted"),
    }
}

/// The language of the terminal, for commands that speak more than a line.
fn terminal_locale() -> Locale {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    match set.into_iter().find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("zh") => Locale::Chinese,
        _ => Locale::English,
    }
}
