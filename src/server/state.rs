//! What every request shares: nothing that another process would need to know.

use std::sync::Arc;

use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use super::{clock::Clock, config::Config, live::Live, site::Site, storage::Storage};

/// Handles, cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: PgPool,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub site: Arc<Site>,
    pub storage: Storage,
    /// Whether the data is sample data (示例数据), which every page then says.
    pub sample: bool,
    /// Cancelled when the server begins to stop: event streams end, background tasks finish what they hold.
    pub stopping: CancellationToken,
    /// This process's part in live updates.
    pub live: Live,
}
