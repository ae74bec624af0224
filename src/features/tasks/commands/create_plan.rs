//! Opening a plan.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        reports::model::Every,
        tasks::model::can_edit_ledger,
    },
    server::{
        context::Act,
        database::{Tx, constraints::on_constraint, idempotency},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, PlanId},
    },
};

/// A plan to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPlan {
    pub name: String,
    pub prefix: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// How often units report.
    #[serde(default)]
    pub report_every: Every,
    pub is_sample: bool,
}

/// Opens a plan. Returns its id.
///
/// # Errors
/// [`AppError::NotFound`] for who may not edit the ledger; [`AppError::Fields`] when name or prefix is taken.
pub async fn create_plan(db: &PgPool, act: &Act, key: CommandKey, plan: &NewPlan) -> Result<PlanId, AppError> {
    if !can_edit_ledger(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if let Some(id) = idempotency::claim(&mut tx, act, key, "plan.created").await? {
        return Ok(id);
    }
    let id = insert(&mut tx, act, plan).await?;
    idempotency::keep(&mut tx, act, key, &id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Inserts the plan and records it, in the transaction of a command that has checked the actor.
pub(super) async fn insert(tx: &mut Tx<'_>, act: &Act, plan: &NewPlan) -> Result<PlanId, AppError> {
    let id = PlanId::new();
    sqlx::query!(
        "insert into plans (id, name, prefix, year, starts_on, ends_on, is_sample, created_at, report_every)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        plan.name,
        plan.prefix,
        plan.ends_on.year(),
        plan.starts_on,
        plan.ends_on,
        plan.is_sample,
        act.at,
        plan.report_every.code(),
    )
    .execute(&mut **tx)
    .await
    .map_err(|error| on_constraint(error, act.locale))?;
    let object = Object::new("plan", id.0, plan.name.clone());
    record(tx, act, NewEvent::new("plan.created", object).after(plan)).await?;
    Ok(id)
}
