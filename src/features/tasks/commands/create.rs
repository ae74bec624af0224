//! 入账: entering one task.

use sqlx::{Connection as _, PgPool};

use super::store::{self, Entry, Names};
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        tasks::{
            content::TaskContent,
            model::{can_edit_ledger, ledger_number},
            queries::plans,
        },
    },
    server::{
        context::Act,
        database::{constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, TaskId},
    },
    t,
};

/// Enters a task into the plan with `prefix`. Returns its ledger number.
///
/// # Errors
/// [`AppError::NotFound`] for who may not edit the ledger or when there is no such plan; [`AppError::Fields`] when the
/// number is taken or a unit is gone.
pub async fn create(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    prefix: &str,
    content: &TaskContent,
) -> Result<String, AppError> {
    if !can_edit_ledger(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut db = db.acquire().await?;
    let plan = plans::find(&mut *db, Some(prefix)).await?.ok_or(AppError::NotFound)?;
    let number = ledger_number(&plan.prefix, content.seq);
    let mut tx = db.begin().await?;
    let done = idempotency::claim_with(&mut tx, act, key, "task.created", number.clone().into()).await?;
    if let Some(number) = done {
        return Ok(number);
    }
    let names = Names::of(&mut tx, [content]).await?;
    if !names.knows(content) {
        return Err(AppError::field("lead", t::tasks::unit_gone(act.locale)));
    }
    let entries = [Entry { id: TaskId::new(), number: number.clone(), content }];
    store::insert(&mut tx, plan.id, &entries, &names, act.at)
        .await
        .map_err(|error| on_constraint(error, act.locale))?;
    store::insert_parts(&mut tx, &entries, &names).await?;
    let object = Object::new("task", entries[0].id.0, number.clone());
    record(&mut tx, act, NewEvent::new("task.created", object).after(content)).await?;
    tx.commit().await?;
    Ok(number)
}
