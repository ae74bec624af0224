//! `duban migrate`

use std::process::ExitCode;

use anyhow::Result;

use crate::server::{config::Config, database};

/// Brings the schema and the rights of the server's role up to date. Repeating it changes nothing, and several at once
/// wait for each other.
pub async fn run(config: Config) -> Result<ExitCode> {
    let opened = database::open(&config).await?;
    let migrated = database::migrate(&opened.target).await;
    opened.close().await;
    migrated?;
    println!("the schema is up to date");
    Ok(ExitCode::SUCCESS)
}
