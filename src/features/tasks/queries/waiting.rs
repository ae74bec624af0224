//! What waits for somebody between dispatch and signature.

use chrono::NaiveDate;
use sqlx::PgPool;

use crate::{
    features::tasks::model::life::{can_direct, can_sign},
    shared::{actor::Actor, error::AppError},
};

/// A task that waits, with the day and whose it is or why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingTask {
    pub number: String,
    pub title: String,
    pub note: String,
    pub day: Option<NaiveDate>,
}

/// A task that units did not sign for in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsigned {
    pub number: String,
    pub title: String,
    pub units: Vec<String>,
    /// The first day by which one of them should have signed.
    pub day: NaiveDate,
}

/// What another unit is late with in a task that the reader's unit is first lead of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldUp {
    pub number: String,
    pub title: String,
    pub unit: String,
    /// The open milestone; none where the unit did not sign.
    pub step: Option<String>,
    pub day: NaiveDate,
}

/// A plan with tasks that were not dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPlan {
    pub prefix: String,
    pub name: String,
    pub count: i64,
}

/// What waits for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Tasks that the person's unit is to sign for.
    pub to_sign: Vec<WaitingTask>,
    /// Tasks that a unit gave back, with its reason.
    pub returned: Vec<WaitingTask>,
    pub unsigned: Vec<Unsigned>,
    pub to_dispatch: Vec<WaitingPlan>,
}

/// No more of one kind is listed.
const MOST: i64 = 200;

/// What waits for `actor` today.
pub async fn waiting(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<Waiting, AppError> {
    let mut waiting = Waiting::default();
    if can_sign(actor) {
        waiting.to_sign = to_sign(db, actor).await?;
    }
    if can_direct(actor) {
        waiting.returned = returned(db).await?;
        waiting.unsigned = unsigned(db, today).await?;
        waiting.to_dispatch = to_dispatch(db).await?;
    }
    Ok(waiting)
}

/// How many items [`waiting`] lists, without reading them.
pub async fn count(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<i64, AppError> {
    Ok(sqlx::query_scalar!(
        "select case when $1 then (
                    select count(*) from assignments a join tasks t on t.id = a.task_id
                    where a.unit_id = $3 and a.signed_at is null and a.returned_at is null and a.ended_at is null
                      and t.state not in ('stopped', 'merged', 'written_off')) else 0 end
              + case when $2 then (
                    select count(*) from assignments a join tasks t on t.id = a.task_id
                    where a.returned_at is not null and a.ended_at is null
                      and t.state not in ('stopped', 'merged', 'written_off'))
                  + (select count(distinct a.task_id) from assignments a join tasks t on t.id = a.task_id
                     where a.sign_by < $4 and a.signed_at is null and a.returned_at is null and a.ended_at is null
                       and t.state not in ('stopped', 'merged', 'written_off'))
                  + (select count(*) from plans p where exists (
                        select 1 from tasks t where t.plan_id = p.id and t.state = 'registered')) else 0 end
                as \"count!\"",
        can_sign(actor),
        can_direct(actor),
        actor.unit.0,
        today,
    )
    .fetch_one(db)
    .await?)
}

async fn to_sign(db: &PgPool, actor: &Actor) -> Result<Vec<WaitingTask>, AppError> {
    Ok(sqlx::query_as!(
        WaitingTask,
        "select t.number, t.title, d.note, a.sign_by as day
         from assignments a join tasks t on t.id = a.task_id join dispatches d on d.id = a.dispatch_id
         where a.unit_id = $1 and a.signed_at is null and a.returned_at is null and a.ended_at is null
           and t.state not in ('stopped', 'merged', 'written_off')
         order by a.sign_by, t.number limit $2",
        actor.unit.0,
        MOST,
    )
    .fetch_all(db)
    .await?)
}

async fn returned(db: &PgPool) -> Result<Vec<WaitingTask>, AppError> {
    Ok(sqlx::query_as!(
        WaitingTask,
        "select t.number, t.title, u.short_name || ': ' || a.return_reason as \"note!\", null::date as day
         from assignments a join tasks t on t.id = a.task_id join units u on u.id = a.unit_id
         where a.returned_at is not null and a.ended_at is null
           and t.state not in ('stopped', 'merged', 'written_off')
         order by a.returned_at limit $1",
        MOST,
    )
    .fetch_all(db)
    .await?)
}

async fn unsigned(db: &PgPool, today: NaiveDate) -> Result<Vec<Unsigned>, AppError> {
    Ok(sqlx::query_as!(
        Unsigned,
        "select t.number, t.title, array_agg(u.short_name order by u.sort_order) as \"units!\", min(a.sign_by) as \"day!\"
         from assignments a join tasks t on t.id = a.task_id join units u on u.id = a.unit_id
         where a.sign_by < $1 and a.signed_at is null and a.returned_at is null and a.ended_at is null
           and t.state not in ('stopped', 'merged', 'written_off')
         group by t.id order by min(a.sign_by), t.number limit $2",
        today,
        MOST,
    )
    .fetch_all(db)
    .await?)
}

async fn to_dispatch(db: &PgPool) -> Result<Vec<WaitingPlan>, AppError> {
    Ok(sqlx::query_as!(
        WaitingPlan,
        "select p.prefix, p.name, count(*) as \"count!\" from plans p join tasks t on t.plan_id = p.id
         where t.state = 'registered' group by p.id order by p.year desc, p.created_at desc",
    )
    .fetch_all(db)
    .await?)
}

/// What holds up the tasks that the actor's unit is first lead of: other units' signatures and milestones whose day has
/// passed, the longest first.
pub async fn held_up(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<Vec<HeldUp>, AppError> {
    if !actor.works_for_unit() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        HeldUp,
        "select t.number, t.title, u.short_name as unit, w.step as \"step?\", w.day as \"day!\"
         from task_units own
         join tasks t on t.id = own.task_id and is_with_units(t.state)
         cross join lateral (
             select a.unit_id, null::text as step, a.sign_by as day from assignments a
             where a.task_id = t.id and a.signed_at is null and a.returned_at is null and a.ended_at is null
             union all
             select m.unit_id, m.title, m.due from milestones m where m.task_id = t.id and m.done_on is null) w
         join units u on u.id = w.unit_id
         where own.unit_id = $1 and own.role = 'lead' and w.unit_id <> $1 and w.day < $2
         order by w.day, t.number, u.sort_order limit $3",
        actor.unit.0,
        today,
        MOST,
    )
    .fetch_all(db)
    .await?)
}
