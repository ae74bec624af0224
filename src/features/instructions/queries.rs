//! Reads of instructions, on tasks that the actor may see.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::model::{REPLY_DAYS, Stage, can_give, can_list, can_stand_in, is_late};
use crate::{
    features::tasks::{model::can_read_tasks, queries::sight},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::{InstructionId, PersonId, TaskId, UnitId},
        paging::{Cursor, OpenFirst, cut},
        time,
    },
};

/// Rows of a page of the list.
pub const PAGE: usize = 50;
/// No more instructions are read for one task, or for one person.
const OF_TASK: i64 = 100;

/// An instruction with its replies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    pub id: InstructionId,
    pub task: TaskId,
    pub number: String,
    pub title: String,
    /// 第一牵头, who answers: id and short name.
    pub lead: Option<UnitId>,
    pub lead_name: String,
    pub text: String,
    pub leader: PersonId,
    pub leader_name: String,
    pub given_on: NaiveDate,
    pub given_at: DateTime<Utc>,
    /// Who entered it, where that was not the leader.
    pub entered_by: Option<String>,
    pub reply_due: NaiveDate,
    /// The text of the instruction that it follows.
    pub follows: Option<String>,
    pub stage: Stage,
    /// When, and by whom.
    pub closed: Option<(DateTime<Utc>, String)>,
    pub close_reason: String,
    pub version: i64,
    /// In their order.
    pub replies: Vec<Reply>,
}

/// 回复
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub unit: String,
    pub person: String,
    pub at: DateTime<Utc>,
    pub text: String,
    pub late: bool,
}

/// The instructions on a task, the open ones first, then the newest.
pub async fn of_task(db: &PgPool, actor: &Actor, task: TaskId) -> Result<Vec<Instruction>, AppError> {
    read(db, actor, &Wanted { task: Some(task.0), ..Wanted::many(OF_TASK) }).await
}

/// One instruction.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or none for this actor.
pub async fn find(db: &PgPool, actor: &Actor, id: InstructionId) -> Result<Instruction, AppError> {
    if !can_read_tasks(actor) {
        return Err(AppError::NotFound);
    }
    read(db, actor, &Wanted { id: Some(id.0), ..Wanted::many(1) }).await?.pop().ok_or(AppError::NotFound)
}

/// A page of the list, and where the next one begins: all for the office, their own for leaders.
///
/// # Errors
/// [`AppError::NotFound`] for who may not read it.
pub async fn list(
    db: &PgPool,
    actor: &Actor,
    after: Option<OpenFirst>,
) -> Result<(Vec<Instruction>, Option<OpenFirst>), AppError> {
    if !can_list(actor) {
        return Err(AppError::NotFound);
    }
    let leader = (!can_stand_in(actor)).then_some(actor.person.0);
    let mut rows = read(db, actor, &Wanted { leader, after, ..Wanted::many(PAGE as i64 + 1) }).await?;
    let last = if cut(&mut rows, PAGE) { rows.last() } else { None };
    let next =
        last.map(|last| OpenFirst { open: last.stage.is_open(), place: Cursor { at: last.given_at, id: last.id.0 } });
    Ok((rows, next))
}

/// What waits for the actor: for a unit's liaison officers and head what it has to answer, for a leader the replies to take
/// note of. By the day that the reply is due.
pub async fn waiting(db: &PgPool, actor: &Actor) -> Result<Vec<Instruction>, AppError> {
    let many = || Wanted { open: true, ..Wanted::many(OF_TASK) };
    let mut found = Vec::new();
    if actor.roles.any(&[Role::UnitHead, Role::Liaison]) {
        found.extend(read(db, actor, &Wanted { lead: Some(actor.unit.0), answered: Some(false), ..many() }).await?);
    }
    if can_give(actor) {
        found.extend(read(db, actor, &Wanted { leader: Some(actor.person.0), answered: Some(true), ..many() }).await?);
    }
    found.sort_by_key(|instruction| (instruction.reply_due, instruction.id));
    Ok(found)
}

/// How many instructions [`waiting`] lists.
pub async fn count(db: &PgPool, actor: &Actor) -> Result<i64, AppError> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from instructions i
         cross join lateral (select exists (select 1 from instruction_replies r where r.instruction_id = i.id)) a (answered)
         where i.closed_at is null
           and (not a.answered and $1
                    and exists (select 1 from task_units tu
                                where tu.task_id = i.task_id and tu.unit_id = $2 and tu.role = 'lead')
                or a.answered and $3 and i.leader_id = $4)",
        actor.roles.any(&[Role::UnitHead, Role::Liaison]),
        actor.unit.0,
        can_give(actor),
        actor.person.0,
    )
    .fetch_one(db)
    .await?)
}

