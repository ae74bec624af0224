//! The tasks of a plan with their days, for the timeline.

use chrono::NaiveDate;
use sqlx::PgPool;
use uuid::Uuid;

use super::{list, plans::Plan};
use crate::{
    features::{
        lights::model::Judge,
        tasks::{filter::LedgerFilter, model::State},
    },
    shared::{actor::Actor, error::AppError},
};

/// A timeline draws no more tasks than this.
pub const DRAWN: usize = 500;

/// A task with its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLane {
    pub number: String,
    pub title: String,
    pub field: String,
    pub lead: Option<String>,
    pub state: State,
    pub original_due: Option<NaiveDate>,
    pub current_due: Option<NaiveDate>,
    /// Those that have a day, in their order.
    pub steps: Vec<LaneStep>,
}

/// A step of the roadmap that has a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneStep {
    pub title: String,
    pub day: NaiveDate,
    /// The day first approved.
    pub baseline: Option<NaiveDate>,
    pub done: bool,
}

impl TaskLane {
    /// All days that are drawn.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let steps = self.steps.iter().flat_map(|step| [Some(step.day), step.baseline]).flatten();
        steps.chain(self.original_due).chain(self.current_due)
    }
}

/// What the page draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lanes {
    pub lanes: Vec<TaskLane>,
    /// There are more than [`DRAWN`].
    pub more: bool,
}

/// The first [`DRAWN`] tasks in `plan` that `actor` may see and the filter finds, in the filter's order.
pub async fn lanes(
    db: &PgPool,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
    judge: &Judge,
) -> Result<Lanes, AppError> {
    let mut ids: Vec<Uuid> = list::first_ids(db, actor, plan, filter, judge, Some(DRAWN as i64 + 1)).await?;
    let more = ids.len() > DRAWN;
    ids.truncate(DRAWN);
    let rows = sqlx::query!(
        "select t.number, t.title, t.field, t.state, t.original_due, t.current_due,
            (select u.short_name from task_units tu join units u on u.id = tu.unit_id
             where tu.task_id = t.id and tu.role = 'lead') as lead,
            array(select m.title from milestones m where m.task_id = t.id and m.due is not null order by m.position)
                as \"titles!\",
            array(select m.due from milestones m where m.task_id = t.id and m.due is not null order by m.position)
                as \"dues!\",
            array(select m.baseline from milestones m where m.task_id = t.id and m.due is not null order by m.position)
                as \"baselines!: Vec<Option<NaiveDate>>\",
            array(select m.done_on is not null from milestones m where m.task_id = t.id and m.due is not null
                  order by m.position) as \"done!\"
         from unnest($1::uuid[]) with ordinality found (id, place) join tasks t on t.id = found.id
         order by found.place",
        &ids,
    )
    .fetch_all(db)
    .await?;
    let lanes = rows.into_iter().map(|row| TaskLane {
        number: row.number,
        title: row.title,
        field: row.field,
        lead: row.lead,
        state: State::from_code(&row.state).unwrap_or(State::Registered),
        original_due: row.original_due,
        current_due: row.current_due,
        steps: std::iter::zip(row.titles.into_iter().zip(row.dues), row.baselines.into_iter().zip(row.done))
            .map(|((title, day), (baseline, done))| LaneStep { title, day, baseline, done })
            .collect(),
    });
    Ok(Lanes { lanes: lanes.collect(), more })
}
