//! The ladder's step for one task: what applies today and was not sent is sent, in one transaction with its notices and
//! its events.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::{
        activity::{
            commands::{Who, record_as},
            model::{BY_ITSELF, NewEvent, Object},
        },
        lights::model::Rule,
        notifications::{
            commands::notify::notify,
            model::{Audience, Notice, Topic},
        },
        urging::{
            model::{Level, Matter, ladder::new_limit},
            queries::matters::{self, Open},
        },
    },
    server::database::Tx,
    shared::{error::AppError, ids::TaskId, locale::Locale, time, working_days::WorkingDays},
};

/// The moment of a round.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    pub at: DateTime<Utc>,
    /// The office's day.
    pub today: NaiveDate,
    pub rule: &'a Rule,
    pub calendar: &'a WorkingDays,
}

/// No task's transaction sends more; the rest follows in the next round.
const MOST: usize = 200;

/// Sends what is due about all tasks, one transaction each. Returns how many urges were sent.
///
/// # Errors
/// The last one of the tasks that failed. All others have been served.
pub async fn climb_all(db: &PgPool, round: Round<'_>) -> Result<usize, AppError> {
    let open = matters::open(db, round.today, round.rule, round.calendar, None).await?;
    let due = open.iter().filter(|open| open.next(round.today, round.rule, round.calendar).is_some());
    // In the order of their numbers.
    let mut tasks: Vec<TaskId> = due.map(|open| open.task).collect();
    tasks.dedup();
    let (mut sent, mut failed) = (0, None);
    for task in tasks {
        match climb(db, round, task).await {
            Ok(urges) => sent += urges,
            // The others are served all the same.
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(sent), Err)
}

/// Sends what is due about this task. Returns how many urges were sent now. Nothing is sent twice, whoever else does the
/// same at the same moment: the task is locked before it is looked at.
///
/// # Errors
/// Only what the database says.
pub async fn climb(db: &PgPool, round: Round<'_>, task: TaskId) -> Result<usize, AppError> {
    let mut tx = db.begin().await?;
    sqlx::query_scalar!("select id from tasks where id = $1 for update", task.0).fetch_optional(&mut *tx).await?;
    let open = matters::open(&mut *tx, round.today, round.rule, round.calendar, Some(task)).await?;
    let due: Vec<(&Open, Level)> = open
        .iter()
        .filter_map(|open| Some((open, open.next(round.today, round.rule, round.calendar)?)))
        .take(MOST)
        .collect();
    let mut sent = 0;
    for (open, level) in due {
        if send(&mut tx, round, task, open, level).await? {
            sent += 1;
        }
    }
    tx.commit().await?;
    Ok(sent)
}

/// Returns whether it was sent now.
async fn send(tx: &mut Tx<'_>, round: Round<'_>, task: TaskId, open: &Open, level: Level) -> Result<bool, AppError> {
    let limit = new_limit(level, open.of.day, round.today, round.calendar);
    let new = sqlx::query!(
        "insert into urges (id, task_id, unit_id, level, subject, due, what, limit_on, sent_at, sent_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (subject, unit_id, level) do nothing",
        Uuid::now_v7(),
        task.0,
        open.unit.0,
        level.code(),
        open.subject,
        open.of.day,
        open.what,
        limit,
        round.at,
        round.today,
    )
    .execute(&mut **tx)
    .await?;
    if new.rows_affected() == 0 {
        return Ok(false);
    }
    notify(tx, round.at, &notices(task, open, level, limit)).await?;
    let who = Who { person: None, name: BY_ITSELF, address: "", request_id: "", at: round.at };
    let object = Object::new("task", task.0, open.number.clone());
    // As the office writes it; the record keeps words, not codes.
    let after = json!({
        "unit": open.unit_name,
        "level": level.label(Locale::Chinese),
        "about": open.of.matter.sentence(&open.what, open.of.day, Locale::Chinese),
        "limit_on": time::day(limit),
    });
    record_as(tx, &who, NewEvent::new("task.urged", object).after(&after)).await?;
    Ok(true)
}

/// Whom it concerns. What is to be signed for concerns the whole unit and the office. Blue and yellow go to the liaison
/// officers, red to the head too; where there is no liaison officer, everything goes to the head.
fn notices(task: TaskId, open: &Open, level: Level, limit: NaiveDate) -> Vec<Notice<'_>> {
    let all = open.of.matter == Matter::Signature || level == Level::Red || !open.has_liaison;
    let audience = if all { Audience::Unit(open.unit) } else { Audience::Liaisons(open.unit) };
    let topic = open.of.matter.topic(level);
    let day = if topic == Topic::SignOverdue { open.of.day } else { limit };
    let notice = |audience: Audience| Notice {
        topic,
        task: Some((task, &open.number)),
        audience,
        args: json!({
            "unit": open.unit_name,
            "title": open.title,
            "what": open.what,
            "due": time::day(open.of.day),
            "day": time::day(day),
        }),
        urgent: level.is_urgent(),
        dedupe: format!("urge:{}:{}:{}", open.subject, open.unit, level.code()),
    };
    let office = (open.of.matter == Matter::Signature).then_some(Audience::Office);
    [Some(audience), office].into_iter().flatten().map(notice).collect()
}
