//! Live updates: which records changed, never what is in them. A page that hears of a change asks for itself again.
//!
//! ```text
//! command commits ── nudge ──► sealing ── NOTIFY once a batch ──► follow (every process) ── broadcast ──► stream
//! ```
//!
//! `follow` reads each new part of the chain once for the whole process, with the units that each change concerns;
//! every open stream then picks what its reader may see, without asking the database. The version of a change is its
//! number in the chain, so a reader who was away says the last number and is told the rest from the same table.
//! `inboxes` tells people of their own notifications, which jobs make too, without an event.
//! Nothing here is state that another process would need: two processes over one database tell the same.

pub mod change;
pub mod follow;
pub mod inboxes;
mod reader;
pub mod stream;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use tokio::sync::{Notify, broadcast};

use self::{change::Change, inboxes::Mark};
use super::state::App;
use crate::shared::ids::PersonId;

/// The address of the event stream.
pub const LIVE_PATH: &str = "/live";

/// Batches that a reader may be behind before it is told to start over.
const BACKLOG: usize = 64;
/// Open streams of one person: one a visible tab, with room for several devices.
const STREAMS_EACH: usize = 16;

/// What the streams of this process are told at once.
#[derive(Debug)]
pub enum News {
    /// New links of the chain, up to this number.
    Changes { changes: Vec<Change>, version: i64 },
    /// Too much at once, or another chain: everything may have changed.
    Reset { version: i64 },
    /// How these people's inboxes stand now; each stream knows how it told its reader last.
    Inboxes(HashMap<PersonId, Mark>),
}

/// The process's part in live updates. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Live(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    news: broadcast::Sender<Arc<News>>,
    version: AtomicI64,
    streams: Mutex<HashMap<PersonId, usize>>,
    committed: Arc<Notify>,
}

impl Default for Live {
    fn default() -> Self {
        Self(Arc::new(Inner {
            news: broadcast::Sender::new(BACKLOG),
            version: AtomicI64::new(0),
            streams: Mutex::default(),
            committed: Arc::default(),
        }))
    }
}

impl Live {
    /// The last number of the chain that this process knows. A page takes it before it reads, so that nothing which
    /// happens meanwhile is missed.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.0.version.load(Ordering::Acquire)
    }

    /// Something was probably committed: sealing looks at once.
    pub fn nudge(&self) {
        self.0.committed.notify_one();
    }

    /// What [`Live::nudge`] wakes.
    #[must_use]
    pub fn nudged(&self) -> Arc<Notify> {
        Arc::clone(&self.0.committed)
    }

    fn listen(&self) -> broadcast::Receiver<Arc<News>> {
        self.0.news.subscribe()
    }

    fn tell(&self, news: News) {
        if let News::Changes { version, .. } | News::Reset { version } = news {
            self.0.version.store(version, Ordering::Release);
        }
        // Nobody listening is no error.
        let _ = self.0.news.send(Arc::new(news));
    }

    /// Who follows by this process.
    fn people(&self) -> Vec<PersonId> {
        self.0.streams.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    /// One more stream of `person`, unless there are too many.
    fn admit(&self, person: PersonId) -> Option<Place> {
        let mut streams = self.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.entry(person).or_default();
        if *open >= STREAMS_EACH {
            return None;
        }
        *open += 1;
        metrics::gauge!("duban_live_streams").increment(1);
        Some(Place { live: self.clone(), person })
    }
}

/// Counts a stream while it is open.
struct Place {
    live: Live,
    person: PersonId,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut streams = self.live.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = streams.get_mut(&self.person) {
            *open -= 1;
            if *open == 0 {
                streams.remove(&self.person);
            }
        }
        metrics::gauge!("duban_live_streams").decrement(1);
    }
}

/// Middleware: after a request that may have changed something, sealing looks at once instead of at its next turn.
pub async fn nudge_after(State(app): State<App>, request: Request, next: Next) -> Response {
    let changes = !request.method().is_safe();
    let response = next.run(request).await;
    if changes {
        app.live.nudge();
    }
    response
}
