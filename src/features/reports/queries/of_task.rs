//! What the units of a task reported.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::documents::sent_with;
use crate::{
    features::{
        documents::model::Document,
        reports::model::{Confidence, Every, Period},
        tasks::model::UnitRole,
    },
    shared::{
        error::AppError,
        ids::{TaskId, UnitId},
        locale::Locale,
        time,
    },
};

/// A report that was sent, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: Uuid,
    pub unit: UnitId,
    pub unit_code: String,
    pub unit_name: String,
    /// None when the unit lost its part since.
    pub role: Option<UnitRole>,
    pub every: Every,
    pub period: Period,
    pub due_on: NaiveDate,
    pub percent: i32,
    pub content: String,
    pub difficulties: String,
    pub confidence: Confidence,
    pub next_step: String,
    /// What was sent along.
    pub documents: Vec<Document>,
    pub sent_at: DateTime<Utc>,
    pub first_sent_at: DateTime<Utc>,
    pub sent_by: String,
    /// Waits to be sent again.
    pub returned: bool,
}

impl Sent {
    /// 迟报: first sent after the last working day of its period.
    #[must_use]
    pub fn late(&self) -> bool {
        time::office_day(self.first_sent_at) > self.due_on
    }

    /// 2016年11月
    #[must_use]
    pub fn period_label(&self, locale: Locale) -> String {
        self.period.label(self.every, locale)
    }
}

/// Reports of a task that the reader may see, by unit with the first lead first, each unit's newest first. A returned
/// report is shown as it was sent only while nobody writes it anew, so its text is left out.
pub async fn of_task(db: &PgPool, task: TaskId) -> Result<Vec<Sent>, AppError> {
    let rows = sqlx::query!(
        "select r.id, u.id as unit, u.code, u.short_name, tu.role as \"role?\", p.report_every, r.period_start, r.period_end, r.due_on,
                r.percent, r.content, r.difficulties, r.confidence, r.next_step, r.sent_at as \"sent_at!\",
                r.first_sent_at as \"first_sent_at!\", s.name as sent_by, r.returned_at is not null as \"returned!\"
         from reports r join tasks t on t.id = r.task_id join plans p on p.id = t.plan_id
         join units u on u.id = r.unit_id join people s on s.id = r.sent_by
         left join task_units tu on tu.task_id = r.task_id and tu.unit_id = r.unit_id
         where r.task_id = $1 and r.sent_at is not null
         order by case tu.role when 'lead' then 0 when 'co_lead' then 1 when 'participant' then 2 else 3 end, tu.position,
                  u.sort_order, u.code, r.period_start desc",
        task.0,
    )
    .fetch_all(db)
    .await?;
    let mut documents = sent_with(db, task).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let shown = |text: String| if row.returned { String::new() } else { text };
            Sent {
                id: row.id,
                unit: UnitId(row.unit),
                unit_code: row.code,
                unit_name: row.short_name,
                role: row.role.as_deref().and_then(UnitRole::from_code),
                every: Every::from_code(&row.report_every).unwrap_or_default(),
                period: Period { start: row.period_start, end: row.period_end },
                due_on: row.due_on,
                percent: row.percent,
                content: shown(row.content),
                difficulties: shown(row.difficulties),
                confidence: Confidence::from_code(&row.confidence).unwrap_or_default(),
                next_step: shown(row.next_step),
                documents: if row.returned {
                    Vec::new()
                } else {
                    documents.remove(&(row.unit, row.period_start)).unwrap_or_default()
                },
                sent_at: row.sent_at,
                first_sent_at: row.first_sent_at,
                sent_by: row.sent_by,
                returned: row.returned,
            }
        })
        .collect())
}
