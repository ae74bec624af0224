//! 交办: the office gives tasks to their units.

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::{Locked, REASON, Taking, assignments::follow_parts, in_order, lock, sign_by, take};
use crate::{
    features::{
        activity::{commands::record_all, model::NewEvent},
        tasks::{
            model::life::{Step, can_direct},
            queries::life::{Obstacles, obstacles},
        },
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{
        error::{AppError, FieldError},
        ids::CommandKey,
        text::clean,
    },
    t,
};

/// What is given to whom.
#[derive(Clone, Debug, Default)]
pub struct Dispatch {
    /// Ledger numbers.
    pub numbers: Vec<String>,
    /// The units that an open class stands for: codes of class and unit.
    pub named: Vec<(String, String)>,
    /// Goes with the notice to each unit.
    pub note: String,
}

/// Gives all of the tasks to their units, or none. Returns how many.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, or when a task is not there; [`AppError::Fields`] at `class-{code}` when an open
/// class names no unit, at `numbers` with all that stands in the way of a task; [`AppError::Refused`] when one was
/// dispatched already.
pub async fn dispatch(db: &PgPool, act: &Act, key: CommandKey, wanted: &Dispatch) -> Result<usize, AppError> {
    if !can_direct(&act.actor) {
        return Err(AppError::NotFound);
    }
    if wanted.numbers.is_empty() {
        return Err(AppError::field("numbers", t::life::choose_tasks(act.locale)));
    }
    let note = &*clean(&wanted.note);
    if note.chars().count() > REASON {
        return Err(AppError::field("note", t::life::reason_too_long(act.locale, REASON as i64)));
    }
    let mut tx = db.begin().await?;
    if let Some(done) = idempotency::claim(&mut tx, act, key, "task.dispatched").await? {
        return Ok(done);
    }
    let numbers = in_order(&wanted.numbers);
    let (mut faults, mut events) = (Vec::new(), Vec::new());
    for number in &numbers {
        let task = lock(&mut tx, act, number).await?;
        take(&mut tx, act, &task, Taking { reason: note, ..Taking::of(Step::Dispatch) }).await?;
        name_units(&mut tx, act, &task, &wanted.named).await?;
        faults.extend(what_stands_in_the_way(&mut tx, act, &task).await?);
        events.push(give(&mut tx, act, &task, note).await?);
    }
    if !faults.is_empty() {
        return Err(AppError::Fields(faults));
    }
    record_all(&mut tx, act, events).await?;
    idempotency::keep(&mut tx, act, key, &numbers.len()).await?;
    tx.commit().await?;
    Ok(numbers.len())
}

/// Writes the units that the office named for the task's open classes into the task. Units that have a part already keep
/// it.
async fn name_units(tx: &mut Tx<'_>, act: &Act, task: &Locked, named: &[(String, String)]) -> Result<(), AppError> {
    if named.iter().any(|(class, unit)| class.contains('\0') || unit.contains('\0')) {
        return Err(AppError::field("numbers", t::life::unit_gone(act.locale)));
    }
    let (classes, units): (Vec<String>, Vec<String>) = named.iter().cloned().unzip();
    let known = sqlx::query_scalar!(
        "select count(*) as \"count!\" from unnest($1::text[], $2::text[]) n (class, unit)
         join unit_classes c on c.code = n.class and not c.closed
         join units u on u.code = n.unit and u.closed_on is null
              and (c.candidate_kinds = '{}' or u.kind = any(c.candidate_kinds))",
        &classes,
        &units,
    )
    .fetch_one(&mut **tx)
    .await?;
    if known != named.len() as i64 {
        return Err(AppError::field("numbers", t::life::unit_gone(act.locale)));
    }
    sqlx::query!(
        "insert into task_units (task_id, unit_id, role, position, class_id)
         select $1, u.id, 'participant', 1000 + u.sort_order, c.id
         from unnest($2::text[], $3::text[]) n (class, unit)
         join unit_classes c on c.code = n.class
         join task_classes tc on tc.task_id = $1 and tc.class_id = c.id
         join units u on u.code = n.unit
         on conflict (task_id, unit_id) do nothing",
        task.id.0,
        &classes,
        &units,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Everything that keeps the task from being given away, each as a message beside its field.
async fn what_stands_in_the_way(tx: &mut Tx<'_>, act: &Act, task: &Locked) -> Result<Vec<FieldError>, AppError> {
    let locale = act.locale;
    let Obstacles { leads, open, unmatched, closed } =
        obstacles(tx, &[task.id.0]).await?.remove(&task.id.0).unwrap_or_default();
    let mut faults = Vec::new();
    if leads != 1 {
        faults.push(FieldError::new("numbers", t::life::no_lead(locale, &task.number)));
    }
    for (class, written) in open {
        let message = t::life::class_open(locale, &task.number, &written);
        faults.push(FieldError::new(format!("class-{class}"), message));
    }
    if !unmatched.is_empty() {
        let names = unmatched.join(t::tasks::list_comma(locale));
        faults.push(FieldError::new("numbers", t::life::nobody_behind(locale, &task.number, names)));
    }
    if !closed.is_empty() {
        let names = closed.join(t::tasks::list_comma(locale));
        faults.push(FieldError::new("numbers", t::life::units_closed(locale, &task.number, names)));
    }
    Ok(faults)
}

/// Writes the dispatch and each unit's part in it.
async fn give(tx: &mut Tx<'_>, act: &Act, task: &Locked, note: &str) -> Result<NewEvent, AppError> {
    sqlx::query!(
        "insert into dispatches (id, task_id, note, person_id, at) values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        task.id.0,
        note,
        act.actor.person.0,
        act.at,
    )
    .execute(&mut **tx)
    .await?;
    follow_parts(tx, act, &[task.id.0]).await?;
    let units = sqlx::query_scalar!(
        "select u.code from assignments a join units u on u.id = a.unit_id
         where a.task_id = $1 and a.ended_at is null order by u.sort_order, u.code",
        task.id.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let after = json!({ "units": units, "sign_by": sign_by(tx, act.today).await?, "note": note });
    Ok(NewEvent::new("task.dispatched", task.object()).after(&after))
}
