//! The part in a task that a unit reports on.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::{
    features::{
        reports::model::{Every, Period, Rule, can_draft_report, is_reported_on, waits_for_lead},
        tasks::model::{State, UnitRole},
    },
    shared::{
        actor::Actor,
        error::AppError,
        ids::{TaskId, UnitId},
        locale::Locale,
    },
    t,
};

/// The reader's unit in a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub task: TaskId,
    pub number: String,
    pub title: String,
    pub state: State,
    pub unit: UnitId,
    pub role: UnitRole,
    /// The day on which the unit signed for its part.
    pub signed_on: Option<NaiveDate>,
    pub rule: Rule,
}

/// The part of the actor's unit in this task, for who may write its reports.
///
/// # Errors
/// [`AppError::NotFound`] for others, and when the task is not in the unit's hands.
pub async fn standing(db: &mut PgConnection, actor: &Actor, number: &str) -> Result<Standing, AppError> {
    // PostgreSQL's text cannot hold it, so nothing is called that.
    if !can_draft_report(actor) || number.contains('\0') {
        return Err(AppError::NotFound);
    }
    let row = sqlx::query!(
        "select t.id, t.number, t.title, t.state, tu.role, (a.signed_at at time zone 'Asia/Shanghai')::date as signed_on,
                p.report_every, p.starts_on, p.ends_on
         from tasks t join plans p on p.id = t.plan_id
         join assignments a on a.task_id = t.id and a.ended_at is null and a.returned_at is null
         join task_units tu on tu.task_id = t.id and tu.unit_id = a.unit_id
         where t.number = $1 and a.unit_id = $2",
        number,
        actor.unit.0,
    )
    .fetch_optional(db)
    .await?
    .ok_or(AppError::NotFound)?;
    Ok(Standing {
        task: TaskId(row.id),
        number: row.number,
        title: row.title,
        state: State::from_code(&row.state).unwrap_or(State::Registered),
        unit: actor.unit,
        role: UnitRole::from_code(&row.role).unwrap_or(UnitRole::Participant),
        signed_on: row.signed_on,
        rule: Rule {
            every: Every::from_code(&row.report_every).unwrap_or_default(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        },
    })
}

impl Standing {
    /// # Errors
    /// [`AppError::Refused`] while the unit or the first lead has not signed, and when nothing is reported on the task
    /// any more.
    pub fn is_open(&self, locale: Locale) -> Result<(), AppError> {
        if self.signed_on.is_none() {
            return Err(AppError::Refused(t::reports::sign_first(locale, &self.number)));
        }
        if waits_for_lead(self.state) {
            return Err(AppError::Refused(t::reports::lead_signs_first(locale, &self.number)));
        }
        if !is_reported_on(self.state) {
            return Err(AppError::Refused(t::life::not_now(locale, &self.number, self.state.label(locale))));
        }
        Ok(())
    }

    /// Whether a report on `period` can be begun: it is the one in which `today` lies, or the one before if the unit had
    /// signed by its end.
    #[must_use]
    pub fn can_begin(&self, period: Period, today: NaiveDate) -> bool {
        let current = Period::of(self.rule, today);
        let had_signed = self.signed_on.is_some_and(|signed| signed <= period.end);
        period == current || had_signed && current.before(self.rule) == Some(period)
    }

    /// The period that begins on the day written in an address, else the current one.
    #[must_use]
    pub fn period(&self, written: Option<&str>, today: NaiveDate) -> Option<Period> {
        let Some(written) = written.filter(|written| !written.is_empty()) else {
            return Some(Period::of(self.rule, today));
        };
        let start = crate::shared::time::parse_day(written)?;
        Some(Period::of(self.rule, start)).filter(|period| period.start == start)
    }
}
