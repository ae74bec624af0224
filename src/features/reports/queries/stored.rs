//! One row of `reports`, as forms and commands read it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::standing::Standing;
use crate::{
    features::reports::{
        inputs::ReportText,
        model::{Confidence, Help, Period},
    },
    shared::{error::AppError, ids::MilestoneId},
};

/// A report with its life.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: Uuid,
    pub period: Period,
    pub due_on: NaiveDate,
    pub text: ReportText,
    pub version: i64,
    /// When, and by whom.
    pub saved: (DateTime<Utc>, String),
    pub first_sent_at: Option<DateTime<Utc>>,
    pub sent: Option<(DateTime<Utc>, String)>,
    /// When, by whom, and why.
    pub returned: Option<(DateTime<Utc>, String, String)>,
}

impl Stored {
    /// Sent and not returned: it is not changed.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.sent.is_some() && self.returned.is_none()
    }
}

/// The report of the unit on the period that begins on `start`.
pub async fn stored(db: &mut PgConnection, of: &Standing, start: NaiveDate) -> Result<Option<Stored>, AppError> {
    read(db, of, start, true).await
}

/// The last report that the unit sent on a period before `start`.
pub async fn previous(db: &mut PgConnection, of: &Standing, start: NaiveDate) -> Result<Option<Stored>, AppError> {
    read(db, of, start, false).await
}

async fn read(db: &mut PgConnection, of: &Standing, start: NaiveDate, exact: bool) -> Result<Option<Stored>, AppError> {
    let row = sqlx::query!(
        "select r.*, s.name as saved_name, p.name as \"sent_name?\", b.name as \"returned_name?\",
                array(select milestone_id from report_milestones where report_id = r.id order by milestone_id) as \"ids!\",
                array(select done_on from report_milestones where report_id = r.id order by milestone_id) as \"days!\"
         from reports r join people s on s.id = r.saved_by
         left join people p on p.id = r.sent_by left join people b on b.id = r.returned_by
         where r.task_id = $1 and r.unit_id = $2
           and case when $4 then r.period_start = $3 else r.period_start < $3 and r.sent_at is not null end
         order by r.period_start desc limit 1",
        of.task.0,
        of.unit.0,
        start,
        exact,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        period: Period { start: row.period_start, end: row.period_end },
        due_on: row.due_on,
        text: ReportText {
            percent: row.percent,
            content: row.content,
            difficulties: row.difficulties,
            help: Help::from_code(&row.help).unwrap_or_default(),
            help_text: row.help_text,
            confidence: Confidence::from_code(&row.confidence),
            next_step: row.next_step,
            done: row.ids.into_iter().map(MilestoneId).zip(row.days).collect::<BTreeSet<_>>(),
        },
        version: row.version,
        saved: (row.saved_at, row.saved_name),
        first_sent_at: row.first_sent_at,
        sent: row.sent_at.zip(row.sent_name),
        returned: row.returned_at.zip(row.returned_name).map(|(at, by)| (at, by, row.return_reason)),
    }))
}
