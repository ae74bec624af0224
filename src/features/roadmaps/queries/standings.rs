//! Where each unit's roadmap for a task stands.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{
    features::{roadmaps::model::Standing, tasks::model::UnitRole},
    shared::{
        error::AppError,
        ids::{TaskId, UnitId},
    },
};

/// One unit's roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitStanding {
    pub unit: UnitId,
    pub unit_code: String,
    pub unit_name: String,
    pub role: UnitRole,
    /// The unit signed for its part.
    pub signed: bool,
    pub standing: Standing,
    /// 0 before the first round.
    pub round: i32,
    /// An earlier round was approved and holds.
    pub holds: bool,
    /// Of the last step.
    pub at: Option<DateTime<Utc>>,
    /// Of the head who sent it back, or of the office that returned it.
    pub comment: String,
}

/// All units that have the task in hand. The task is one that the actor may see (see `tasks::queries::details::find`).
pub async fn of_task(db: &PgPool, task: TaskId) -> Result<Vec<UnitStanding>, AppError> {
    let rows = sqlx::query!(
        "select u.id, u.code, u.short_name, tu.role, a.signed_at is not null as \"signed!\",
                r.standing as \"standing?\", r.round as \"round?\",
                exists (select 1 from roadmaps e where e.task_id = $1 and e.unit_id = u.id and e.approved_at is not null)
                    as \"holds!\",
                coalesce(r.approved_at, r.returned_at, r.confirmed_at, r.sent_at, r.sent_back_at, r.drafted_at) as at,
                case r.standing when 'sent_back' then r.sent_back_comment else r.comment end as comment
         from assignments a
         join task_units tu on tu.task_id = a.task_id and tu.unit_id = a.unit_id
         join units u on u.id = a.unit_id
         left join lateral (select * from roadmaps l where l.task_id = a.task_id and l.unit_id = a.unit_id
                            order by l.round desc limit 1) r on true
         where a.task_id = $1 and a.ended_at is null and a.returned_at is null
         order by case tu.role when 'lead' then 0 when 'co_lead' then 1 else 2 end, tu.position, u.sort_order, u.code",
        task.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| UnitStanding {
            unit: UnitId(row.id),
            unit_code: row.code,
            unit_name: row.short_name,
            role: UnitRole::from_code(&row.role).unwrap_or(UnitRole::Participant),
            signed: row.signed,
            standing: row.standing.as_deref().map_or(Standing::NotYet, Standing::from_code),
            round: row.round.unwrap_or(0),
            holds: row.holds,
            at: row.at,
            comment: row.comment.unwrap_or_default(),
        })
        .collect())
}
