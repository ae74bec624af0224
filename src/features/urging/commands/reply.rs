//! 知悉 and 回复: what a unit answers to an urge.

use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        notifications::{
            commands::notify::notify,
            model::{Audience, Notice, Topic},
        },
        tasks::queries::sight,
        urging::{inputs, model::can_answer},
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, PersonId, TaskId, UnitId, UrgeId},
    },
    t,
};

/// An urge that nobody else answers until the transaction ends.
struct Locked {
    task: Uuid,
    number: String,
    title: String,
    by: Option<Uuid>,
    received: bool,
    replied: bool,
}

/// # Errors
/// [`AppError::NotFound`] when there is none, or none that this actor answers.
async fn lock(tx: &mut Tx<'_>, act: &Act, urge: UrgeId) -> Result<Locked, AppError> {
    let (sees_all, unit) = sight(&act.actor);
    let row = sqlx::query!(
        "select u.unit_id, u.task_id, u.by_person, u.received_at, u.replied_at, t.number as \"number!\", t.title as \"title!\"
         from urges u join visible_tasks($2, $3) t on t.id = u.task_id
         where u.id = $1 for update of u",
        urge.0,
        sees_all,
        unit,
    )
    .fetch_optional(&mut **tx)
    .await?
    .filter(|row| can_answer(&act.actor, UnitId(row.unit_id)))
    .ok_or(AppError::NotFound)?;
    Ok(Locked {
        task: row.task_id,
        number: row.number,
        title: row.title,
        by: row.by_person,
        received: row.received_at.is_some(),
        replied: row.replied_at.is_some(),
    })
}

/// 我已知悉. What was received already stays as it is.
///
/// # Errors
/// [`AppError::NotFound`] for who may not answer for the unit that was urged.
pub async fn receive(db: &PgPool, act: &Act, urge: UrgeId) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    let locked = lock(&mut tx, act, urge).await?;
    if locked.received {
        return Ok(());
    }
    sqlx::query!(
        "update urges set received_at = $2, received_by = $3 where id = $1",
        urge.0,
        act.at,
        act.actor.person.0
    )
    .execute(&mut *tx)
    .await?;
    let object = Object::new("task", locked.task, locked.number);
    let after = json!({ "unit": act.actor.unit_name });
    record(&mut tx, act, NewEvent::new("task.urge_received", object).after(&after)).await?;
    tx.commit().await?;
    Ok(())
}

/// Replies for the unit, which also receives. The office and whoever urged are told.
///
/// # Errors
/// [`AppError::NotFound`] for who may not answer for the unit that was urged; [`AppError::Fields`] at `reply`;
/// [`AppError::Refused`] when the unit has replied.
pub async fn reply(db: &PgPool, act: &Act, key: CommandKey, urge: UrgeId, text: &str) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "task.urge_replied").await?.is_some() {
        return Ok(());
    }
    let locked = lock(&mut tx, act, urge).await?;
    let text = inputs::reply(text, act.locale).map_err(AppError::Fields)?;
    if locked.replied {
        return Err(AppError::Refused(t::urging::replied_already(act.locale).to_owned()));
    }
    sqlx::query!(
        "update urges set received_at = coalesce(received_at, $2), received_by = coalesce(received_by, $3),
                          reply = $4, replied_at = $2, replied_by = $3
         where id = $1",
        urge.0,
        act.at,
        act.actor.person.0,
        text,
    )
    .execute(&mut *tx)
    .await?;
    // Under one occasion: who belongs to both is told once.
    let notice = |audience: Audience| Notice {
        topic: Topic::UrgeReplied,
        task: Some((TaskId(locked.task), &locked.number)),
        audience,
        args: json!({ "unit": act.actor.unit_name, "title": locked.title, "text": text }),
        urgent: false,
        dedupe: format!("urge_reply:{urge}"),
    };
    let person = locked.by.map(|person| Audience::Person(PersonId(person)));
    let notices: Vec<_> = [Some(Audience::Office), person].into_iter().flatten().map(notice).collect();
    notify(&mut tx, act.at, &notices).await?;
    let object = Object::new("task", locked.task, locked.number.clone());
    let after = json!({ "unit": act.actor.unit_name, "reply": text });
    record(&mut tx, act, NewEvent::new("task.urge_replied", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
