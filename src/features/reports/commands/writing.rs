//! Writing a report, sent or not: which row, who may, and the row itself.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    features::{
        calendar,
        reports::{
            inputs::ReportText,
            model::{Confidence, Help, Period},
            queries::{
                standing::{Standing, standing},
                stored::{Stored, stored},
            },
        },
        tasks::model::UnitRole,
    },
    server::{context::Act, database::Tx},
    shared::error::AppError,
    t,
};

/// Which report: the ledger number of the task, and the first day of the period.
#[derive(Clone, Debug)]
pub struct Which {
    pub number: String,
    pub period: String,
    /// The version that the writer saw; 0 where there was none.
    pub version: i64,
}

/// A report that can be written now.
pub struct Open {
    pub standing: Standing,
    pub period: Period,
    pub due_on: NaiveDate,
    pub stored: Option<Stored>,
}

/// Finds the report and keeps others of the unit from writing it meanwhile.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, and for a period that cannot be reported on; [`AppError::Refused`] when it
/// was sent, or when nothing is reported on the task now.
pub async fn open(tx: &mut Tx<'_>, act: &Act, which: &Which) -> Result<Open, AppError> {
    lock(tx, act, &which.number).await?;
    let standing = standing(tx, &act.actor, &which.number).await?;
    standing.is_open(act.locale)?;
    let period = standing.period(Some(&which.period), act.today).ok_or(AppError::NotFound)?;
    let stored = stored(tx, &standing, period.start).await?;
    let due_on = match &stored {
        Some(stored) if stored.counts() => {
            let label = period.label(standing.rule.every, act.locale);
            return Err(AppError::Refused(t::reports::sent_already(act.locale, &standing.number, label)));
        }
        Some(stored) => stored.due_on,
        None if standing.can_begin(period, act.today) => period.due_on(&calendar::queries::read(&mut **tx).await?),
        None => return Err(AppError::NotFound),
    };
    Ok(Open { standing, period, due_on, stored })
}

/// The unit's part and the task stay as they are until the transaction ends; a second report of the unit waits.
async fn lock(tx: &mut Tx<'_>, act: &Act, number: &str) -> Result<(), AppError> {
    if number.contains('\0') {
        return Err(AppError::NotFound);
    }
    sqlx::query!(
        "select 1 as one from assignments a join tasks t on t.id = a.task_id
         where t.number = $1 and a.unit_id = $2 and a.ended_at is null for update of a for share of t",
        number,
        act.actor.unit.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(())
}

impl Open {
    /// # Errors
    /// [`AppError::Conflict`] when somebody else of the unit wrote since the writer looked.
    pub fn is_still(&self, version: i64) -> Result<(), AppError> {
        let now = self.stored.as_ref().map_or(0, |stored| stored.version);
        if now == version { Ok(()) } else { Err(AppError::Conflict) }
    }

    /// # Errors
    /// [`AppError::Fields`] when the lead asks itself for help.
    pub fn asks_another(&self, text: &ReportText, act: &Act) -> Result<(), AppError> {
        if text.help == Help::Lead && self.standing.role == UnitRole::Lead {
            return Err(AppError::field("help", t::reports::help_of_itself(act.locale)));
        }
        Ok(())
    }

    /// Writes the row and its ticks; `sent` makes it a sent report. Returns its id and version.
    pub async fn write(
        &self,
        tx: &mut Tx<'_>,
        act: &Act,
        text: &ReportText,
        sent: bool,
    ) -> Result<(Uuid, i64), AppError> {
        let sent_at: Option<DateTime<Utc>> = sent.then_some(act.at);
        let sent_by = sent.then_some(act.actor.person.0);
        let row = sqlx::query!(
            "insert into reports as r (id, task_id, unit_id, period_start, period_end, due_on, percent, content,
                                       difficulties, help, help_text, confidence, next_step, saved_at, saved_by,
                                       first_sent_at, sent_at, sent_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17)
             on conflict on constraint reports_once_a_period do update
             set percent = $7, content = $8, difficulties = $9, help = $10, help_text = $11, confidence = $12,
                 next_step = $13, saved_at = $14, saved_by = $15, version = r.version + 1,
                 first_sent_at = coalesce(r.first_sent_at, $16), sent_at = coalesce($16, r.sent_at),
                 sent_by = coalesce($17, r.sent_by),
                 returned_at = case when $16 is null then r.returned_at end,
                 returned_by = case when $16 is null then r.returned_by end,
                 return_reason = case when $16 is null then r.return_reason else '' end
             returning id, version",
            Uuid::now_v7(),
            self.standing.task.0,
            self.standing.unit.0,
            self.period.start,
            self.period.end,
            self.due_on,
            text.percent,
            text.content,
            text.difficulties,
            text.help.code(),
            text.help_text,
            text.confidence.map(Confidence::code).unwrap_or_default(),
            text.next_step,
            act.at,
            act.actor.person.0,
            sent_at,
            sent_by,
        )
        .fetch_one(&mut **tx)
        .await?;
        self.write_ticks(tx, row.id, text).await?;
        Ok((row.id, row.version))
    }

    /// Steps of other units, or of other tasks, are left out.
    async fn write_ticks(&self, tx: &mut Tx<'_>, report: Uuid, text: &ReportText) -> Result<(), AppError> {
        sqlx::query!("delete from report_milestones where report_id = $1", report).execute(&mut **tx).await?;
        if text.done.is_empty() {
            return Ok(());
        }
        let (ids, days): (Vec<Uuid>, Vec<NaiveDate>) = text.done.iter().map(|(id, day)| (id.0, *day)).unzip();
        sqlx::query!(
            "insert into report_milestones (report_id, milestone_id, done_on)
             select $1, m.id, d.done_on from unnest($2::uuid[], $3::date[]) d (id, done_on) join milestones m on m.id = d.id
             where m.task_id = $4 and (m.unit_id = $5 or m.unit_id is null and $6)",
            report,
            &ids,
            &days,
            self.standing.task.0,
            self.standing.unit.0,
            self.standing.role == UnitRole::Lead,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}
