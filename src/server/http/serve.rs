//! Listening and stopping: running requests are finished before the process ends.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context as _, Result};
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;

use crate::server::state::App;

/// Requests still running this long after the signal are cut off.
const GRACE: Duration = Duration::from_secs(25);

/// Serves until [`App::stopping`] is cancelled, then finishes what is running. Cancels it itself when serving fails, for
/// nothing should go on then.
///
/// # Errors
/// When the address cannot be used, or serving fails.
pub async fn serve(app: App) -> Result<()> {
    let stopping = app.stopping.clone();
    let _stop_at_the_end = stopping.clone().drop_guard();
    let address = app.config.address;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be used; set DUBAN_ADDRESS to another address"))?;
    let address = listener.local_addr().context("the listening address cannot be read")?;
    let service = super::router(app).into_make_service_with_connect_info::<SocketAddr>();
    println!("listening on http://{address}");
    // Small pieces of an event stream leave at once instead of waiting for the last one's receipt.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    let serving = axum::serve(listener, service).with_graceful_shutdown(stopping.clone().cancelled_owned());
    let deadline = async {
        stopping.cancelled().await;
        tracing::info!("stopping: finishing what is running");
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = async { serving.await } => served.context("serving failed"),
        () = deadline => {
            tracing::warn!("some requests were still running and are cut off");
            Ok(())
        }
    }
}

/// Resolves at Ctrl-C or SIGTERM.
pub async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::error!(%error, "SIGTERM cannot be heard");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
