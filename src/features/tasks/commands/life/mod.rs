//! Steps of a task's life. Each step is a row with person and time; where a task stands is kept in `tasks.state` only, and
//! [`take`] is the one place that writes it.

pub mod assignments;
pub mod dispatch;
pub mod due;
pub mod give_back;
pub(in crate::features) mod notices;
pub mod set_aside;
pub mod sign;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    features::{
        activity::model::Object,
        tasks::{
            model::{
                State,
                life::{Step, next_state},
            },
            queries::sight,
        },
    },
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{TaskId, UnitId},
        text::clean,
    },
    t,
};

/// A task that nobody else moves until the transaction ends.
#[derive(Clone, Debug)]
pub struct Locked {
    pub id: TaskId,
    pub number: String,
    pub title: String,
    pub state: State,
}

impl Locked {
    /// The task as the activity record names it.
    #[must_use]
    pub fn object(&self) -> Object {
        Object::new("task", self.id.0, self.number.clone())
    }

    /// # Errors
    /// [`AppError::Refused`] when units have nothing to do with it now: it was set aside, or is finished.
    pub fn is_with_units(&self, act: &Act) -> Result<(), AppError> {
        if self.state.is_with_units() {
            return Ok(());
        }
        Err(AppError::Refused(t::life::not_now(act.locale, &self.number, self.state.label(act.locale))))
    }
}

/// A step about to be taken.
#[derive(Clone, Debug)]
pub struct Taking<'a> {
    pub step: Step,
    pub unit: Option<UnitId>,
    pub reason: &'a str,
    /// 合并: the task that goes on with it.
    pub into: Option<TaskId>,
}

impl Taking<'_> {
    #[must_use]
    pub const fn of(step: Step) -> Self {
        Self { step, unit: None, reason: "", into: None }
    }
}

/// Locks the task with this ledger number.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or none for this actor.
pub async fn lock(tx: &mut Tx<'_>, act: &Act, number: &str) -> Result<Locked, AppError> {
    // PostgreSQL's text cannot hold it, so nothing is called that.
    if number.contains('\0') {
        return Err(AppError::NotFound);
    }
    let (sees_all, unit) = sight(&act.actor);
    let row = sqlx::query!(
        "select id, number, title, state from tasks
         where number = $1 and id in (select id from visible_tasks($2, $3) where number = $1) for update",
        number,
        sees_all,
        unit,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(AppError::NotFound)?;
    let state = State::from_code(&row.state).unwrap_or(State::Registered);
    Ok(Locked { id: TaskId(row.id), number: row.number, title: row.title, state })
}

/// Each number once and in one order, so that two people who lock overlapping lists do not wait for each other in a circle.
fn in_order(numbers: &[String]) -> Vec<String> {
    let mut numbers = numbers.to_vec();
    numbers.sort();
    numbers.dedup();
    numbers
}

/// A step that was taken.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// The row of the step.
    pub id: Uuid,
    pub to: State,
}

/// Takes a step: writes the state and the row of the step.
///
/// # Errors
/// [`AppError::Refused`] when it cannot be taken from where the task stands.
pub async fn take(tx: &mut Tx<'_>, act: &Act, task: &Locked, taking: Taking<'_>) -> Result<Taken, AppError> {
    let earlier = match taking.step {
        Step::Resume => set_aside_from(tx, task.id).await?,
        _ => None,
    };
    let to = next_state(task.state, taking.step, earlier)
        .ok_or_else(|| AppError::Refused(t::life::not_now(act.locale, &task.number, task.state.label(act.locale))))?;
    let id = Uuid::now_v7();
    sqlx::query!("update tasks set state = $2, updated_at = $3 where id = $1", task.id.0, to.code(), act.at)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "insert into life_steps (id, task_id, step, from_state, to_state, unit_id, person_id, at, reason, into_task)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        task.id.0,
        taking.step.code(),
        task.state.code(),
        to.code(),
        taking.unit.map(|unit| unit.0),
        act.actor.person.0,
        act.at,
        taking.reason,
        taking.into.map(|into| into.0),
    )
    .execute(&mut **tx)
    .await?;
    Ok(Taken { id, to })
}

/// Where the task stood before it was last stopped or merged.
async fn set_aside_from(tx: &mut Tx<'_>, task: TaskId) -> Result<Option<State>, AppError> {
    let code = sqlx::query_scalar!(
        "select from_state from life_steps where task_id = $1 and step in ('stop', 'merge') order by at desc, id desc limit 1",
        task.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(code.as_deref().and_then(State::from_code))
}

/// A reason that must be given, without the spaces around it.
///
/// # Errors
/// [`AppError::Fields`] at `reason`.
pub fn reason(text: &str, act: &Act) -> Result<String, AppError> {
    let text = clean(text);
    if text.is_empty() {
        return Err(AppError::field("reason", t::life::reason_missing(act.locale)));
    }
    if text.chars().count() > REASON {
        return Err(AppError::field("reason", t::life::reason_too_long(act.locale, REASON as i64)));
    }
    Ok(text)
}

/// No reason or note is longer, in characters.
pub const REASON: usize = 2000;

/// The last day to sign for what is given today: the second working day after (product: Life cycle).
async fn sign_by(tx: &mut Tx<'_>, today: NaiveDate) -> Result<NaiveDate, AppError> {
    Ok(sqlx::query_scalar!("select add_working_days($1, 2) as \"day!\"", today).fetch_one(&mut **tx).await?)
}
