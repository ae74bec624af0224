//! The commands of the binary.

mod acting;
mod admin;
mod demo;
mod export;
mod import;
mod migrate;
mod serve;
mod verify_audit;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand};

use crate::server::{config::Config, http::serve::signal, telemetry};

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
    /// Bring the database's schema up to date (serve does so too)
    Migrate,
    /// Make and list administrators, reset passwords
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
    let config = Config::from_env()?;
    telemetry::start(config.json_log);
    let runtime = tokio::runtime::Runtime::new().context("no threads can be started")?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve(arguments) => serve::run(config, arguments).await,
            Command::Demo => until_signal(demo::run(config)).await,
            Command::Import(arguments) => until_signal(import::run(config, arguments)).await,
            Command::Export(arguments) => until_signal(export::run(config, arguments)).await,
            Command::Migrate => until_signal(migrate::run(config)).await,
            Command::Admin(arguments) => until_signal(admin::run(config, arguments)).await,
            Command::VerifyAudit(arguments) => verify_audit::run(config, arguments).await,
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
