//! The figures of the frame: what is unread, what waits, how long until the plan ends.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use sqlx::PgPool;

use crate::{
    features::{
        calendar,
        notifications::queries::bell::{self, Bell},
        tasks::{model::can_read_tasks, queries::plans},
        work,
    },
    server::{
        context::RequestContext,
        kept::{Kept, Look},
    },
    shared::{
        actor::{Actor, Roles},
        error::AppError,
        ids::{PersonId, UnitId},
    },
};

/// What the frame shows of the reader's work. A page is worth showing without it.
#[derive(Default)]
pub struct Marks {
    /// The reader's unread notifications.
    pub bell: Option<Bell>,
    pub counted: Arc<Counted>,
}

/// What only changes with the activity record and the day.
#[derive(Default)]
pub struct Counted {
    /// What waits for the reader.
    pub waiting: i64,
    /// When the newest plan ends, and in how many working days, unless that is over.
    pub deadline: Option<(NaiveDate, i64)>,
}

/// By reader. Units and roles change what waits, and their change is no task's.
static COUNTED: LazyLock<Kept<(PersonId, UnitId, Roles), Counted>> = LazyLock::new(|| Kept::at_most(10_000));

/// The marks of a signed-in reader.
pub async fn marks(context: &RequestContext) -> Marks {
    let Ok(actor) = context.actor() else { return Marks::default() };
    let (db, today) = (&context.app.db, context.app.clock.today());
    let bell = bell::bell(db, actor).await;
    let counted = counted(db, actor, today).await;
    Marks {
        bell: bell.inspect_err(|error| tracing::warn!(%error, "the unread notifications cannot be counted")).ok(),
        counted: counted
            .inspect_err(|error| tracing::warn!(%error, "what waits cannot be counted"))
            .unwrap_or_default(),
    }
}

async fn counted(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<Arc<Counted>, AppError> {
    let turn = match COUNTED.look((actor.person, actor.unit, actor.roles), db, today).await? {
        Look::Kept(counted) => return Ok(counted),
        Look::Turn(turn) => turn,
    };
    let waiting = work::queries::count(db, actor, today).await?;
    let deadline = if can_read_tasks(actor) { deadline(db, today).await? } else { None };
    Ok(turn.keep(Counted { waiting, deadline }))
}

async fn deadline(db: &PgPool, today: NaiveDate) -> Result<Option<(NaiveDate, i64)>, AppError> {
    let Some(plan) = plans::find(db, None).await?.filter(|plan| plan.ends_on >= today) else { return Ok(None) };
    let days = calendar::queries::read(db).await?;
    Ok(Some((plan.ends_on, days.between(today, plan.ends_on))))
}
