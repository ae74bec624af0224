//! `duban serve`

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use anyhow::Result;
use tokio_util::sync::CancellationToken;

use crate::{
    features::{accounts::passwords, calendar},
    server::{
        background::Background,
        clock::Clock,
        config::{Config, Database},
        database::{self, Opened, private},
        http::serve,
        live::Live,
        metrics,
        settings::Settings,
        site::Site,
        state::App,
        storage::Storage,
    },
};

#[derive(clap::Args)]
pub struct Arguments {
    /// Where to listen, e.g. 127.0.0.1:3000; port 0 takes any free port
    #[arg(long)]
    address: Option<SocketAddr>,
}

/// Serves until a signal comes, then stops in the order in which things depend on each other: requests, background
/// tasks, connections, PostgreSQL.
pub async fn run(mut config: Config, arguments: Arguments) -> Result<ExitCode> {
    if let Some(address) = arguments.address {
        config.address = address;
    }
    let stopping = CancellationToken::new();
    tokio::spawn({
        let stopping = stopping.clone();
        async move {
            serve::signal().await;
            stopping.cancel();
        }
    });
    let site = Site::read(&config.site)?;
    let _one_server = match config.database {
        Database::Private => Some(private::lock_server(&config.data)?),
        Database::External { .. } => None,
    };
    let (app, opened) = tokio::select! {
        started = start(config, site, stopping.clone()) => started?,
        () = stopping.cancelled() => return Ok(ExitCode::SUCCESS),
    };
    let background = Background::start(&app);
    tokio::spawn(passwords::warm_up());
    let served = tokio::try_join!(metrics::serve(&app), serve::serve(app.clone()));
    background.finish().await;
    app.db.close().await;
    opened.close().await;
    served?;
    Ok(ExitCode::SUCCESS)
}

async fn start(config: Config, site: Site, stopping: CancellationToken) -> Result<(App, Opened)> {
    let mut opened = database::open(&config).await?;
    opened.watch()?;
    database::migrate(&opened.target).await?;
    let db = opened.pool(config.connections).await?;
    calendar::published::load(&db).await?;
    let settings = Settings::read(&db).await?;
    let storage = Storage::in_folder(&config.files)?;
    let app = App {
        db,
        clock: Clock::system().with_day(settings.today),
        config: Arc::new(config),
        site: Arc::new(site),
        storage,
        sample: settings.sample,
        stopping,
        live: Live::default(),
    };
    Ok((app, opened))
}
