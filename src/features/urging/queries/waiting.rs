//! What urging leaves waiting for somebody: units to answer, the office to look after red slips without an answer.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::list::{Filter, Line, list};
use crate::{
    features::{
        tasks::model::life::can_direct,
        urging::model::{Level, Matter, answers_for_unit},
    },
    shared::{actor::Actor, error::AppError},
};

/// What waits for one person. What is to be signed for waits there already, as a signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Urges that the person's unit owes an answer.
    pub to_answer: Vec<Line>,
    /// 逾期未回复: red slips past their limit.
    pub unanswered: Vec<Line>,
}

/// So many parts of the list are read: what waits beyond is still there when these are dealt with.
const PARTS: usize = 4;

/// What waits for `actor` today.
pub async fn waiting(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<Waiting, AppError> {
    let mut waiting = Waiting::default();
    if answers_for_unit(actor) {
        let open = first(db, actor, None).await?;
        let is_own = |line: &Line| line.unit == actor.unit && !is_signature(line);
        waiting.to_answer = open.into_iter().filter(is_own).collect();
    }
    if can_direct(actor) {
        let red = first(db, actor, Some(Level::Red)).await?;
        waiting.unanswered = red.into_iter().filter(|line| line.is_unanswered(today)).collect();
    }
    Ok(waiting)
}

/// What waits for an answer, by its limit.
async fn first(db: &PgPool, actor: &Actor, level: Option<Level>) -> Result<Vec<Line>, AppError> {
    let (mut lines, mut filter) = (Vec::new(), Filter { open: true, level, ..Filter::default() });
    for _ in 0..PARTS {
        let part = list(db, actor, filter).await?;
        lines.extend(part.lines);
        filter.after = part.next;
        if filter.after.is_none() {
            break;
        }
    }
    Ok(lines)
}

fn is_signature(line: &Line) -> bool {
    line.about.as_ref().is_some_and(|(matter, ..)| *matter == Matter::Signature)
}

/// How many things [`waiting`] lists.
pub async fn count(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<i64, AppError> {
    Ok(sqlx::query_scalar!(
        "select case when $1 then (
                    select count(*) from urge_standings e join visible_tasks(false, $3) t on t.id = e.task_id
                    where e.unit_id = $3 and e.replied_at is null and e.standing in ('sent', 'received')
                      and e.subject not like 'sign:%') else 0 end
              + case when $2 then (
                    select count(*) from urge_standings e
                    where e.level = 'red' and e.limit_on < $4 and e.replied_at is null
                      and e.standing in ('sent', 'received')) else 0 end as \"count!\"",
        answers_for_unit(actor),
        can_direct(actor),
        actor.unit.0,
        today,
    )
    .fetch_one(db)
    .await?)
}
