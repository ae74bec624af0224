//! Writing a round and its lines.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    features::roadmaps::{
        model::{Line, Seen, Standing},
        queries::rounds::{Round, Stored},
    },
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{RoadmapId, TaskId, UnitId},
    },
    t,
};

/// Fails unless the last round is as the form saw it.
///
/// # Errors
/// [`AppError::Conflict`]
pub fn unchanged(last: Option<&Round>, seen: Seen) -> Result<(), AppError> {
    if last.map(|last| last.seen).unwrap_or_default() == seen { Ok(()) } else { Err(AppError::Conflict) }
}

/// Why nothing can be changed while the roadmap stands so.
pub fn refusal(act: &Act, standing: Standing) -> AppError {
    AppError::Refused(t::roadmaps::not_now(act.locale, standing.label(act.locale)))
}

/// Opens the next round.
pub async fn open(
    tx: &mut Tx<'_>,
    act: &Act,
    task: TaskId,
    unit: UnitId,
    last: Option<&Round>,
) -> Result<RoadmapId, AppError> {
    let id = RoadmapId::new();
    sqlx::query!(
        "insert into roadmaps (id, task_id, unit_id, round, drafted_by, drafted_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        task.0,
        unit.0,
        last.map_or(0, |last| last.seen.round) + 1,
        act.actor.person.0,
        act.at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Writes the lines anew, by day: those that were accepted before stay accepted.
pub async fn write_lines(
    tx: &mut Tx<'_>,
    roadmap: RoadmapId,
    accepted: &[Stored],
    lines: &[Line],
) -> Result<(), AppError> {
    sqlx::query!("delete from roadmap_lines where roadmap_id = $1", roadmap.0).execute(&mut **tx).await?;
    let mut all: Vec<(Line, bool)> = accepted.iter().map(|stored| (stored.line(0), true)).collect();
    all.extend(lines.iter().map(|line| (line.clone(), false)));
    // What has no day yet comes last.
    all.sort_by_key(|(line, _)| (line.due.is_none(), line.due));
    let ids: Vec<Uuid> = all.iter().map(|_| Uuid::now_v7()).collect();
    let milestones: Vec<Option<Uuid>> = all.iter().map(|(line, _)| line.milestone.map(|id| id.0)).collect();
    let titles: Vec<String> = all.iter().map(|(line, _)| line.title.clone()).collect();
    let deliverables: Vec<String> = all.iter().map(|(line, _)| line.deliverable.clone()).collect();
    let dues: Vec<Option<NaiveDate>> = all.iter().map(|(line, _)| line.due).collect();
    let verdicts: Vec<Option<String>> = all.iter().map(|(_, kept)| kept.then(|| "accepted".to_owned())).collect();
    sqlx::query!(
        "insert into roadmap_lines (id, roadmap_id, position, milestone_id, title, deliverable, due, verdict)
         select l.id, $1, l.place, m.id, l.title, l.deliverable, l.due, l.verdict
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::text[]) with ordinality
              l (id, milestone, title, deliverable, due, verdict, place)
         left join (select m.id from milestones m join roadmaps r on r.id = $1 and r.task_id = m.task_id) m
              on m.id = l.milestone",
        roadmap.0,
        &ids,
        &milestones as &[Option<Uuid>],
        &titles,
        &deliverables,
        &dues as &[Option<NaiveDate>],
        &verdicts as &[Option<String>],
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
