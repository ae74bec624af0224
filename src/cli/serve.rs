//! `duban serve`

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use anyhow::{Result, bail};
use tokio_util::sync::CancellationToken;

use crate::server::{
    clock::Clock,
    config::Config,
    database::{self, Target},
    http::serve,
    site::Site,
    state::App,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// Where to listen, e.g. 127.0.0.1:3000; port 0 takes any free port
    #[arg(long)]
    address: Option<SocketAddr>,
}

pub async fn run(mut config: Config, arguments: Arguments) -> Result<ExitCode> {
    if let Some(address) = arguments.address {
        config.address = address;
    }
    let site = Site::read(&config.site)?;
    let Some(target) = Target::external(&config)? else { bail!("DATABASE_URL is not set") };
    database::migrate(&target).await?;
    let db = database::connect(&target, config.connections).await?;
    let app = App {
        db,
        clock: Clock::system(),
        config: Arc::new(config),
        site: Arc::new(site),
        sample: false,
        stopping: CancellationToken::new(),
    };
    serve::serve(app, serve::signal()).await?;
    Ok(ExitCode::SUCCESS)
}
