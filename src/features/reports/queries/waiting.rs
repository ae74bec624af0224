//! Which reports are owed: by the reader's unit, and by all units.
//!
//! A unit owes a report on each period by whose due day it had signed for its part, while units report on the task
//! (`model::is_reported_on`).

use chrono::NaiveDate;
use sqlx::{PgPool, types::Uuid};

use crate::{
    features::{
        calendar,
        reports::model::{Every, Period, Rule, can_draft_report},
        tasks::queries::plans::{self, Plan},
    },
    shared::{actor::Actor, error::AppError, ids::PlanId, working_days::WorkingDays},
};

/// A report that the reader's unit is to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub number: String,
    pub title: String,
    pub period: Period,
    /// How often units report on it.
    pub every: Every,
    pub due_on: NaiveDate,
    /// It was sent and came back.
    pub returned: bool,
}

/// A report waits from so many working days before it is due.
const AHEAD: i32 = 10;

/// A period of a plan that can be owed.
struct Owed {
    plan: Uuid,
    period: Period,
    due_on: NaiveDate,
}

/// What the plan says of its reports.
pub(in crate::features::reports) fn rule(plan: &Plan) -> Rule {
    Rule { every: plan.report_every, starts_on: plan.starts_on, ends_on: plan.ends_on }
}

/// Tasks whose report the actor's unit is to send: that of the period just ended, else that of the current one, the ten
/// working days before it is due; and those that were returned. One a task, the oldest first.
pub async fn waiting(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<Vec<Waiting>, AppError> {
    if !can_draft_report(actor) {
        return Ok(Vec::new());
    }
    let owed = open_periods(db, today).await?;
    let (plans, starts, ends, dues) = columns(&owed);
    let rows = sqlx::query!(
        "select distinct on (t.number) t.number, t.title, coalesce(r.period_start, p.start) as \"start!\",
                coalesce(r.period_end, p.end) as \"end!\", coalesce(r.due_on, p.due) as \"due!\",
                r.returned_at is not null as \"returned!\", l.report_every as \"every: Every\"
         from assignments a join tasks t on t.id = a.task_id join plans l on l.id = t.plan_id
         join unnest($2::uuid[], $3::date[], $4::date[], $5::date[]) p (plan, start, \"end\", due) on p.plan = t.plan_id
         left join reports r on r.task_id = t.id and r.unit_id = a.unit_id
              and (r.period_start = p.start or r.returned_at is not null)
         where a.unit_id = $1 and a.ended_at is null and a.signed_at is not null
           and t.state in ('signed', 'roadmap_review', 'in_progress')
           and (r.returned_at is not null
                or r.sent_at is null and (a.signed_at at time zone 'Asia/Shanghai')::date <= p.due)
         order by t.number, 3",
        actor.unit.0,
        &plans,
        &starts,
        &ends,
        &dues,
    )
    .fetch_all(db)
    .await?;
    let mut waiting: Vec<Waiting> = rows
        .into_iter()
        .map(|row| Waiting {
            number: row.number,
            title: row.title,
            period: Period { start: row.start, end: row.end },
            every: row.every,
            due_on: row.due,
            returned: row.returned,
        })
        .collect();
    waiting.sort_by(|a, b| (a.due_on, &a.number).cmp(&(b.due_on, &b.number)));
    Ok(waiting)
}

/// How many [`waiting`] lists.
pub async fn count(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<i64, AppError> {
    Ok(waiting(db, actor, today).await?.len() as i64)
}

/// The units that have not sent all reports of the plan on a period that is due on `due`, and how many each owes. For
/// jobs: it asks nobody's rights.
pub(in crate::features::reports) async fn owing_units(
    db: &PgPool,
    plan: PlanId,
    period: Period,
    due: NaiveDate,
) -> Result<Vec<(Uuid, i64)>, AppError> {
    let rows = sqlx::query!(
        "select a.unit_id, count(*) as \"count!\"
         from tasks t join assignments a on a.task_id = t.id and a.ended_at is null
              and (a.signed_at at time zone 'Asia/Shanghai')::date <= $3
         where t.plan_id = $1 and t.state in ('signed', 'roadmap_review', 'in_progress')
           and not exists (select 1 from reports r
                           where r.task_id = t.id and r.unit_id = a.unit_id and r.period_start = $2
                             and r.sent_at is not null and r.returned_at is null)
         group by a.unit_id order by a.unit_id",
        plan.0,
        period.start,
        due,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.unit_id, row.count)).collect())
}

/// The period just ended and, when its day is near, the current one, of each plan.
async fn open_periods(db: &PgPool, today: NaiveDate) -> Result<Vec<Owed>, AppError> {
    let calendar = calendar::queries::read(db).await?;
    let plans = plans::all(db).await?;
    Ok(plans.iter().flat_map(|plan| of_plan(plan, today, &calendar)).collect())
}

fn of_plan(plan: &Plan, today: NaiveDate, calendar: &WorkingDays) -> Vec<Owed> {
    let current = Period::of(rule(plan), today);
    let owed = |period: Period| Owed { plan: plan.id.0, period, due_on: period.due_on(calendar) };
    let near = Some(owed(current)).filter(|owed| calendar.between(today, owed.due_on) <= i64::from(AHEAD));
    current.before(rule(plan)).map(owed).into_iter().chain(near).collect()
}

type Columns = (Vec<Uuid>, Vec<NaiveDate>, Vec<NaiveDate>, Vec<NaiveDate>);

fn columns(owed: &[Owed]) -> Columns {
    let mut columns = Columns::default();
    for Owed { plan, period, due_on } in owed {
        columns.0.push(*plan);
        columns.1.push(period.start);
        columns.2.push(period.end);
        columns.3.push(*due_on);
    }
    columns
}
