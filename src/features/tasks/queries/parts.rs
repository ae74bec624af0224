//! What hangs on the rows of a list: units, the first source, milestones.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    features::{reports::model::Confidence, tasks::model::UnitRole},
    shared::{actor::Actor, error::AppError},
};

/// A milestone as a row of the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMilestone {
    pub title: String,
    pub due: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
}

impl LineMilestone {
    /// Its day, while it is open.
    #[must_use]
    pub fn open_due(&self) -> Option<NaiveDate> {
        self.due.filter(|_| self.done_on.is_none())
    }
}

/// What the list shows of a task besides its own columns.
#[derive(Debug, Default)]
pub struct Parts {
    pub lead: Option<String>,
    pub co_leads: Vec<String>,
    pub participants: i64,
    /// What the reader's own unit does in it.
    pub own_role: Option<UnitRole>,
    /// Document and clause.
    pub source: Option<(String, String)>,
    pub milestones: Vec<LineMilestone>,
    /// What the first lead reported last: percent and confidence.
    pub report: Option<(i32, Confidence)>,
}

/// The parts of these tasks. One statement that goes once through each table: asking for each task by itself cost more
/// than the rest of the page.
pub async fn of(db: &mut PgConnection, actor: &Actor, tasks: &[Uuid]) -> Result<HashMap<Uuid, Parts>, AppError> {
    let rows = sqlx::query!(
        "select tu.task_id as \"task!\", tu.role as \"kind!\", u.short_name as \"text!\", null as clause,
                null::date as due, null::date as done_on, tu.unit_id = $2 as \"own!\", tu.position as \"position!\"
         from task_units tu join units u on u.id = tu.unit_id where tu.task_id = any($1)
         union all
         (select distinct on (task_id) task_id, 'source', document, clause, null, null, false, position
          from task_sources where task_id = any($1) order by task_id, position)
         union all
         select task_id, 'milestone', title, null, due, done_on, false, position from milestones where task_id = any($1)
         union all
         (select distinct on (r.task_id) r.task_id, 'report', r.confidence, null, null, null, false, r.percent
          from reports r join task_units l on l.task_id = r.task_id and l.unit_id = r.unit_id and l.role = 'lead'
          where r.task_id = any($1) and r.sent_at is not null and r.returned_at is null
          order by r.task_id, r.period_start desc)
         order by 8",
        tasks,
        actor.unit.0,
    )
    .fetch_all(db)
    .await?;
    let mut found: HashMap<Uuid, Parts> = HashMap::with_capacity(tasks.len());
    for row in rows {
        let parts = found.entry(row.task).or_default();
        let role = UnitRole::from_code(&row.kind);
        if row.own {
            parts.own_role = role;
        }
        match (role, row.kind.as_str()) {
            (Some(UnitRole::Lead), _) => parts.lead = Some(row.text),
            (Some(UnitRole::CoLead), _) => parts.co_leads.push(row.text),
            (Some(UnitRole::Participant), _) => parts.participants += 1,
            (None, "source") => parts.source = Some((row.text, row.clause.unwrap_or_default())),
            (None, "report") => {
                parts.report = Confidence::from_code(&row.text).map(|confidence| (row.position, confidence));
            }
            (None, _) => parts.milestones.push(LineMilestone { title: row.text, due: row.due, done_on: row.done_on }),
        }
    }
    Ok(found)
}
