//! Uploading a sheet: it is kept until its preview is confirmed; nothing is entered.

use sqlx::PgPool;

use super::create_plan::NewPlan;
use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        tasks::{model::can_edit_ledger, queries::plans},
    },
    server::context::Act,
    shared::{
        error::{AppError, FieldError},
        ids::ImportId,
    },
    t,
};

/// A sheet and where it goes.
pub struct NewImport {
    /// The prefix of a plan, or the plan to be opened with the confirmation.
    pub plan: Result<String, NewPlan>,
    pub file_name: String,
    pub content: Vec<u8>,
}

/// Keeps the sheet. Returns the id under which its preview is found.
///
/// # Errors
/// [`AppError::NotFound`] for who may not edit the ledger; [`AppError::Fields`] without a file, without a plan, or when
/// the new plan's name or prefix is taken.
pub async fn upload_import(db: &PgPool, act: &Act, import: NewImport) -> Result<ImportId, AppError> {
    if !can_edit_ledger(&act.actor) {
        return Err(AppError::NotFound);
    }
    if import.content.is_empty() {
        return Err(AppError::field("file", t::tasks::file_needed(act.locale)));
    }
    let (plan, new_plan) = match import.plan {
        Ok(prefix) => {
            let missing = || AppError::field("plan", t::tasks::plan_needed(act.locale));
            (Some(plans::find(db, Some(&prefix)).await?.ok_or_else(missing)?.id.0), None)
        }
        Err(new) => {
            refuse_taken(db, act, &new).await?;
            (None, Some(new))
        }
    };
    let id = ImportId::new();
    let new_plan = new_plan.map(|plan| serde_json::to_value(plan).unwrap_or_default());
    let mut tx = db.begin().await?;
    sqlx::query!(
        "insert into imports (id, plan_id, new_plan, person_id, file_name, content, uploaded_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        plan,
        new_plan,
        act.actor.person.0,
        import.file_name,
        import.content,
        act.at,
    )
    .execute(&mut *tx)
    .await?;
    record(&mut tx, act, NewEvent::new("import.uploaded", Object::new("import", id.0, import.file_name))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Tells a taken name or prefix now, not only when the preview is confirmed.
async fn refuse_taken(db: &PgPool, act: &Act, plan: &NewPlan) -> Result<(), AppError> {
    let plans = plans::all(db).await?;
    let mut errors = Vec::new();
    if plans.iter().any(|known| known.name == plan.name) {
        errors.push(FieldError::new("plan_name", t::errors::name_taken(act.locale)));
    }
    if plans.iter().any(|known| known.prefix == plan.prefix) {
        errors.push(FieldError::new("plan_prefix", t::errors::prefix_taken(act.locale)));
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Fields(errors)) }
}
