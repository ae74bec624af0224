//! What is done to extension requests. Each command holds the task first, so that two people cannot ask, or decide, at the
//! same time.

mod ask;
mod confirm;
mod decide;
mod notices;
mod withdraw;

use uuid::Uuid;

pub use self::{ask::ask, confirm::confirm, decide::decide, withdraw::withdraw};
use super::model::{Stage, can_extend};
use crate::{
    features::tasks::commands::life::{Locked, due::Standing},
    server::{context::Act, database::Tx},
    shared::error::AppError,
    t,
};

/// The request about which nothing was decided yet.
struct Open {
    id: Uuid,
    stage: Stage,
    version: i64,
}

async fn open(tx: &mut Tx<'_>, task: &Locked) -> Result<Option<Open>, AppError> {
    let row = sqlx::query!(
        "select id, confirmed_at is not null as \"confirmed!\", version from extensions
         where task_id = $1 and decided_at is null and withdrawn_at is null",
        task.id.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Open { id: row.id, stage: Stage::of(row.confirmed, false, None), version: row.version }))
}

/// The open request, as the form that speaks of it knew it.
///
/// # Errors
/// [`AppError::Refused`] when there is none; [`AppError::Conflict`] when it was changed meanwhile.
async fn open_as_known(tx: &mut Tx<'_>, act: &Act, task: &Locked, version: i64) -> Result<Open, AppError> {
    let open = open(tx, task).await?.ok_or_else(|| nothing_open(act, task))?;
    if open.version == version { Ok(open) } else { Err(AppError::Conflict) }
}

fn nothing_open(act: &Act, task: &Locked) -> AppError {
    AppError::Refused(t::extensions::none_open(act.locale, &task.number))
}

/// The current due date of a task that can be extended.
///
/// # Errors
/// [`AppError::Refused`] where it cannot.
fn extendable(act: &Act, task: &Locked, standing: Standing) -> Result<chrono::NaiveDate, AppError> {
    let due = standing.due.ok_or_else(|| AppError::Refused(t::extensions::no_fixed_due(act.locale, &task.number)))?;
    if can_extend(task.state, standing.due) {
        Ok(due)
    } else {
        Err(AppError::Refused(t::life::not_now(act.locale, &task.number, task.state.label(act.locale))))
    }
}
