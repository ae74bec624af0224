//! Values that are kept for as long as nothing happens that they could count. Counting a hundred thousand tasks takes a
//! tenth of a second and more; people look at the same figures all day.
//!
//! Whether something happened is asked of the activity record each time: whatever changes a task writes an event in the
//! same transaction, which is either waiting in the outbox or a link of the chain. So nobody sees figures older than
//! what was committed before they asked, whichever process did it, and nothing has to be told to this one.
//!
//! ```ignore
//! static TOTALS: LazyLock<Kept<PlanId, i64>> = LazyLock::new(|| Kept::at_most(1_000));
//!
//! let turn = match TOTALS.look(plan, db, today).await? {
//!     Look::Kept(total) => return Ok(total),
//!     Look::Turn(turn) => turn,
//! };
//! let total = count(db, plan, today).await?;
//! Ok(turn.keep(total))
//! ```

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::NaiveDate;
use sqlx::{PgExecutor, PgPool};
use tokio::sync::{Mutex as Turns, OwnedMutexGuard};

use crate::shared::error::AppError;

/// Values of one kind by what they are of: a plan, a reader.
pub struct Kept<K, V> {
    places: Mutex<HashMap<K, Arc<Place<V>>>>,
    most: usize,
}

/// One place for each key. Whoever holds its turn counts; the others wait for what comes of it.
struct Place<V> {
    last: Mutex<Option<Counted<V>>>,
    turns: Arc<Turns<()>>,
}

struct Counted<V> {
    /// The day as of which it was counted: lights turn over night.
    day: NaiveDate,
    /// The last link of the chain before it was counted.
    link: i64,
    value: Arc<V>,
}

/// What a look gives.
pub enum Look<V> {
    /// It is still true.
    Kept(Arc<V>),
    /// It has to be counted, by a reading that begins now.
    Turn(Turn<V>),
}

/// The right to count one value, while others wait.
pub struct Turn<V> {
    place: Arc<Place<V>>,
    day: NaiveDate,
    link: i64,
    _held: OwnedMutexGuard<()>,
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// With more than `most` values all are counted anew.
    #[must_use]
    pub fn at_most(most: usize) -> Self {
        Self { places: Mutex::default(), most }
    }

    /// The value of `key` if it is true `today`; else the turn to count it. To be asked without a connection in hand: who
    /// waits for a turn would keep it from the rest.
    ///
    /// # Errors
    /// Only what the database says.
    pub async fn look(&self, key: K, db: &PgPool, today: NaiveDate) -> Result<Look<V>, AppError> {
        let place = self.place(key);
        if let Ok(value) = place.still_true(db, today).await? {
            return Ok(Look::Kept(value));
        }
        let held = Arc::clone(&place.turns).lock_owned().await;
        // Who had the turn before has perhaps counted it.
        Ok(match place.still_true(db, today).await? {
            Ok(value) => Look::Kept(value),
            Err(link) => Look::Turn(Turn { place, day: today, link, _held: held }),
        })
    }

    fn place(&self, key: K) -> Arc<Place<V>> {
        let mut places = locked(&self.places);
        if places.len() >= self.most && !places.contains_key(&key) {
            places.clear();
        }
        let place =
            places.entry(key).or_insert_with(|| Arc::new(Place { last: Mutex::default(), turns: Arc::default() }));
        Arc::clone(place)
    }
}

impl<V> Place<V> {
    /// The value, or else the last link of the chain.
    async fn still_true(&self, db: &PgPool, today: NaiveDate) -> Result<Result<Arc<V>, i64>, AppError> {
        let kept = locked(&self.last).as_ref().map(|kept| (kept.day, kept.link, Arc::clone(&kept.value)));
        // With nothing kept only the last link matters.
        let (link, changed) = since(db, kept.as_ref().map_or(i64::MAX, |(_, link, _)| *link)).await?;
        Ok(kept.filter(|(day, ..)| !changed && *day == today).map(|(.., value)| value).ok_or(link))
    }
}

impl<V> Turn<V> {
    /// Keeps what was counted.
    pub fn keep(self, value: V) -> Arc<V> {
        let value = Arc::new(value);
        *locked(&self.place.last) = Some(Counted { day: self.day, link: self.link, value: Arc::clone(&value) });
        value
    }
}

/// What a panic left behind is as good as before.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many events are looked at; if there are more, something changed.
const LOOKED_AT: i64 = 200;

/// The last link of the chain, and whether anything but sign-ins and people changed after the link `known`. A chain that
/// is shorter than that is another one, of a restored database.
///
/// Asked by every request, so it reads a few rows however long the record is: a plain join would sometimes begin with the
/// record and look each event up in the outbox.
async fn since(db: impl PgExecutor<'_>, known: i64) -> Result<(i64, bool), AppError> {
    let found = sqlx::query!(
        "select coalesce((select max(number) from event_seals), 0) as \"last!\", count(*) as \"looked_at!\",
                coalesce(bool_or(e.object_kind not in ('session', 'person')), false) as \"changed!\"
         from ((select event_id from outbox order by event_id limit $2)
               union all (select event_id from event_seals where number > $1 order by number limit $2)) new
              cross join lateral (select object_kind from events where id = new.event_id limit 1) e",
        known,
        LOOKED_AT,
    )
    .fetch_one(db)
    .await?;
    Ok((found.last, found.changed || found.looked_at >= LOOKED_AT || known > found.last))
}

#[cfg(test)]
mod tests {
    use sqlx::Executor as _;

    use super::*;
    use crate::server::testing;

    /// A long record whose events were just sealed, before PostgreSQL counted anything anew: what is left of the outbox
    /// looks as long as it was.
    const FILL: &str = "
        insert into events (id, at, actor_name, address, request_id, verb, object_kind, object_name)
        select gen_random_uuid(), now(), '', '', '', 'task.created', 'task', n::text from generate_series(1, 20000) n;
        insert into outbox select id from events;
        insert into event_seals (number, event_id, digest, sealed_at)
        select (select coalesce(max(number), 0) from event_seals) + row_number() over (), event_id, sha256('x'), now()
        from outbox;
        delete from outbox";

    #[sqlx::test]
    async fn whether_something_changed_is_asked_of_a_few_rows(pool: PgPool) {
        let app = testing::app(pool).await;
        let mut connection = app.db.acquire().await.unwrap().detach();
        connection.execute("set role none; set session_replication_role = replica").await.unwrap();
        connection.execute(FILL).await.unwrap();
        let mut tx = app.db.begin().await.unwrap();
        let (last, _) = since(&mut *tx, i64::MAX).await.unwrap();
        assert_eq!(since(&mut *tx, last).await.unwrap(), (last, false));
        assert_eq!(since(&mut *tx, last - 1).await.unwrap(), (last, true));
        assert_eq!(since(&mut *tx, 0).await.unwrap(), (last, true));
        let read: i64 = sqlx::query_scalar(
            "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_xact_user_tables
             where relname in ('events', 'event_seals', 'outbox')",
        )
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        assert!(read < 5 * LOOKED_AT, "{read} rows");
    }
}
