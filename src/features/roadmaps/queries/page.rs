//! What the pages of a roadmap show.

use sqlx::PgPool;

use super::rounds::{self, Round, Stored};
use crate::{
    features::{
        roadmaps::model::{Bounds, Hand, Seen, Standing, Verdict, can_change, can_draft_roadmap, can_review_roadmap},
        tasks::{
            model::UnitRole,
            queries::{
                details::{self, TaskDetails},
                life,
            },
        },
    },
    shared::{
        actor::Actor,
        error::AppError,
        ids::{TaskId, UnitId},
    },
};

/// The page on which a unit draws up its roadmap.
#[derive(Clone, Debug)]
pub struct DraftPage {
    pub task: TaskDetails,
    pub role: UnitRole,
    pub bounds: Bounds,
    pub last: Option<Round>,
    /// Lines that the office accepted in the round before: they stay.
    pub accepted: Vec<Stored>,
    /// All others.
    pub lines: Vec<Stored>,
    /// What the office returned in the round before, with its comments.
    pub returned: Vec<Stored>,
    /// Whether the reader may change it now.
    pub editable: bool,
}

impl DraftPage {
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.last.as_ref().map_or(Standing::NotYet, |last| last.standing)
    }

    #[must_use]
    pub fn seen(&self) -> Seen {
        self.last.as_ref().map(|last| last.seen).unwrap_or_default()
    }
}

/// The roadmap of the actor's unit for the task.
///
/// # Errors
/// [`AppError::NotFound`] for who does not draw up roadmaps, and where the unit has not signed for the task.
pub async fn draft(db: &PgPool, actor: &Actor, number: &str) -> Result<DraftPage, AppError> {
    let task = details::find(db, actor, number).await?;
    let parts = life::assignments(db, task.id).await?;
    let part = parts.iter().find(|part| part.unit == actor.unit).ok_or(AppError::NotFound)?;
    if !can_draft_roadmap(actor, Hand { task: task.state, signed: part.signed.is_some() }) {
        return Err(AppError::NotFound);
    }
    let db = &mut *db.acquire().await?;
    let last = rounds::last(db, task.id, actor.unit).await?;
    let standing = last.as_ref().map_or(Standing::NotYet, |last| last.standing);
    let begun = match &last {
        Some(last) if standing != Standing::Approved => rounds::lines(db, last.id).await?,
        _ => rounds::steps(db, task.id, actor.unit).await?,
    };
    let round = last.as_ref().map_or(0, |last| last.seen.round) + i32::from(standing == Standing::Returned);
    let returned = rounds::returned_before(db, task.id, actor.unit, round).await?;
    let (accepted, lines) = begun.into_iter().partition(|line| line.verdict == Some(Verdict::Accepted));
    Ok(DraftPage {
        bounds: Bounds::of(task.plan_starts_on, task.plan_ends_on, task.due.current),
        role: part.role,
        editable: can_change(actor, standing),
        task,
        last,
        accepted,
        lines,
        returned,
    })
}

/// The page on which the office reviews a unit's roadmap.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    pub task: TaskDetails,
    /// None: nothing waits here.
    pub review: Option<Reviewed>,
}

/// A roadmap that is with the office.
#[derive(Clone, Debug)]
pub struct Reviewed {
    pub unit_code: String,
    pub unit_name: String,
    pub role: UnitRole,
    pub round: Round,
    pub lines: Vec<Stored>,
    /// What the office returned in the round before.
    pub returned: Vec<Stored>,
}

/// The roadmap of the unit with this code, else the first that waits for this task.
///
/// # Errors
/// [`AppError::NotFound`] for who does not review.
pub async fn review(db: &PgPool, actor: &Actor, number: &str, unit: Option<&str>) -> Result<ReviewPage, AppError> {
    if !can_review_roadmap(actor) {
        return Err(AppError::NotFound);
    }
    let task = details::find(db, actor, number).await?;
    let db = &mut *db.acquire().await?;
    let found = sqlx::query!(
        "select u.id, u.code, u.short_name, tu.role from roadmaps r join units u on u.id = r.unit_id
         join task_units tu on tu.task_id = r.task_id and tu.unit_id = r.unit_id
         join assignments a on a.task_id = r.task_id and a.unit_id = r.unit_id and a.ended_at is null
         where r.task_id = $1 and r.standing = 'with_office' and ($2::text is null or u.code = $2)
         order by case tu.role when 'lead' then 0 when 'co_lead' then 1 else 2 end, tu.position, u.code limit 1",
        task.id.0,
        unit,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(ReviewPage { task, review: None }) };
    let unit = UnitId(found.id);
    let Some(round) = waiting_round(db, task.id, unit).await? else { return Ok(ReviewPage { task, review: None }) };
    let lines = rounds::lines(db, round.id).await?;
    let returned = rounds::returned_before(db, task.id, unit, round.seen.round).await?;
    let review = Reviewed {
        unit_code: found.code,
        unit_name: found.short_name,
        role: UnitRole::from_code(&found.role).unwrap_or(UnitRole::Participant),
        round,
        lines,
        returned,
    };
    Ok(ReviewPage { task, review: Some(review) })
}

async fn waiting_round(db: &mut sqlx::PgConnection, task: TaskId, unit: UnitId) -> Result<Option<Round>, AppError> {
    Ok(rounds::last(db, task, unit).await?.filter(|round| round.standing == Standing::WithOffice))
}
