//! Open matters of the ladder, with the highest level that was sent about each.

use chrono::NaiveDate;
use sqlx::PgExecutor;

use crate::{
    features::{
        lights::model::Rule,
        urging::model::{
            Level, Matter,
            ladder::{Obligation, horizon, next_level},
        },
    },
    shared::{
        error::AppError,
        ids::{TaskId, UnitId},
        working_days::WorkingDays,
    },
};

/// What a unit has before it, not yet done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub task: TaskId,
    pub number: String,
    pub title: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub has_liaison: bool,
    pub of: Obligation,
    pub subject: String,
    /// The milestone's name.
    pub what: String,
    /// The highest level that was sent.
    pub sent: Option<Level>,
}

impl Open {
    /// The level to be sent now.
    #[must_use]
    pub fn next(&self, today: NaiveDate, rule: &Rule, calendar: &WorkingDays) -> Option<Level> {
        next_level(&self.of, self.sent, today, rule, calendar)
    }
}

/// Open matters of all tasks, or of one, to which some level applies on `today`. Matters whose last level was sent are
/// left out: nothing follows.
///
/// # Errors
/// Only what the database says.
pub async fn open(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
    rule: &Rule,
    calendar: &WorkingDays,
    task: Option<TaskId>,
) -> Result<Vec<Open>, AppError> {
    let rows = sqlx::query!(
        "select m.task_id as \"task!\", m.number as \"number!\", m.title as \"title!\", m.unit_id as \"unit!\",
                u.short_name as unit_name, m.kind as \"kind!\", m.subject as \"subject!\", m.day as \"day!\",
                m.what as \"what!\",
                exists (select from people p join person_roles r on r.person_id = p.id and r.role = 'liaison'
                        where p.unit_id = m.unit_id and p.disabled_at is null) as \"has_liaison!\",
                array(select s.level from urges s where s.subject = m.subject and s.unit_id = m.unit_id) as \"sent!\"
         from urge_matters m join units u on u.id = m.unit_id
         where m.day < $1 and ($2::uuid is null or m.task_id = $2)
           and not exists (select from urges s where s.subject = m.subject and s.unit_id = m.unit_id
                           and s.level in ('remind', 'red'))
         order by m.number, m.day, m.subject",
        horizon(today, rule, calendar),
        task.map(|task| task.0),
    )
    .fetch_all(db)
    .await?;
    let open = rows.into_iter().filter_map(|row| {
        Some(Open {
            task: TaskId(row.task),
            number: row.number,
            title: row.title,
            unit: UnitId(row.unit),
            unit_name: row.unit_name,
            has_liaison: row.has_liaison,
            of: Obligation { matter: Matter::from_code(&row.kind)?, day: row.day, done: false },
            subject: row.subject,
            what: row.what,
            sent: row.sent.iter().filter_map(|level| Level::from_code(level)).max(),
        })
    });
    Ok(open.collect())
}
