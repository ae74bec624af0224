//! 人工催办: the office or an inspector urges a unit of a task.

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        notifications::model::{Audience, Topic},
        tasks::commands::life::{
            lock,
            notices::{Occasion, tell},
        },
        urging::{
            inputs::UrgeForm,
            model::{Level, can_urge, takes_urging},
        },
    },
    server::{
        context::Act,
        database::{constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, UnitId},
        time,
    },
    t,
};

/// Urges a unit that has a part in the task, with words and a new limit. The unit's head and liaison officers are told.
///
/// # Errors
/// [`AppError::NotFound`] for who may not urge; [`AppError::Fields`] for what cannot be accepted, at `unit` also when the
/// unit was urged about this task by hand today; [`AppError::Refused`] when the task is not with its units.
pub async fn by_hand(db: &PgPool, act: &Act, key: CommandKey, number: &str, form: &UrgeForm) -> Result<(), AppError> {
    if !can_urge(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "task.urged").await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, number).await?;
    let urging = form.parse(act.today, act.locale).map_err(AppError::Fields)?;
    if !takes_urging(task.state) {
        let state = task.state.label(act.locale);
        return Err(AppError::Refused(t::urging::not_with_units(act.locale, &task.number, state)));
    }
    let unit = sqlx::query!(
        "select u.id, u.short_name from task_units tu join units u on u.id = tu.unit_id where tu.task_id = $1 and u.code = $2",
        task.id.0,
        urging.unit,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| AppError::field("unit", t::urging::unit_missing(act.locale)))?;
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into urges (id, task_id, unit_id, level, subject, limit_on, text, sent_at, sent_on, by_person)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        task.id.0,
        unit.id,
        Level::Remind.code(),
        format!("hand:{id}"),
        urging.limit_on,
        urging.text,
        act.at,
        act.today,
        act.actor.person.0,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    let occasion = Occasion {
        topic: Topic::Urged,
        args: json!({ "title": task.title, "day": time::day(urging.limit_on), "text": urging.text }),
        dedupe: format!("urge:{id}"),
    };
    tell(&mut tx, act, &task, occasion, &[Audience::Unit(UnitId(unit.id))]).await?;
    let object = task.object();
    let after = json!({ "unit": unit.short_name, "text": urging.text, "limit_on": time::day(urging.limit_on) });
    record(&mut tx, act, NewEvent::new("task.urged", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
