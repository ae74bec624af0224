//! Who is told of a step.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Locked;
use crate::{
    features::notifications::{
        commands::notify::notify,
        model::{Audience, Notice, Topic},
    },
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{TaskId, UnitId},
        time,
    },
};

/// Tells the units that were given tasks now: each assignment is told once.
pub(in crate::features) async fn given(tx: &mut Tx<'_>, act: &Act, tasks: &[Uuid]) -> Result<(), AppError> {
    let rows = sqlx::query!(
        "select a.id, a.task_id, a.unit_id, a.sign_by, t.number, t.title
         from assignments a join tasks t on t.id = a.task_id
         where a.task_id = any($1) and a.ended_at is null and a.given_at = $2",
        tasks,
        act.at,
    )
    .fetch_all(&mut **tx)
    .await?;
    let notices = rows.iter().map(|row| Notice {
        topic: Topic::TaskDispatched,
        task: Some((TaskId(row.task_id), &row.number)),
        audience: Audience::Unit(UnitId(row.unit_id)),
        args: json!({ "title": row.title, "day": time::day(row.sign_by) }),
        urgent: false,
        dedupe: format!("assignment:{}", row.id),
    });
    notify(tx, act.at, &notices.collect::<Vec<_>>()).await
}

/// Something about a task that people are told of.
pub(in crate::features) struct Occasion {
    pub(in crate::features) topic: Topic,
    /// As [`Notice::args`].
    pub(in crate::features) args: Value,
    /// As [`Notice::dedupe`].
    pub(in crate::features) dedupe: String,
}

/// Tells everybody whom it concerns. Whoever belongs to several of the audiences is told once.
pub(in crate::features) async fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    occasion: Occasion,
    audiences: &[Audience],
) -> Result<(), AppError> {
    let notices = audiences.iter().map(|audience| Notice {
        topic: occasion.topic,
        task: Some((task.id, &task.number)),
        audience: *audience,
        args: occasion.args.clone(),
        urgent: false,
        dedupe: occasion.dedupe.clone(),
    });
    notify(tx, act.at, &notices.collect::<Vec<_>>()).await
}

/// Tells the office that a unit gave the task back.
pub(super) async fn given_back(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    part: Uuid,
    reason: &str,
) -> Result<(), AppError> {
    let occasion = Occasion {
        topic: Topic::TaskReturned,
        args: json!({ "unit": act.actor.unit_name, "title": task.title, "reason": reason }),
        dedupe: format!("returned:{part}"),
    };
    tell(tx, act, task, occasion, &[Audience::Office]).await
}

/// Tells every unit that has the task in hand of a step of the office. `step` is the row of the step.
pub(super) async fn to_units(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    topic: Topic,
    args: Value,
    step: Uuid,
) -> Result<(), AppError> {
    let units = sqlx::query_scalar!(
        "select unit_id from assignments where task_id = $1 and ended_at is null and returned_at is null",
        task.id.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let units: Vec<Audience> = units.into_iter().map(|unit| Audience::Unit(UnitId(unit))).collect();
    // A unit may have both of two tasks that are merged.
    let dedupe = format!("step:{step}:{}", task.id);
    tell(tx, act, task, Occasion { topic, args, dedupe }, &units).await
}
