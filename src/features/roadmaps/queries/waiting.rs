//! Roadmaps that wait for somebody: what 我的事项 shows.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{
    features::{
        roadmaps::model::{Standing, can_confirm_roadmap, can_review_roadmap, drafts},
        tasks::{model::UnitRole, queries::sight},
    },
    shared::{actor::Actor, error::AppError},
};

/// A roadmap that waits for the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingReview {
    pub number: String,
    pub title: String,
    pub unit_code: String,
    pub unit_name: String,
    pub role: UnitRole,
    pub round: i32,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The roadmaps that the actor may approve or return, the longest waiting first; nothing for who may not.
pub async fn waiting_reviews(db: &PgPool, actor: &Actor) -> Result<Vec<WaitingReview>, AppError> {
    if !can_review_roadmap(actor) {
        return Ok(Vec::new());
    }
    let (sees_all, unit) = sight(actor);
    let rows = sqlx::query!(
        "select t.number as \"number!\", t.title as \"title!\", u.code, u.short_name, tu.role, r.round,
                r.confirmed_at as \"since!\"
         from roadmaps r join visible_tasks($1, $2) t on t.id = r.task_id join units u on u.id = r.unit_id
         join assignments a on a.task_id = r.task_id and a.unit_id = r.unit_id and a.ended_at is null
         join task_units tu on tu.task_id = r.task_id and tu.unit_id = r.unit_id
         where r.confirmed_at is not null and r.returned_at is null and r.approved_at is null
           and t.state in ('dispatched', 'signed', 'roadmap_review', 'in_progress')
         order by r.confirmed_at, t.number, u.code",
        sees_all,
        unit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| WaitingReview {
            number: row.number,
            title: row.title,
            unit_code: row.code,
            unit_name: row.short_name,
            role: UnitRole::from_code(&row.role).unwrap_or(UnitRole::Participant),
            round: row.round,
            since: row.since,
        })
        .collect())
}

/// A roadmap of the actor's unit that waits for the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingFor {
    pub number: String,
    pub title: String,
    pub role: UnitRole,
    /// 未报送, 起草中: to draw up; 负责人退回, 退回: to change; 待负责人确认: to confirm.
    pub standing: Standing,
    /// Since when: the signature, or the last step of the round.
    pub since: DateTime<Utc>,
    /// Why it came back.
    pub comment: String,
}

/// What waits for the actor among the own unit's roadmaps: to draw up, to change, and for the head to confirm. The tasks
/// that the unit leads come first.
pub async fn waiting_for(db: &PgPool, actor: &Actor) -> Result<Vec<WaitingFor>, AppError> {
    if !drafts(actor) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        "select t.number, t.title, tu.role, r.standing as \"standing?\",
                coalesce(r.returned_at, r.sent_at, r.sent_back_at, r.drafted_at, a.signed_at) as \"since!\",
                case r.standing when 'sent_back' then r.sent_back_comment else r.comment end as comment
         from assignments a
         join tasks t on t.id = a.task_id
         join task_units tu on tu.task_id = a.task_id and tu.unit_id = a.unit_id
         left join lateral (select * from roadmaps l where l.task_id = a.task_id and l.unit_id = a.unit_id
                            order by l.round desc limit 1) r on true
         where a.unit_id = $1 and a.ended_at is null and a.signed_at is not null
           and t.state in ('dispatched', 'signed', 'roadmap_review', 'in_progress')
           and coalesce(r.standing, 'not_yet') not in ('with_office', 'approved')
           and ($2 or coalesce(r.standing, 'not_yet') <> 'with_head')
         order by case tu.role when 'lead' then 0 when 'co_lead' then 1 else 2 end, t.number",
        actor.unit.0,
        can_confirm_roadmap(actor),
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| WaitingFor {
            number: row.number,
            title: row.title,
            role: UnitRole::from_code(&row.role).unwrap_or(UnitRole::Participant),
            standing: row.standing.as_deref().map_or(Standing::NotYet, Standing::from_code),
            since: row.since,
            comment: row.comment.unwrap_or_default(),
        })
        .collect())
}

/// A roadmap of the actor's unit that the office has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithOffice {
    pub number: String,
    pub title: String,
    pub since: DateTime<Utc>,
}

/// The own unit's roadmaps that wait for the office, the longest first.
pub async fn with_office(db: &PgPool, actor: &Actor) -> Result<Vec<WithOffice>, AppError> {
    if !drafts(actor) {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        WithOffice,
        "select t.number, t.title, r.confirmed_at as \"since!\" from roadmaps r join tasks t on t.id = r.task_id
         join assignments a on a.task_id = r.task_id and a.unit_id = r.unit_id and a.ended_at is null
         where r.unit_id = $1 and r.confirmed_at is not null and r.returned_at is null and r.approved_at is null
           and t.state in ('dispatched', 'signed', 'roadmap_review', 'in_progress')
         order by r.confirmed_at, t.number",
        actor.unit.0,
    )
    .fetch_all(db)
    .await?)
}
