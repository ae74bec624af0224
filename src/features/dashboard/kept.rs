//! Figures are kept for as long as nothing happens that they could count. Counting a hundred thousand tasks takes a tenth
//! of a second and more; the office looks at the same figures all day.
//!
//! Whether something happened is asked of the activity record each time: whatever changes a task writes an event in the
//! same transaction, which is either waiting in the outbox or a link of the chain. So nobody sees figures older than
//! what was committed before they asked, whichever process did it, and nothing has to be told to this one.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};
use tokio::sync::Mutex as Turn;

use super::queries::{Figures, figures as count};
use crate::{
    features::tasks::queries::plans::Plan,
    shared::{
        actor::Actor,
        error::AppError,
        ids::{PlanId, UnitId},
    },
};

/// Figures of so many plans and readers are kept; with more, all are counted anew.
const MOST: usize = 1_000;

/// The plan, and the unit of readers who see only its tasks.
type Key = (PlanId, Option<UnitId>);

struct Kept {
    /// The day as of which they were counted: lights turn over night.
    day: NaiveDate,
    /// The last link of the chain before they were counted.
    link: i64,
    figures: Arc<Figures>,
}

/// One place for each key. Whoever holds its turn looks and counts; the others wait for what they find.
type Place = Arc<Turn<Option<Kept>>>;
static PLACES: LazyLock<Mutex<HashMap<Key, Place>>> = LazyLock::new(Mutex::default);

/// The figures of the plan's tasks that the actor may see, as of now.
pub async fn figures(db: &PgPool, actor: &Actor, plan: &Plan, today: NaiveDate) -> Result<Arc<Figures>, AppError> {
    let place = place((plan.id, (!actor.sees_all_tasks()).then_some(actor.unit)));
    // Waiting comes before taking a connection, or those who wait would leave none for the rest.
    let mut kept = place.lock().await;
    let db = &mut *db.acquire().await?;
    let (link, changed) = since(db, kept.as_ref().map_or(-1, |kept| kept.link)).await?;
    if let Some(kept) = kept.as_ref().filter(|kept| !changed && kept.day == today) {
        return Ok(Arc::clone(&kept.figures));
    }
    let figures = Arc::new(count(db, actor, plan, today).await?);
    *kept = Some(Kept { day: today, link, figures: Arc::clone(&figures) });
    Ok(figures)
}

fn place(key: Key) -> Place {
    let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
    if places.len() >= MOST && !places.contains_key(&key) {
        places.clear();
    }
    Arc::clone(places.entry(key).or_default())
}

/// The last link of the chain, and whether anything but sign-ins and people changed after the link `known`. A chain that
/// is shorter than that is another one, of a restored database.
async fn since(db: &mut PgConnection, known: i64) -> Result<(i64, bool), AppError> {
    let found = sqlx::query!(
        "select coalesce(max(number), 0) as \"last!\",
                exists (select from outbox o join events e on e.id = o.event_id
                        where e.object_kind not in ('session', 'person'))
                or exists (select from event_seals s join events e on e.id = s.event_id
                           where s.number > $1 and e.object_kind not in ('session', 'person')) as \"changed!\"
         from event_seals",
        known,
    )
    .fetch_one(db)
    .await?;
    Ok((found.last, found.changed || known > found.last))
}
