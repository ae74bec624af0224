//! Sealing: numbers committed events without gaps and links their digests.
//!
//! Every server process runs [`run`], and one seals at a time. The turn is a transaction-level advisory lock that is
//! tried, never waited for. (`FOR UPDATE SKIP LOCKED` on the outbox would let two processes take different rows and then
//! meet at the same number.) Nobody but sealers knows the lock, so no command ever waits for sealing; should the lock
//! fail to exclude, the primary key on the number still does. The lock ends with its transaction, also when a process
//! dies or a connection pool in front of PostgreSQL swaps sessions.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    checkpoints::Checkpoints,
    content::{Content, Digest, GENESIS, digest, event_content, instant},
};
use crate::server::{clock::Clock, state::App};

/// Where every process hears that the chain grew; the message is the last number.
pub const CHANNEL: &str = "duban_live";

/// The sealer's turn: "duban" in ASCII, first lock.
pub(super) const TURN: i64 = 0x6475_6261_6e01;
/// Most events sealed in one transaction.
pub const BATCH: i64 = 500;
/// How often the outbox is looked at when nothing nudges.
const POLL: Duration = Duration::from_millis(300);
/// Shortest time from one batch to the next: under load, events gather instead of costing a transaction each.
const GATHER: Duration = Duration::from_millis(15);
/// Longest time between tries while the database is away.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// What one try did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Nothing was waiting.
    Idle,
    /// Another process was at it.
    Elsewhere,
    /// So many events were sealed.
    Sealed(usize),
}

struct Waiting {
    id: Uuid,
    sealed: bool,
    content: Option<Content>,
}

/// Seals up to [`BATCH`] committed events.
///
/// # Errors
/// Only what the database says; then nothing was sealed.
pub async fn seal(db: &PgPool, clock: &Clock) -> sqlx::Result<Round> {
    let waits = sqlx::query_scalar!("select exists (select from outbox) as \"waits!\"").fetch_one(db).await?;
    if !waits {
        return Ok(Round::Idle);
    }
    let mut tx = db.begin().await?;
    let turn = sqlx::query_scalar!("select pg_try_advisory_xact_lock($1) as \"turn!\"", TURN).fetch_one(&mut *tx);
    if !turn.await? {
        return Ok(Round::Elsewhere);
    }
    // A statement of its own: its snapshot begins after the turn was taken, so it sees the last sealer's commit.
    let head = sqlx::query!("select number, digest from event_seals order by number desc limit 1")
        .fetch_optional(&mut *tx)
        .await?;
    let (last, mut previous) = head.map_or((0, GENESIS.to_vec()), |head| (head.number, head.digest));
    // Each event is looked up by itself: PostgreSQL, which never knows how long the outbox is, would sometimes rather read
    // the whole record.
    let waiting = event_content!(
        Waiting,
        "o.event_id as \"id!\", (select s.number from event_seals s where s.event_id = o.event_id) is not null as \"sealed!\"",
        "from (select event_id from outbox order by event_id limit $1) o
         cross join lateral (select * from events where id = o.event_id limit 1) e order by o.event_id",
        BATCH,
    )
    .fetch_all(&mut *tx)
    .await?;
    let taken: Vec<Uuid> = waiting.iter().map(|event| event.id).collect();
    let sealed_at = clock.now();
    let (mut numbers, mut ids, mut digests) = (Vec::new(), Vec::new(), Vec::new());
    for event in waiting {
        if event.sealed {
            // Not our doing: sealing and leaving the outbox are one transaction. It must not stop all sealing.
            tracing::error!(event = %event.id, "an event waits for its seal a second time");
            continue;
        }
        let next = digest(&previous, &instant(sealed_at), &event.content.unwrap_or_default());
        numbers.push(last + 1 + numbers.len() as i64);
        ids.push(event.id);
        digests.push(next.to_vec());
        previous = next.to_vec();
    }
    let head = numbers.last().copied().unwrap_or(last);
    sqlx::query!(
        "insert into event_seals (number, event_id, digest, sealed_at)
         select number, event_id, digest, $4
         from unnest($1::bigint[], $2::uuid[], $3::bytea[]) as seal (number, event_id, digest)",
        &numbers,
        &ids,
        &digests,
        sealed_at,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from outbox where event_id = any($1)", &taken).execute(&mut *tx).await?;
    // Once a batch. In a command's transaction it would make all commits wait for each other.
    sqlx::query!("select pg_notify($1, $2) as \"sent: ()\"", CHANNEL, head.to_string()).execute(&mut *tx).await?;
    tx.commit().await?;
    metrics::counter!("duban_events_sealed_total").increment(ids.len() as u64);
    Ok(Round::Sealed(taken.len()))
}

/// The newest seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub digest: Digest,
    pub sealed_at: DateTime<Utc>,
}

/// The newest seal, if there is any.
///
/// # Errors
/// Only what the database says.
pub async fn head(db: &PgPool) -> sqlx::Result<Option<Head>> {
    let row = sqlx::query!("select number, digest, sealed_at from event_seals order by number desc limit 1")
        .fetch_optional(db)
        .await?;
    // A digest of another length is found by verifying; here it only may not stop the server.
    Ok(row.map(|row| Head {
        number: row.number,
        digest: row.digest.try_into().unwrap_or_default(),
        sealed_at: row.sealed_at,
    }))
}

/// Seals until `stop`, looking at the outbox when nudged and several times a second; then a last time, so that what
/// the last requests did is sealed and noted.
///
/// # Errors
/// Never: a database that is away is waited for.
pub async fn run(app: App, stop: CancellationToken) -> anyhow::Result<()> {
    let nudge = app.live.nudged();
    let mut checkpoints = Checkpoints::open(&app.config.data, &app.db).await;
    let (mut away_since, mut wait) = (None::<Instant>, POLL);
    while !stop.is_cancelled() {
        let round = seal(&app.db, &app.clock).await;
        match &round {
            Err(error) => {
                if away_since.is_none() {
                    away_since = Some(Instant::now());
                    tracing::warn!(%error, "events cannot be sealed now; trying again until it works");
                }
                wait = (wait * 2).min(LONGEST_WAIT);
            }
            Ok(round) => {
                if let Some(since) = away_since.take() {
                    tracing::info!(seconds = since.elapsed().as_secs(), "events are sealed again");
                }
                wait = POLL;
                checkpoints.note(&app.db, *round).await;
            }
        }
        match round {
            Ok(Round::Sealed(count)) if count as i64 >= BATCH => {}
            Ok(Round::Sealed(_)) => pause(GATHER, &stop).await,
            Ok(_) => {
                tokio::select! {
                    () = nudge.notified() => {}
                    () = pause(wait, &stop) => {}
                }
            }
            Err(_) => pause(wait, &stop).await,
        }
    }
    let last = async {
        while let Ok(Round::Sealed(_)) = seal(&app.db, &app.clock).await {}
        checkpoints.close(&app.db).await;
    };
    if timeout(Duration::from_secs(3), last).await.is_err() {
        tracing::warn!("the last events are sealed at the next start");
    }
    Ok(())
}

async fn pause(time: Duration, stop: &CancellationToken) {
    tokio::select! {
        () = sleep(time) => {}
        () = stop.cancelled() => {}
    }
}
