//! Writing tasks and what hangs on them, many at a time: one statement a table whether it is one task or ten thousand.

mod parts;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub use self::parts::{insert_parts, parts, rewrite_parts, who_left};
use crate::{
    features::tasks::{content::TaskContent, queries::contents},
    server::database::Tx,
    shared::{
        error::AppError,
        ids::{PlanId, TaskId},
    },
};

/// Units and classes by code, as the store needs them.
pub struct Names {
    units: HashMap<String, (Uuid, String)>,
    classes: HashMap<String, (Uuid, Vec<String>)>,
}

/// A task about to be written.
pub struct Entry<'a> {
    pub id: TaskId,
    pub number: String,
    pub content: &'a TaskContent,
}

impl Names {
    /// Reads the units and classes that these tasks name, and the members of the classes.
    pub async fn of(tx: &mut Tx<'_>, contents: impl IntoIterator<Item = &TaskContent>) -> Result<Self, AppError> {
        let (mut units, mut classes) = (HashSet::new(), HashSet::new());
        for content in contents {
            units.extend(named(content).cloned());
            classes.extend(content.classes.iter().map(|class| class.code.clone()));
        }
        let classes = if classes.is_empty() { Vec::new() } else { with_members(tx, Vec::from_iter(classes)).await? };
        units.extend(classes.iter().flat_map(|class| class.members.iter().cloned()));
        let units = sqlx::query!("select id, code, short_name from units where code = any($1)", &Vec::from_iter(units))
            .fetch_all(&mut **tx)
            .await?;
        Ok(Self {
            units: units.into_iter().map(|unit| (unit.code, (unit.id, unit.short_name))).collect(),
            classes: classes.into_iter().map(|class| (class.code, (class.id, class.members))).collect(),
        })
    }

    fn unit(&self, code: &str) -> Result<Uuid, AppError> {
        self.units.get(code).map(|(id, _)| *id).ok_or_else(|| unknown(code))
    }

    fn class(&self, code: &str) -> Result<&(Uuid, Vec<String>), AppError> {
        self.classes.get(code).ok_or_else(|| unknown(code))
    }

    /// Whether all units and classes of the task exist; a form may name one that was removed meanwhile.
    pub fn knows(&self, content: &TaskContent) -> bool {
        named(content).all(|code| self.units.contains_key(code))
            && content.classes.iter().all(|class| self.classes.contains_key(&class.code))
    }

    fn short_names<'a>(&'a self, content: &'a TaskContent) -> Vec<&'a str> {
        named(content).filter_map(|code| self.units.get(code).map(|(_, name)| name.as_str())).collect()
    }
}

/// A class with the codes of its members.
struct Class {
    id: Uuid,
    code: String,
    members: Vec<String>,
}

