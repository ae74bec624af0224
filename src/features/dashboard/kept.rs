//! Figures are counted and drawn once for all who see the same, and again when something changed.

use std::{
    ops::Deref,
    sync::{Arc, LazyLock, OnceLock},
};

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
        locale::Locale,
    },
};

/// Figures with what was drawn of them.
pub struct Drawn {
    figures: Figures,
    /// For each language without and with the buttons to urge.
    html: [[OnceLock<String>; 2]; 2],
}

impl Drawn {
    /// The figures as HTML in one language; `draw` makes it for the first who asks.
    pub fn html(&self, locale: Locale, urges: bool, draw: impl FnOnce(&Figures) -> String) -> &str {
        let language = match locale {
            Locale::Chinese => 0,
            Locale::English => 1,
        };
        self.html[language][usize::from(urges)].get_or_init(|| draw(&self.figures))
    }
}

impl Deref for Drawn {
    type Target = Figures;

    fn deref(&self) -> &Figures {
        &self.figures
    }
}

/// By plan, and by unit of readers who see only its tasks.
static FIGURES: LazyLock<Kept<(PlanId, Option<UnitId>), Drawn>> = LazyLock::new(|| Kept::at_most(1_000));

/// The figures of the plan's tasks that the actor may see, as of now.
pub async fn figures(db: &PgPool, actor: &Actor, plan: &Plan, today: NaiveDate) -> Result<Arc<Drawn>, AppError> {
    let key = (plan.id, (!actor.sees_all_tasks()).then_some(actor.unit));
    let turn = match FIGURES.look(key, db, today).await? {
        Look::Kept(figures) => return Ok(figures),
        Look::Turn(turn) => turn,
    };
    let figures = count(&mut *db.acquire().await?, actor, plan, today).await?;
    Ok(turn.keep(Drawn { figures, html: Default::default() }))
}