/// The leaders whose instructions the office can enter: id and name.
pub async fn leaders(db: &PgPool) -> Result<Vec<(PersonId, String)>, AppError> {
    let rows = sqlx::query!(
        "select p.id, p.name from people p join person_roles r on r.person_id = p.id and r.role = 'leader'
         where p.disabled_at is null order by p.account",
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (PersonId(row.id), row.name)).collect())
}

/// The day that a reply is due when nobody says otherwise.
pub async fn usual_reply_due(db: &PgPool, today: NaiveDate) -> Result<NaiveDate, AppError> {
    Ok(sqlx::query_scalar!("select add_working_days($1, $2) as \"day!\"", today, REPLY_DAYS).fetch_one(db).await?)
}

/// Which instructions are read.
struct Wanted {
    id: Option<Uuid>,
    task: Option<Uuid>,
    leader: Option<Uuid>,
    /// On tasks of which this unit is the first lead.
    lead: Option<Uuid>,
    open: bool,
    answered: Option<bool>,
    after: Option<OpenFirst>,
    limit: i64,
}

impl Wanted {
    const fn many(limit: i64) -> Self {
        Self { id: None, task: None, leader: None, lead: None, open: false, answered: None, after: None, limit }
    }
}

async fn read(db: &PgPool, actor: &Actor, wanted: &Wanted) -> Result<Vec<Instruction>, AppError> {
    let (sees_all, unit) = sight(actor);
    let rows = sqlx::query!(
        "select i.id, i.text, i.leader_id, i.given_on, i.given_by, i.given_at, i.reply_due, i.closed_at, i.close_reason,
                i.version, t.id as \"task!\", t.number as \"number!\", t.title as \"title!\", l.name as leader_name,
                e.name as entered_by, c.name as \"closed_by?\", f.text as \"follows?\", tu.unit_id as \"lead?\",
                u.short_name as \"lead_name?\"
         from instructions i
         join visible_tasks($1, $2) t on t.id = i.task_id
         join people l on l.id = i.leader_id join people e on e.id = i.given_by
         left join people c on c.id = i.closed_by left join instructions f on f.id = i.follows_id
         left join task_units tu on tu.task_id = t.id and tu.role = 'lead' left join units u on u.id = tu.unit_id
         where ($3::uuid is null or i.id = $3) and ($4::uuid is null or i.task_id = $4)
           and ($5::uuid is null or i.leader_id = $5) and ($6::uuid is null or tu.unit_id = $6)
           and (not $7 or i.closed_at is null)
           and ($8::boolean is null
                or $8 = exists (select 1 from instruction_replies r where r.instruction_id = i.id))
           and ($9::boolean is null
                or ((i.closed_at is null), i.given_at, i.id) < ($9, $10::timestamptz, $11::uuid))
         order by (i.closed_at is null) desc, i.given_at desc, i.id desc limit $12",
        sees_all,
        unit,
        wanted.id,
        wanted.task,
        wanted.leader,
        wanted.lead,
        wanted.open,
        wanted.answered,
        wanted.after.map(|after| after.open),
        wanted.after.map(|after| after.place.at),
        wanted.after.map(|after| after.place.id),
        wanted.limit,
    )
    .fetch_all(db)
    .await?;
    let mut found: Vec<Instruction> = rows
        .into_iter()
        .map(|row| Instruction {
            id: InstructionId(row.id),
            task: TaskId(row.task),
            number: row.number,
            title: row.title,
            lead: row.lead.map(UnitId),
            lead_name: row.lead_name.unwrap_or_default(),
            text: row.text,
            leader: PersonId(row.leader_id),
            leader_name: row.leader_name,
            given_on: row.given_on,
            given_at: row.given_at,
            entered_by: (row.given_by != row.leader_id).then_some(row.entered_by),
            reply_due: row.reply_due,
            follows: row.follows,
            stage: Stage::of(false, row.closed_at.is_some()),
            closed: row.closed_at.zip(row.closed_by),
            close_reason: row.close_reason,
            version: row.version,
            replies: Vec::new(),
        })
        .collect();
    add_replies(db, &mut found).await?;
    Ok(found)
}

async fn add_replies(db: &PgPool, instructions: &mut [Instruction]) -> Result<(), AppError> {
    let ids: Vec<Uuid> = instructions.iter().map(|instruction| instruction.id.0).collect();
    let rows = sqlx::query!(
        "select r.instruction_id, r.text, r.at, u.short_name as unit, p.name as person
         from instruction_replies r join units u on u.id = r.unit_id join people p on p.id = r.person_id
         where r.instruction_id = any($1) order by r.at, r.id",
        &ids,
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let Some(of) = instructions.iter_mut().find(|instruction| instruction.id.0 == row.instruction_id) else {
            continue;
        };
        of.stage = Stage::of(true, of.closed.is_some());
        let late = is_late(of.reply_due, time::office_day(row.at));
        of.replies.push(Reply { unit: row.unit, person: row.person, at: row.at, text: row.text, late });
    }
    Ok(())
}
