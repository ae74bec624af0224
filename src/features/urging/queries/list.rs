//! Urges as people read them: all, or those of the own unit.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgPool;

use crate::{
    features::{
        tasks::queries::sight,
        urging::model::{Level, Matter, Standing, can_read_urges, is_unanswered},
    },
    shared::{
        actor::Actor,
        error::AppError,
        ids::{TaskId, UnitId, UrgeId},
        locale::Locale,
        paging::{Cursor, cut},
    },
};

/// Urges shown at a time.
const PAGE: i64 = 50;

/// Which urges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this task only.
    pub task: Option<TaskId>,
    pub level: Option<Level>,
    /// Those that wait for an answer, by their limit; otherwise all, newest first.
    pub open: bool,
    /// Behind this one.
    pub after: Option<Cursor>,
}

/// One urge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: UrgeId,
    pub number: String,
    pub title: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub level: Level,
    pub standing: Standing,
    /// What it is about; none where a person urged.
    pub about: Option<(Matter, String, NaiveDate)>,
    pub text: String,
    pub by: Option<String>,
    pub limit_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    pub sent_on: NaiveDate,
    pub received: Option<(DateTime<Utc>, String)>,
    pub replied: Option<(DateTime<Utc>, String)>,
    pub reply: String,
}

impl Line {
    #[must_use]
    pub fn is_unanswered(&self, today: NaiveDate) -> bool {
        is_unanswered(self.level, self.standing, self.limit_on, today)
    }

    /// What is to be done: the person's words, or the matter.
    #[must_use]
    pub fn sentence(&self, locale: Locale) -> String {
        match &self.about {
            Some((matter, what, day)) => matter.sentence(what, *day, locale),
            None => self.text.clone(),
        }
    }
}

/// A part of the list.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub lines: Vec<Line>,
    /// Where the next part begins.
    pub next: Option<Cursor>,
}

/// The urges that `actor` may read.
///
/// # Errors
/// [`AppError::NotFound`] for who may read none.
pub async fn list(db: &PgPool, actor: &Actor, filter: Filter) -> Result<List, AppError> {
    if !can_read_urges(actor) {
        return Err(AppError::NotFound);
    }
    let (sees_all, unit) = sight(actor);
    let mut rows = sqlx::query!(
        "select e.id as \"id!\", t.number as \"number!\", t.title as \"title!\", e.unit_id as \"unit!\",
                u.short_name as unit_name, e.level as \"level!\", e.standing as \"standing!\", e.subject as \"subject!\",
                e.due, e.what as \"what!\", e.text as \"text!\", b.name as \"by?\", e.limit_on as \"limit_on!\",
                e.sent_at as \"sent_at!\", e.sent_on as \"sent_on!\", e.received_at, r.name as \"received_by?\",
                e.replied_at, p.name as \"replied_by?\", e.reply as \"reply!\"
         from urge_standings e
         join visible_tasks($1, $2) t on t.id = e.task_id
         join units u on u.id = e.unit_id
         left join people b on b.id = e.by_person
         left join people r on r.id = e.received_by
         left join people p on p.id = e.replied_by
         where ($1 or e.unit_id = $2) and ($3::uuid is null or e.task_id = $3) and ($4::text is null or e.level = $4)
           and (not $5 or e.replied_at is null and e.standing in ('sent', 'received'))
           and ($6::timestamptz is null
                or case when $5 then (e.limit_on, e.id) > (($6 at time zone 'UTC')::date, $7::uuid)
                        else (e.sent_at, e.id) < ($6, $7::uuid) end)
         order by case when $5 then e.limit_on end, case when $5 then e.id end, e.sent_at desc, e.id desc
         limit $8",
        sees_all,
        unit,
        filter.task.map(|task| task.0),
        filter.level.map(Level::code),
        filter.open,
        filter.after.map(|cursor| cursor.at),
        filter.after.map(|cursor| cursor.id),
        PAGE + 1,
    )
    .fetch_all(db)
    .await?;
    let more = cut(&mut rows, PAGE as usize);
    let lines: Vec<Line> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Line {
                id: UrgeId(row.id),
                number: row.number,
                title: row.title,
                unit: UnitId(row.unit),
                unit_name: row.unit_name,
                level: Level::from_code(&row.level)?,
                standing: Standing::from_code(&row.standing)?,
                about: Matter::of_subject(&row.subject).zip(row.due).map(|(matter, due)| (matter, row.what, due)),
                text: row.text,
                by: row.by,
                limit_on: row.limit_on,
                sent_at: row.sent_at,
                sent_on: row.sent_on,
                received: row.received_at.zip(row.received_by),
                replied: row.replied_at.zip(row.replied_by),
                reply: row.reply,
            })
        })
        .collect();
    let next = lines.last().filter(|_| more).map(|line| Cursor {
        at: if filter.open { line.limit_on.and_time(NaiveTime::MIN).and_utc() } else { line.sent_at },
        id: line.id.0,
    });
    Ok(List { lines, next })
}
