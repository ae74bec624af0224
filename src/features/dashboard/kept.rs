//! Figures are counted once for all who see the same, and again when something changed.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use sqlx::PgPool;

use super::queries::{Figures, figures as count};
use crate::{
    features::tasks::queries::plans::Plan,
    server::kept::{Kept, Look},
    shared::{
        actor::Actor,
        error::AppError,
        ids::{PlanId, UnitId},
    },
};

/// By plan, and by unit of readers who see only its tasks.
static FIGURES: LazyLock<Kept<(PlanId, Option<UnitId>), Figures>> = LazyLock::new(|| Kept::at_most(1_000));

/// The figures of the plan's tasks that the actor may see, as of now.
pub async fn figures(db: &PgPool, actor: &Actor, plan: &Plan, today: NaiveDate) -> Result<Arc<Figures>, AppError> {
    let key = (plan.id, (!actor.sees_all_tasks()).then_some(actor.unit));
    let turn = match FIGURES.look(key, db, today).await? {
        Look::Kept(figures) => return Ok(figures),
        Look::Turn(turn) => turn,
    };
    let figures = count(&mut *db.acquire().await?, actor, plan, today).await?;
    Ok(turn.keep(figures))
}
