//! The log: one line an event, with the request's id; no passwords, no content of records.

use std::io::IsTerminal as _;

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

/// Starts the log on standard error; `RUST_LOG` narrows or widens it.
pub fn start(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tower_http=warn"));
    let registry = tracing_subscriber::registry().with(filter);
    // A second start (tests) keeps the first log.
    let _ = if json {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).try_init()
    } else {
        let colours = std::io::stderr().is_terminal();
        registry.with(fmt::layer().with_ansi(colours).with_writer(std::io::stderr)).try_init()
    };
}
