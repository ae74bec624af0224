//! 逾期未签收, 本期未报: how many tasks, and by which units.

use sqlx::PgConnection;

use crate::{
    features::{
        lights::model::Judge,
        tasks::queries::{plans::Plan, sight},
    },
    shared::{actor::Actor, error::AppError},
};

/// Tasks that wait for units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Each task once, however many units it waits for.
    pub tasks: i64,
    /// Those with most tasks first.
    pub units: Vec<UnitCount>,
}

/// A unit with its tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCount {
    pub code: String,
    pub name: String,
    pub count: i64,
}

/// Parts of tasks that nobody signed for by the day to do so. What was set aside waits for nobody.
pub async fn unsigned(db: &mut PgConnection, actor: &Actor, plan: &Plan, judge: &Judge) -> Result<Waiting, AppError> {
    let (sees_all, unit) = sight(actor);
    let units = sqlx::query_as!(
        UnitCount,
        "select u.code, u.short_name as name, count(*) as \"count!\"
         from assignments a join visible_tasks($1, $2) t on t.id = a.task_id join units u on u.id = a.unit_id
         where t.plan_id = $3 and is_with_units(t.state) and a.sign_by < $4
           and a.signed_at is null and a.returned_at is null and a.ended_at is null
         group by u.id order by 3 desc, u.sort_order, u.code",
        sees_all,
        unit,
        plan.id.0,
        judge.today,
    )
    .fetch_all(&mut *db)
    .await?;
    let tasks = sqlx::query_scalar!(
        "select count(distinct a.task_id) as \"count!\"
         from assignments a join visible_tasks($1, $2) t on t.id = a.task_id
         where t.plan_id = $3 and is_with_units(t.state) and a.sign_by < $4
           and a.signed_at is null and a.returned_at is null and a.ended_at is null",
        sees_all,
        unit,
        plan.id.0,
        judge.today,
    )
    .fetch_one(db)
    .await?;
    Ok(Waiting { tasks, units })
}

/// Tasks whose first lead has not reported for the last closed period.
pub async fn unreported(db: &mut PgConnection, actor: &Actor, plan: &Plan, judge: &Judge) -> Result<Waiting, AppError> {
    let (sees_all, unit) = sight(actor);
    let units = sqlx::query_as!(
        UnitCount,
        "select u.code, u.short_name as name, count(*) as \"count!\"
         from visible_tasks($1, $2) t join task_units tu on tu.task_id = t.id and tu.role = 'lead'
         join units u on u.id = tu.unit_id
         where t.plan_id = $3 and is_reported_on(t.state) and t.reported_until < $4
         group by u.id order by 3 desc, u.sort_order, u.code",
        sees_all,
        unit,
        plan.id.0,
        judge.reports_due(),
    )
    .fetch_all(db)
    .await?;
    // Each task has one first lead.
    Ok(Waiting { tasks: units.iter().map(|unit| unit.count).sum(), units })
}
