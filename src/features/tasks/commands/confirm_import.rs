//! Entering what a preview showed: in one transaction, or not at all.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgPool;

use super::{
    create_plan,
    life::assignments::follow_parts,
    store::{self, Entry, Names},
};
use crate::{
    features::{
        activity::{
            commands::{record, record_all},
            model::{NewEvent, Object},
        },
        tasks::{
            model::{can_edit_ledger, ledger_number},
            queries::imports::{self, Effect, ImportPlan, Preview, PreviewRow},
        },
    },
    server::{
        context::Act,
        database::{Tx, constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, ImportId, PlanId, TaskId},
    },
};

/// Rows written by one statement.
const BATCH: usize = 500;

/// What was confirmed.
pub struct Confirmation {
    pub import: ImportId,
    /// The digest of the preview that was seen.
    pub digest: String,
    /// Keys of rows that are not to be entered.
    pub left_out: HashSet<String>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub created: usize,
    pub changed: usize,
}

/// Enters the new and changed rows of the preview that were not left out.
///
/// # Errors
/// [`AppError::NotFound`] when the import is not the actor's; [`AppError::Conflict`] when the ledger is not what the
/// preview showed any more, or the sheet was confirmed already.
pub async fn confirm_import(
    db: &PgPool,
    act: &Act,
    key: CommandKey,
    wanted: &Confirmation,
) -> Result<Imported, AppError> {
    if !can_edit_ledger(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if let Some(done) = idempotency::claim(&mut tx, act, key, "import.confirmed").await? {
        return Ok(done);
    }
    sqlx::query!("select id from imports where id = $1 for update", wanted.import.0).fetch_optional(&mut *tx).await?;
    let upload = imports::upload(&mut tx, &act.actor, wanted.import).await?;
    if upload.done.is_some() {
        // From another window, perhaps with other rows left out; the page says what was entered.
        return Err(AppError::Conflict);
    }
    let plan = match &upload.plan {
        ImportPlan::Existing(plan) => plan.id,
        ImportPlan::New(plan) => create_plan::insert(&mut tx, act, plan).await?,
    };
    // Nobody else edits this plan's tasks until we are done, so what was compared is what is changed.
    sqlx::query!("select id from tasks where plan_id = $1 for update", plan.0).fetch_all(&mut *tx).await?;
    let preview = imports::preview(&mut tx, &upload).await?;
    if preview.digest != wanted.digest {
        return Err(AppError::Conflict);
    }
    let done = enter(&mut tx, act, plan, upload.plan.prefix(), &preview, &wanted.left_out).await?;
    sqlx::query!(
        "update imports set confirmed_at = $2, created = $3, changed = $4, plan_id = $5 where id = $1",
        wanted.import.0,
        act.at,
        done.created as i32,
        done.changed as i32,
        plan.0,
    )
    .execute(&mut *tx)
    .await?;
    let object = Object::new("import", wanted.import.0, upload.file_name.clone());
    let after = json!({ "plan": upload.plan.name(), "created": done.created, "changed": done.changed });
    record(&mut tx, act, NewEvent::new("import.confirmed", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &done).await?;
    tx.commit().await?;
    Ok(done)
}

async fn enter(
    tx: &mut Tx<'_>,
    act: &Act,
    plan: PlanId,
    prefix: &str,
    preview: &Preview,
    left_out: &HashSet<String>,
) -> Result<Imported, AppError> {
    let names = Names::of(tx, preview.rows.iter().map(|row| &row.content)).await?;
    let wanted = preview.rows.iter().filter(|row| !left_out.contains(&row.key()));
    let (new, rest): (Vec<&PreviewRow>, Vec<&PreviewRow>) = wanted.partition(|row| matches!(row.effect, Effect::New));
    let changed: Vec<&PreviewRow> = rest.into_iter().filter(|row| matches!(row.effect, Effect::Changed(_))).collect();
    for batch in new.chunks(BATCH) {
        let entries: Vec<Entry<'_>> = batch.iter().map(|row| entry(row, prefix)).collect();
        store::insert(tx, plan, &entries, &names, act.at).await.map_err(|error| on_constraint(error, act.locale))?;
        store::insert_parts(tx, &entries, &names).await?;
        let events = entries.iter().map(|entry| {
            NewEvent::new("task.imported", Object::new("task", entry.id.0, entry.number.clone())).after(entry.content)
        });
        record_all(tx, act, events.collect()).await?;
    }
    for batch in changed.chunks(BATCH) {
        let entries: Vec<Entry<'_>> = batch.iter().map(|row| entry(row, prefix)).collect();
        store::update(tx, &entries, &names, act.at).await.map_err(|error| on_constraint(error, act.locale))?;
        let ids: Vec<_> = entries.iter().map(|entry| entry.id.0).collect();
        let had = store::parts(tx, &ids).await?;
        store::rewrite_parts(tx, &entries, &names).await?;
        follow_parts(tx, act, &ids).await?;
        let have = store::parts(tx, &ids).await?;
        let events = batch.iter().zip(&entries).map(|(row, entry)| {
            let event = NewEvent::new("task.edited", Object::new("task", entry.id.0, entry.number.clone()));
            let event = event.after(entry.content).leaving(store::who_left(entry.id.0, &had, &have));
            match &row.stored {
                Some(stored) => event.before(&stored.content),
                None => event,
            }
        });
        record_all(tx, act, events.collect()).await?;
    }
    Ok(Imported { created: new.len(), changed: changed.len() })
}

fn entry<'a>(row: &'a PreviewRow, prefix: &str) -> Entry<'a> {
    Entry {
        id: row.stored.as_ref().map_or_else(TaskId::new, |stored| stored.id),
        number: ledger_number(prefix, row.content.seq),
        content: &row.content,
    }
}
