//! Tells people of their own notifications. Jobs make them too, and no event says so: each process looks at the inboxes of
//! those who follow it. What was committed late is found all the same, and so is what was read on another device.

use std::{collections::HashMap, time::Duration};

use sqlx::PgPool;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::News;
use crate::{server::state::App, shared::ids::PersonId};

/// How often the inboxes are looked at.
const POLL: Duration = Duration::from_millis(500);
/// More unread ones than this are not told apart; the newest is looked at as well.
const COUNTED: i64 = 100;

/// How an inbox stands. Two marks differ when something came, was read, or (of the newest) was made anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark(pub String);

/// Looks until `stop`.
///
/// # Errors
/// Never: a database that is away is waited for; `live::follow` says so.
pub async fn run(app: App, stop: CancellationToken) -> anyhow::Result<()> {
    let mut tick = interval(POLL);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut known = HashMap::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            _ = tick.tick() => {}
        }
        let people = app.live.people();
        if people.is_empty() {
            known.clear();
            continue;
        }
        let Ok(marks) = marks(&app.db, &people).await else { continue };
        let mut news = marks.clone();
        news.retain(|person, mark| known.get(person) != Some(mark));
        if !news.is_empty() {
            app.live.tell(News::Inboxes(news));
        }
        known = marks;
    }
}

/// How the inboxes of `people` stand.
///
/// # Errors
/// Only what the database says.
pub async fn marks(db: &PgPool, people: &[PersonId]) -> sqlx::Result<HashMap<PersonId, Mark>> {
    let people: Vec<Uuid> = people.iter().map(|person| person.0).collect();
    let rows = sqlx::query!(
        "select p.id as \"id!\", i.unread as \"unread!\", i.newest
         from unnest($1::uuid[]) p (id)
         cross join lateral (
             select count(*) as unread, max(made_at) as newest
             from (select made_at from notifications n
                   where n.person_id = p.id and n.read_at is null
                   order by n.made_at desc, n.id desc limit $2) newest) i",
        &people,
        COUNTED,
    )
    .fetch_all(db)
    .await?;
    let mark = |unread: i64, newest: Option<chrono::DateTime<chrono::Utc>>| {
        Mark(format!("{unread}-{}", newest.map_or(0, |at| at.timestamp_micros())))
    };
    Ok(rows.into_iter().map(|row| (PersonId(row.id), mark(row.unread, row.newest))).collect())
}
