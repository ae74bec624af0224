//! `/metrics` for Prometheus, on an address of its own, so that no proxy hands it out by accident.

use std::{fs, sync::OnceLock, time::Duration};

use anyhow::{Context as _, Result};
use axum::{Router, extract::State, routing::get};
use metrics::{Unit, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::state::App;

pub const REQUESTS: &str = "duban_requests_total";
pub const REQUEST_SECONDS: &str = "duban_request_seconds";
pub const MAILS_SENT: &str = "duban_mails_sent_total";
pub const MAILS_PUT_OFF: &str = "duban_mails_put_off_total";
pub const MAILS_GIVEN_UP: &str = "duban_mails_given_up_total";
const CONNECTIONS: &str = "duban_database_connections";
const CONNECTIONS_IDLE: &str = "duban_database_connections_idle";
const BACKLOG: &str = "duban_audit_backlog";
const MEMORY: &str = "duban_resident_bytes";

/// From a tenth of what a page should take to the time limit of a request.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
/// Counting stops here, so that a stuck sealer does not make each scrape dear.
const BACKLOG_COUNTED: i64 = 10_000;
/// What was measured is put into the buckets this often even if nobody asks.
const UPKEEP: Duration = Duration::from_secs(10);

/// Counts and times one answered request.
pub fn request(status: u16, seconds: f64) {
    let class = match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    metrics::counter!(REQUESTS, "class" => class).increment(1);
    metrics::histogram!(REQUEST_SECONDS).record(seconds);
}

/// Serves `/metrics` until the server stops; returns at once when no address is set.
///
/// # Errors
/// When the address cannot be used.
pub async fn serve(app: &App) -> Result<()> {
    let Some(address) = app.config.metrics_address else { return Ok(()) };
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be used; set DUBAN_METRICS_ADDRESS to another address"))?;
    let handle = recorder()?;
    tracing::info!(address = %listener.local_addr().unwrap_or(address), "metrics");
    let router = Router::new().route("/metrics", get(render)).with_state((app.clone(), handle.clone()));
    let serving = axum::serve(listener, router).with_graceful_shutdown(app.stopping.clone().cancelled_owned());
    let upkeep = async {
        loop {
            tokio::time::sleep(UPKEEP).await;
            handle.run_upkeep();
        }
    };
    tokio::select! {
        served = async { serving.await } => served.context("serving the metrics failed"),
        () = upkeep => Ok(()),
    }
}

async fn render(State((app, handle)): State<(App, PrometheusHandle)>) -> String {
    gauge!(CONNECTIONS).set(f64::from(app.db.size()));
    gauge!(CONNECTIONS_IDLE).set(app.db.num_idle() as f64);
    if let Some(bytes) = resident() {
        gauge!(MEMORY).set(bytes as f64);
    }
    let backlog = sqlx::query_scalar!(
        "select count(*) as \"count!\" from (select 1 from outbox limit $1) as waiting",
        BACKLOG_COUNTED
    );
    match backlog.fetch_one(&app.db).await {
        Ok(count) => gauge!(BACKLOG).set(count as f64),
        Err(error) => tracing::warn!(%error, "the audit backlog cannot be counted"),
    }
    handle.run_upkeep();
    handle.render()
}

/// The process has one recorder; a second server in it (tests) uses the same.
fn recorder() -> Result<PrometheusHandle> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(REQUEST_SECONDS.to_owned()), &BUCKETS)
        .context("the buckets are not empty")?
        .install_recorder()
        .context("metrics cannot be recorded")?;
    describe_counter!(REQUESTS, "Answered requests by class of status");
    describe_histogram!(REQUEST_SECONDS, Unit::Seconds, "From the request's arrival to its answer's first byte");
    describe_gauge!(CONNECTIONS, "Open connections to the database");
    describe_gauge!(CONNECTIONS_IDLE, "Of these, not in use");
    describe_gauge!(BACKLOG, "Events that wait to be sealed and announced, counted up to 10000");
    describe_counter!(MAILS_SENT, "Mails that the mail server took");
    describe_counter!(MAILS_PUT_OFF, "Tries to send a mail that failed and are repeated");
    describe_counter!(MAILS_GIVEN_UP, "Mails that were given up");
    describe_gauge!(MEMORY, Unit::Bytes, "Resident memory of the server's process");
    Ok(HANDLE.get_or_init(|| handle).clone())
}

/// Resident memory in bytes, where the system tells.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
