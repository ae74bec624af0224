//! Editing a task. Two people who edit at once see the conflict: the second is told, with both versions before them.

use sqlx::PgPool;

use super::{
    life::assignments::follow_parts,
    store::{self, Entry, Names},
};
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        tasks::{
            content::TaskContent,
            model::{can_edit_ledger, ledger_number},
            queries::details,
        },
    },
    server::{
        context::Act,
        database::{constraints::on_constraint, idempotency},
    },
    shared::{error::AppError, ids::CommandKey},
    t,
};

/// Writes the task anew if it is still at `version`. Returns its ledger number. Words of the sheet that the form cannot
/// show stay as they are beside what is not changed.
///
/// # Errors
/// [`AppError::NotFound`] for who may not edit the ledger; [`AppError::Conflict`] when somebody was faster;
/// [`AppError::Fields`] when the number is taken or a unit is gone.
pub async fn edit(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    number: &str,
    version: i64,
    content: &TaskContent,
) -> Result<String, AppError> {
    if !can_edit_ledger(&act.actor) {
        return Err(AppError::NotFound);
    }
    // Read before the transaction begins: nobody waits for a second connection while holding one. Should somebody be
    // faster, the version tells.
    let before = details::find(db, &act.actor, number).await;
    let mut tx = db.begin().await?;
    if let Some(number) = idempotency::claim(&mut tx, act, key, "task.edited").await? {
        return Ok(number);
    }
    let found = sqlx::query!("select id, version from tasks where number = $1 for update", number)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(AppError::NotFound)?;
    let before = before?;
    if found.version != version || before.version != version {
        return Err(AppError::Conflict);
    }
    let before_content = TaskContent::from(&before);
    let content = &content.clone().keeping_words_of(&before_content);
    let names = Names::of(&mut tx, [content]).await?;
    if !names.knows(content) {
        return Err(AppError::field("lead", t::tasks::unit_gone(act.locale)));
    }
    let new_number = ledger_number(&before.plan_prefix, content.seq);
    let entries = [Entry { id: before.id, number: new_number.clone(), content }];
    store::update(&mut tx, &entries, &names, act.at).await.map_err(|error| on_constraint(error, act.locale))?;
    let had = store::parts(&mut tx, &[found.id]).await?;
    store::rewrite_parts(&mut tx, &entries, &names).await?;
    follow_parts(&mut tx, act, &[found.id]).await?;
    let have = store::parts(&mut tx, &[found.id]).await?;
    let object = Object::new("task", found.id, new_number.clone());
    let event = NewEvent::new("task.edited", object).before(&before_content).after(content);
    record(&mut tx, act, event.leaving(store::who_left(found.id, &had, &have))).await?;
    idempotency::keep(&mut tx, act, key, &new_number).await?;
    tx.commit().await?;
    Ok(new_number)
}
