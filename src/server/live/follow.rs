//! Follows the chain, once a process: woken by PostgreSQL's NOTIFY, and looking by itself every second, so that a lost
//! connection or a pool that cannot LISTEN costs a second, not the update.

use std::{sync::Arc, time::Duration};

use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::{
    sync::Notify,
    time::{MissedTickBehavior, interval, sleep},
};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use super::{Live, News, change};
use crate::server::{audit::sealing::CHANNEL, state::App};

/// How often the chain is looked at when nothing is heard.
const POLL: Duration = Duration::from_secs(1);
/// Links read at a time.
const PAGE: i64 = 500;
/// Whoever is further behind is told to start over.
const FAR: i64 = 5_000;
/// Between two tries to listen.
const RETRY: Duration = Duration::from_secs(2);

/// Follows the chain until `stop`.
///
/// # Errors
/// Never: a database that is away is waited for.
pub async fn run(app: App, stop: CancellationToken) -> anyhow::Result<()> {
    let heard = Arc::new(Notify::new());
    // Ends with this task, however it ends.
    let _listening = AbortOnDropHandle::new(tokio::spawn(listen(app.clone(), Arc::clone(&heard))));
    let mut tick = interval(POLL);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut away = false;
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            () = heard.notified() => {}
            _ = tick.tick() => {}
        }
        match advance(&app).await {
            Ok(()) if away => {
                away = false;
                tracing::info!("live updates go on");
            }
            Err(error) if !away => {
                away = true;
                tracing::warn!(%error, "live updates wait for the database");
            }
            _ => {}
        }
    }
    Ok(())
}

/// Tells what was added to the chain.
async fn advance(app: &App) -> sqlx::Result<()> {
    let live: &Live = &app.live;
    let last = change::last(&app.db).await?;
    let known = live.version();
    if last < known || last - known > FAR {
        live.tell(News::Reset { version: last });
        return Ok(());
    }
    let mut version = known;
    while version < last {
        let changes = change::after(&app.db, version, PAGE).await?;
        let Some(newest) = changes.last() else { break };
        version = newest.number;
        live.tell(News::Changes { changes, version });
    }
    Ok(())
}

/// Listens on a connection of its own, again and again.
async fn listen(app: App, heard: Arc<Notify>) {
    let mut failing = false;
    loop {
        let error = match hear(&app, &heard, &mut failing).await {
            Ok(never) => match never {},
            Err(error) => error,
        };
        if !failing {
            failing = true;
            tracing::warn!(%error, "the database cannot be listened to; the chain is looked at every second");
        }
        sleep(RETRY).await;
    }
}

async fn hear(app: &App, heard: &Notify, failing: &mut bool) -> sqlx::Result<std::convert::Infallible> {
    // Not one of the pool's connections: requests may need all of those.
    let options = app.db.connect_options().as_ref().clone();
    let own = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
    let mut listener = PgListener::connect_with(&own).await?;
    listener.listen(CHANNEL).await?;
    if std::mem::take(failing) {
        tracing::info!("the database is listened to again");
    }
    loop {
        // What was notified before or between two connections is found by looking.
        heard.notify_one();
        listener.recv().await?;
    }
}
