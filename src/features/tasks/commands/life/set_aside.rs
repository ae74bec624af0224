//! 中止、合并、恢复: the office sets a task aside and takes it up again.

use serde_json::json;
use sqlx::PgPool;

use super::{Locked, Taking, lock, notices::to_units, reason, take};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        notifications::model::Topic,
        tasks::model::life::{Step, can_direct},
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{error::AppError, ids::CommandKey},
    t,
};

/// 中止
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`] without a reason; [`AppError::Refused`] when the task is
/// finished or set aside.
pub async fn stop(db: &PgPool, act: &Act, key: CommandKey, number: &str, why: &str) -> Result<(), AppError> {
    set(
        db,
        act,
        key,
        number,
        Setting { step: Step::Stop, verb: "task.stopped", topic: Topic::TaskStopped, why, into: None },
    )
    .await
}

/// 合并: the task `into` goes on with this one's content.
///
/// # Errors
/// As for [`stop`]; [`AppError::Fields`] at `into` when there is no such task, or it is this one or not open.
pub async fn merge(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    number: &str,
    into: &str,
    why: &str,
) -> Result<(), AppError> {
    set(
        db,
        act,
        key,
        number,
        Setting { step: Step::Merge, verb: "task.merged", topic: Topic::TaskMerged, why, into: Some(into.trim()) },
    )
    .await
}

/// 恢复: the task stands where it stood before.
///
/// # Errors
/// As for [`stop`]; [`AppError::Refused`] when the task was not set aside.
pub async fn resume(db: &PgPool, act: &Act, key: CommandKey, number: &str, why: &str) -> Result<(), AppError> {
    set(
        db,
        act,
        key,
        number,
        Setting { step: Step::Resume, verb: "task.resumed", topic: Topic::TaskResumed, why, into: None },
    )
    .await
}

struct Setting<'a> {
    step: Step,
    verb: &'static str,
    topic: Topic,
    why: &'a str,
    into: Option<&'a str>,
}

async fn set(db: &PgPool, act: &Act, key: CommandKey, number: &str, setting: Setting<'_>) -> Result<(), AppError> {
    if !can_direct(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, setting.verb).await?.is_some() {
        return Ok(());
    }
    // Two tasks are locked in one order, so that two people who merge them into each other do not wait in a circle.
    if let Some(first) = setting.into.filter(|into| *into < number) {
        match lock(&mut tx, act, first).await {
            Ok(_) | Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let task = lock(&mut tx, act, number).await?;
    let why = &*reason(setting.why, act)?;
    let into = match setting.into {
        Some(into) => Some(goes_on_in(&mut tx, act, &task, into).await?),
        None => None,
    };
    let taking = Taking { step: setting.step, unit: None, reason: why, into: into.as_ref().map(|into| into.id) };
    let taken = take(&mut tx, act, &task, taking).await?;
    let object = task.object();
    let before = json!({ "state": task.state.code() });
    let mut after = json!({ "state": taken.to.code(), "reason": why });
    if let Some(into) = &into {
        after["into"] = json!(into.number);
    }
    let goes_on = into.as_ref().map(|into| into.number.clone()).unwrap_or_default();
    let args = json!({ "title": task.title, "reason": why, "into": goes_on });
    to_units(&mut tx, act, &task, setting.topic, args, taken.id).await?;
    if let Some(into) = &into {
        let args = json!({ "title": into.title, "other": task.number, "other_title": task.title });
        to_units(&mut tx, act, into, Topic::TaskTakesOver, args, taken.id).await?;
    }
    record(&mut tx, act, NewEvent::new(setting.verb, object).before(&before).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}

/// The open task that another is merged into.
async fn goes_on_in(tx: &mut Tx<'_>, act: &Act, task: &Locked, into: &str) -> Result<Locked, AppError> {
    let missing = || AppError::field("into", t::life::no_such_task(act.locale, into));
    let found = match lock(tx, act, into).await {
        Err(AppError::NotFound) => return Err(missing()),
        found => found?,
    };
    if found.id == task.id || !found.state.is_open() {
        return Err(missing());
    }
    Ok(found)
}