async fn with_members(tx: &mut Tx<'_>, codes: Vec<String>) -> Result<Vec<Class>, AppError> {
    Ok(sqlx::query_as!(
        Class,
        "select c.id, c.code, array(select u.code from unit_class_members m join units u on u.id = m.unit_id
                                    where m.class_id = c.id order by u.sort_order, u.code) as \"members!\"
         from unit_classes c where c.code = any($1)",
        &codes,
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// The codes of the units that a task names one by one.
fn named(content: &TaskContent) -> impl Iterator<Item = &String> {
    [&content.lead].into_iter().chain(&content.co_leads).chain(&content.participants)
}

fn unknown(code: &str) -> AppError {
    tracing::warn!(code, "a task names a unit or class that is not there");
    AppError::Conflict
}

/// The columns that insertion and change both write, one array each.
struct Columns {
    ids: Vec<Uuid>,
    seqs: Vec<i32>,
    numbers: Vec<String>,
    fields: Vec<String>,
    titles: Vec<String>,
    contents: Vec<String>,
    kinds: Vec<String>,
    dues: Vec<Option<NaiveDate>>,
    open: Vec<Option<NaiveDate>>,
    words: Vec<String>,
    notes: Vec<String>,
    progress: Vec<String>,
    vectors: Vec<String>,
}

impl Columns {
    fn of(entries: &[Entry<'_>], names: &Names) -> Self {
        let texts =
            |pick: fn(&TaskContent) -> &str| entries.iter().map(|e| pick(e.content).to_owned()).collect::<Vec<_>>();
        let vector = |entry: &Entry<'_>| entry.content.search_vector(&entry.number, &names.short_names(entry.content));
        Self {
            ids: entries.iter().map(|entry| entry.id.0).collect(),
            seqs: entries.iter().map(|entry| entry.content.seq).collect(),
            numbers: entries.iter().map(|entry| entry.number.clone()).collect(),
            fields: texts(|content| &content.field),
            titles: texts(|content| &content.title),
            contents: texts(|content| &content.content),
            kinds: texts(|content| content.deadline_kind.code()),
            dues: entries.iter().map(|entry| entry.content.due).collect(),
            open: entries.iter().map(|entry| entry.content.first_open_day()).collect(),
            words: texts(|content| &content.deadline_text),
            notes: texts(|content| &content.note),
            progress: texts(|content| &content.progress),
            vectors: entries.iter().map(vector).collect(),
        }
    }
}

/// Inserts new tasks without what hangs on them.
pub async fn insert(
    tx: &mut Tx<'_>,
    plan: PlanId,
    entries: &[Entry<'_>],
    names: &Names,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let columns = Columns::of(entries, names);
    sqlx::query!(
        "insert into tasks (id, plan_id, seq, number, field, title, content, deadline_kind, original_due, current_due,
                            open_due, deadline_text, note, progress, search, created_at, updated_at)
         select id, $1, seq, number, field, title, content, kind, due, due, open, words, note, progress,
                search::tsvector, $2, $2
         from unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[],
                     $11::date[], $12::text[], $13::text[], $14::text[], $15::text[])
              t (id, seq, number, field, title, content, kind, due, open, words, note, progress, search)",
        plan.0,
        at,
        &columns.ids,
        &columns.seqs,
        &columns.numbers,
        &columns.fields,
        &columns.titles,
        &columns.contents,
        &columns.kinds,
        &columns.dues as &[Option<NaiveDate>],
        &columns.open as &[Option<NaiveDate>],
        &columns.words,
        &columns.notes,
        &columns.progress,
        &columns.vectors,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes existing tasks anew; the original due date of each stays what it was once there was one.
pub async fn update(
    tx: &mut Tx<'_>,
    entries: &[Entry<'_>],
    names: &Names,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let columns = Columns::of(entries, names);
    sqlx::query!(
        "update tasks set seq = t.seq, number = t.number, field = t.field, title = t.title, content = t.content,
                deadline_kind = t.kind,
                original_due = coalesce(tasks.original_due, t.due), current_due = t.due, deadline_text = t.words, note = t.note, progress = t.progress,
                search = t.search::tsvector, updated_at = $1, version = version + 1
         from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[],
                     $10::text[], $11::text[], $12::text[], $13::text[])
              t (id, seq, number, field, title, content, kind, due, words, note, progress, search)
         where tasks.id = t.id",
        at,
        &columns.ids,
        &columns.seqs,
        &columns.numbers,
        &columns.fields,
        &columns.titles,
        &columns.contents,
        &columns.kinds,
        &columns.dues as &[Option<NaiveDate>],
        &columns.words,
        &columns.notes,
        &columns.progress,
        &columns.vectors,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes note that what hangs on a task changed by another way than the form: its search vector is made anew, and who
/// edits it at the moment is told.
pub async fn refresh_search(tx: &mut Tx<'_>, task: TaskId, at: DateTime<Utc>) -> Result<(), AppError> {
    let stored = contents::by_ids(&mut *tx, &[task.0]).await?.pop().ok_or(AppError::NotFound)?;
    let names = Names::of(tx, [&stored.content]).await?;
    let vector = stored.content.search_vector(&stored.number, &names.short_names(&stored.content));
    sqlx::query!(
        "update tasks set search = $2::text::tsvector, updated_at = $3, version = version + 1 where id = $1",
        task.0,
        vector,
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
