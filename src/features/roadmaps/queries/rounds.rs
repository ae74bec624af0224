//! The rounds of one unit's roadmap for one task. Pages and commands read them here.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    features::roadmaps::model::{Line, Seen, Standing, Verdict},
    shared::{
        error::AppError,
        ids::{MilestoneId, PersonId, RoadmapId, RoadmapLineId, TaskId, UnitId},
    },
};

/// One round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub id: RoadmapId,
    pub seen: Seen,
    pub standing: Standing,
    /// Who began it.
    pub drafter: PersonId,
    /// What was said to it: by the head who sent it back, or by the office.
    pub comment: String,
    /// Who sent it back or answered it, else who drew it up, and when.
    pub person: String,
    pub at: DateTime<Utc>,
}

/// A stored line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub id: RoadmapLineId,
    pub milestone: Option<MilestoneId>,
    pub title: String,
    pub deliverable: String,
    pub due: Option<NaiveDate>,
    pub verdict: Option<Verdict>,
    pub comment: String,
    /// The day first approved of the step that it changes.
    pub baseline: Option<NaiveDate>,
}

impl Stored {
    /// The line as a proposal, in this row of the form.
    #[must_use]
    pub fn line(&self, row: usize) -> Line {
        Line {
            row,
            milestone: self.milestone,
            title: self.title.clone(),
            deliverable: self.deliverable.clone(),
            due: self.due,
        }
    }
}

/// A unit's last round, if there is one.
pub async fn last(db: &mut PgConnection, task: TaskId, unit: UnitId) -> Result<Option<Round>, AppError> {
    let row = sqlx::query!(
        "select r.id, r.round, r.version, r.drafted_by, r.standing as \"standing!\", p.name as person,
                case r.standing when 'sent_back' then r.sent_back_comment else r.comment end as \"comment!\",
                coalesce(r.approved_at, r.returned_at, r.confirmed_at, r.sent_at, r.sent_back_at, r.drafted_at) as \"at!\"
         from roadmaps r
         join people p on p.id = coalesce(r.approved_by, r.returned_by, r.confirmed_by, r.sent_by, r.sent_back_by, r.drafted_by)
         where r.task_id = $1 and r.unit_id = $2 order by r.round desc limit 1",
        task.0,
        unit.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Round {
        id: RoadmapId(row.id),
        seen: Seen { round: row.round, version: row.version },
        standing: Standing::from_code(&row.standing),
        drafter: PersonId(row.drafted_by),
        comment: row.comment,
        person: row.person,
        at: row.at,
    }))
}

/// The lines of a round, in their order.
pub async fn lines(db: &mut PgConnection, roadmap: RoadmapId) -> Result<Vec<Stored>, AppError> {
    let rows = sqlx::query_as!(
        Row,
        "select l.id, l.milestone_id, l.title, l.deliverable, l.due, l.verdict, l.comment, m.baseline as \"baseline?\"
         from roadmap_lines l left join milestones m on m.id = l.milestone_id
         where l.roadmap_id = $1 order by l.position",
        roadmap.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Row::stored).collect())
}

/// What the office returned in the round before `round`; nothing where that one was approved.
pub async fn returned_before(
    db: &mut PgConnection,
    task: TaskId,
    unit: UnitId,
    round: i32,
) -> Result<Vec<Stored>, AppError> {
    let rows = sqlx::query_as!(
        Row,
        "select l.id, l.milestone_id, l.title, l.deliverable, l.due, l.verdict, l.comment, null::date as baseline
         from roadmap_lines l join roadmaps r on r.id = l.roadmap_id
         where r.task_id = $1 and r.unit_id = $2 and r.round = $3 - 1 and r.standing = 'returned'
           and l.verdict = 'returned'
         order by l.position",
        task.0,
        unit.0,
        round,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Row::stored).collect())
}

/// The unit's steps that are not done, as lines: where a new round begins. The first lead begins with those of the sheet.
pub async fn steps(db: &mut PgConnection, task: TaskId, unit: UnitId) -> Result<Vec<Stored>, AppError> {
    let rows = sqlx::query_as!(
        Row,
        "select gen_random_uuid() as \"id!\", m.id as \"milestone_id?\", m.title, m.deliverable, m.due,
                null as verdict, '' as \"comment!\", m.baseline
         from milestones m
         where m.task_id = $1 and m.done_on is null
           and (m.unit_id = $2 or m.unit_id is null and exists (
                select 1 from task_units tu where tu.task_id = $1 and tu.unit_id = $2 and tu.role = 'lead'))
         order by m.position",
        task.0,
        unit.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Row::stored).collect())
}

struct Row {
    id: Uuid,
    milestone_id: Option<Uuid>,
    title: String,
    deliverable: String,
    due: Option<NaiveDate>,
    verdict: Option<String>,
    comment: String,
    baseline: Option<NaiveDate>,
}

impl Row {
    fn stored(self) -> Stored {
        Stored {
            id: RoadmapLineId(self.id),
            milestone: self.milestone_id.map(MilestoneId),
            title: self.title,
            deliverable: self.deliverable,
            due: self.due,
            verdict: self.verdict.as_deref().and_then(Verdict::from_code),
            comment: self.comment,
            baseline: self.baseline,
        }
    }
}
