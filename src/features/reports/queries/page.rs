//! Everything the page of a report shows.

use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

use super::{
    documents::attached,
    of_task::{self, Sent},
    standing::{Standing, standing},
    stored::{Stored, previous, stored},
};
use crate::{
    features::{
        calendar,
        documents::model::Document,
        reports::{
            inputs::ReportText,
            model::{Help, Period},
        },
        tasks::model::UnitRole,
    },
    shared::{actor::Actor, error::AppError, ids::MilestoneId, locale::Locale},
};

/// A step that the unit can tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: MilestoneId,
    pub title: String,
    pub due: Option<NaiveDate>,
    pub done_on: Option<NaiveDate>,
}

/// A report, written or to be written.
pub struct ReportPage {
    pub standing: Standing,
    pub period: Period,
    pub due_on: NaiveDate,
    /// What the unit wrote on this period so far.
    pub stored: Option<Stored>,
    /// What it sent on the last period before, which the form begins with.
    pub previous: Option<Stored>,
    /// The period before this one, when the unit owes a report on it.
    pub owed: Option<Period>,
    pub steps: Vec<Step>,
    /// What is attached so far.
    pub documents: Vec<Document>,
    /// What the other units sent on this period.
    pub others: Vec<Sent>,
}

/// The report of the actor's unit on a task. `asked` is the first day of the period, else it is the current one.
///
/// # Errors
/// [`AppError::NotFound`] for who writes no reports on it, and for a period without one; [`AppError::Refused`] when
/// nothing is reported on the task now.
pub async fn report_page(
    pool: &PgPool,
    actor: &Actor,
    number: &str,
    asked: Option<&str>,
    today: NaiveDate,
    locale: Locale,
) -> Result<ReportPage, AppError> {
    let db = &mut *pool.acquire().await?;
    let standing = standing(db, actor, number).await?;
    standing.is_open(locale)?;
    let period = standing.period(asked, today).ok_or(AppError::NotFound)?;
    let calendar = calendar::queries::read(&mut *db).await?;
    let stored_here = stored(db, &standing, period.start).await?;
    let due_on = match &stored_here {
        Some(stored) => stored.due_on,
        None if standing.can_begin(period, today) => period.due_on(&calendar),
        None => return Err(AppError::NotFound),
    };
    let before = Some(period).filter(|period| *period == Period::of(standing.rule, today));
    let owed = match before.and_then(|period| period.before(standing.rule)) {
        Some(before) => owes(db, &standing, before, before.due_on(&calendar)).await?.then_some(before),
        None => None,
    };
    let mut previous = previous(db, &standing, period.start).await?;
    if let Some(previous) = &mut previous {
        keep_open_help(db, &standing, &mut previous.text).await?;
    }
    let steps = steps(db, &standing).await?;
    let sent = of_task::of_task(pool, standing.task).await?;
    let others = sent
        .into_iter()
        .filter(|sent| sent.period.start == period.start && sent.unit != actor.unit && !sent.returned)
        .collect();
    let documents = attached(db, &standing, period.start).await?;
    Ok(ReportPage { standing, period, due_on, stored: stored_here, previous, owed, steps, documents, others })
}

/// Whether the unit had signed when the report on `period` was due, and has sent none.
async fn owes(db: &mut PgConnection, of: &Standing, period: Period, due_on: NaiveDate) -> Result<bool, AppError> {
    if of.signed_on.is_none_or(|signed| signed > due_on) {
        return Ok(false);
    }
    Ok(sqlx::query_scalar!(
        "select not exists (select 1 from reports where task_id = $1 and unit_id = $2 and period_start = $3
                                                    and sent_at is not null) as \"owes!\"",
        of.task.0,
        of.unit.0,
        period.start,
    )
    .fetch_one(db)
    .await?)
}

/// What was answered is not asked again by itself.
async fn keep_open_help(db: &mut PgConnection, of: &Standing, text: &mut ReportText) -> Result<(), AppError> {
    let open = sqlx::query_scalar!(
        "select text from help_requests where task_id = $1 and unit_id = $2 and whom = $3 and ended_at is null",
        of.task.0,
        of.unit.0,
        text.help.code(),
    )
    .fetch_optional(db)
    .await?;
    if let Some(open) = open {
        text.help_text = open;
    } else {
        (text.help, text.help_text) = (Help::None, String::new());
    }
    Ok(())
}

/// The unit's own steps; those without a unit are the first lead's.
async fn steps(db: &mut PgConnection, of: &Standing) -> Result<Vec<Step>, AppError> {
    Ok(sqlx::query_as!(
        Step,
        "select id as \"id: MilestoneId\", title, due, done_on from milestones
         where task_id = $1 and (unit_id = $2 or unit_id is null and $3) order by position",
        of.task.0,
        of.unit.0,
        of.role == UnitRole::Lead,
    )
    .fetch_all(db)
    .await?)
}
