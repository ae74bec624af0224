//! The ladders of one task, for its page.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::list::{Filter, List, list};
use crate::{
    features::{
        calendar, lights,
        tasks::queries::sight,
        urging::model::{
            Level, Matter, can_read_urges,
            ladder::{applies_from, rungs},
        },
    },
    shared::{actor::Actor, error::AppError, ids::TaskId},
};

/// No page shows more ladders than this; the most pressing come first.
const MOST: i64 = 3;

/// How a level of a ladder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Sent on a day with a limit; a higher one followed.
    Sent(NaiveDate, NaiveDate),
    /// The highest that was sent.
    Now(NaiveDate, NaiveDate),
    /// Comes on this day at the earliest.
    Next(NaiveDate),
    /// A higher one was sent at once.
    Skipped,
}

/// One matter and its levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    pub matter: Matter,
    pub what: String,
    pub day: NaiveDate,
    pub unit_name: String,
    pub rungs: Vec<(Level, Rung)>,
}

/// What the task page shows of urging.
#[derive(Clone, Debug, Default)]
pub struct TaskUrges {
    pub ladders: Vec<Ladder>,
    pub urges: List,
}

/// What the actor may read of a task that the actor may see: the office all, a unit its own.
pub async fn of_task(db: &PgPool, actor: &Actor, task: TaskId, today: NaiveDate) -> Result<TaskUrges, AppError> {
    if !can_read_urges(actor) {
        return Ok(TaskUrges::default());
    }
    let urges = list(db, actor, Filter { task: Some(task), ..Filter::default() }).await?;
    let days = calendar::queries::read(db).await?;
    let rule = lights::queries::rule(db, today).await?;
    let (sees_all, unit) = sight(actor);
    let rows = sqlx::query!(
        "select m.kind as \"kind!\", m.what as \"what!\", m.day as \"day!\", u.short_name as unit_name,
                array(select s.level from urges s where s.subject = m.subject and s.unit_id = m.unit_id
                      order by s.sent_at) as \"levels!\",
                array(select s.sent_on from urges s where s.subject = m.subject and s.unit_id = m.unit_id
                      order by s.sent_at) as \"days!\",
                array(select s.limit_on from urges s where s.subject = m.subject and s.unit_id = m.unit_id
                      order by s.sent_at) as \"limits!\"
         from urge_matters m join units u on u.id = m.unit_id
         where m.task_id = $1 and ($2 or m.unit_id = $3)
         order by m.day, m.subject limit $4",
        task.0,
        sees_all,
        unit,
        MOST,
    )
    .fetch_all(db)
    .await?;
    let ladders = rows.into_iter().filter_map(|row| {
        let matter = Matter::from_code(&row.kind)?;
        let sent = row.levels.iter().zip(row.days.into_iter().zip(row.limits));
        let sent: Vec<_> = sent.filter_map(|(level, days)| Some((Level::from_code(level)?, days))).collect();
        let rung = |level: Level| rung(level, &sent, || applies_from(level, row.day, &rule, &days));
        let rungs = rungs(matter).iter().map(|level| (*level, rung(*level))).collect();
        Some(Ladder { matter, what: row.what, day: row.day, unit_name: row.unit_name, rungs })
    });
    Ok(TaskUrges { ladders: ladders.collect(), urges })
}

fn rung(level: Level, sent: &[(Level, (NaiveDate, NaiveDate))], from: impl FnOnce() -> NaiveDate) -> Rung {
    let highest = sent.iter().map(|(level, _)| *level).max();
    match sent.iter().find(|(other, _)| *other == level) {
        Some((_, (on, limit))) if highest == Some(level) => Rung::Now(*on, *limit),
        Some((_, (on, limit))) => Rung::Sent(*on, *limit),
        None if highest > Some(level) => Rung::Skipped,
        None => Rung::Next(from()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rung_says_how_it_stands() {
        let (on, limit, from) = ("2016-10-11", "2016-10-14", "2016-10-17");
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let sent = [(Level::Yellow, (day(on), day(limit)))];
        let at = |level| rung(level, &sent, || day(from));
        assert_eq!(at(Level::Blue), Rung::Skipped);
        assert_eq!(at(Level::Yellow), Rung::Now(day(on), day(limit)));
        assert_eq!(at(Level::Red), Rung::Next(day(from)));
        let sent = [sent[0], (Level::Red, (day(from), day(from)))];
        assert_eq!(rung(Level::Yellow, &sent, || day(from)), Rung::Sent(day(on), day(limit)));
    }
}
