//! `duban migrate`

use std::process::ExitCode;

use anyhow::Result;

use crate::{
    features::calendar,
    server::{
        config::Config,
        database::{self, Opened},
    },
};

/// Brings the schema, the rights of the server's role and the published working days up to date. Repeating it changes
/// nothing, and several at once wait for each other.
pub async fn run(config: Config) -> Result<ExitCode> {
    let opened = database::open(&config).await?;
    let migrated = migrate(&opened).await;
    opened.close().await;
    migrated?;
    println!("the schema is up to date");
    Ok(ExitCode::SUCCESS)
}

async fn migrate(opened: &Opened) -> Result<()> {
    database::migrate(&opened.target).await?;
    let db = opened.pool(1).await?;
    let loaded = calendar::published::load(&db).await;
    db.close().await;
    loaded
}
