//! Writing tasks and what hangs on them, many at a time: one statement a table whether it is one task or ten thousand.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    features::tasks::content::TaskContent,
    server::database::Tx,
    shared::{
        error::AppError,
        ids::{MilestoneId, PlanId, TaskId, UnitId},
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
    /// Reads all units, and the members of the closed classes.
    pub async fn read(tx: &mut Tx<'_>) -> Result<Self, AppError> {
        let units = sqlx::query!("select id, code, short_name from units").fetch_all(&mut **tx).await?;
        let classes = sqlx::query!(
            "select c.id, c.code, array(select u.code from unit_class_members m join units u on u.id = m.unit_id
                                        where m.class_id = c.id order by u.sort_order, u.code) as \"members!\"
             from unit_classes c",
        )
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
        let units = [&content.lead].into_iter().chain(&content.co_leads).chain(&content.participants);
        units.into_iter().all(|code| self.units.contains_key(code))
            && content.classes.iter().all(|class| self.classes.contains_key(&class.code))
    }

    fn short_names<'a>(&'a self, content: &'a TaskContent) -> Vec<&'a str> {
        [&content.lead]
            .into_iter()
            .chain(&content.co_leads)
            .chain(&content.participants)
            .filter_map(|code| self.units.get(code).map(|(_, name)| name.as_str()))
            .collect()
    }
}

fn unknown(code: &str) -> AppError {
    tracing::warn!(code, "a task names a unit or class that is not there");
    AppError::Conflict
}

/// Inserts new tasks with everything that hangs on them.
pub async fn insert(
    tx: &mut Tx<'_>,
    plan: PlanId,
    entries: &[Entry<'_>],
    names: &Names,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let column =
        |pick: fn(&TaskContent) -> &str| entries.iter().map(|e| pick(e.content).to_owned()).collect::<Vec<_>>();
    let dues: Vec<Option<NaiveDate>> = entries.iter().map(|entry| entry.content.due).collect();
    let vectors: Vec<String> = entries
        .iter()
        .map(|entry| entry.content.search_vector(&entry.number, &names.short_names(entry.content)))
        .collect();
    sqlx::query!(
        "insert into tasks (id, plan_id, seq, number, field, title, content, deadline_kind, original_due, current_due,
                            deadline_text, note, progress, search, created_at, updated_at)
         select id, $1, seq, number, field, title, content, kind, due, due, words, note, progress, search::tsvector, $2, $2
         from unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[],
                     $11::text[], $12::text[], $13::text[], $14::text[])
              t (id, seq, number, field, title, content, kind, due, words, note, progress, search)",
        plan.0,
        at,
        &entries.iter().map(|entry| entry.id.0).collect::<Vec<_>>(),
        &entries.iter().map(|entry| entry.content.seq).collect::<Vec<_>>(),
        &entries.iter().map(|entry| entry.number.clone()).collect::<Vec<_>>(),
        &column(|content| &content.field),
        &column(|content| &content.title),
        &column(|content| &content.content),
        &column(|content| content.deadline_kind.code()),
        &dues as &[Option<NaiveDate>],
        &column(|content| &content.deadline_text),
        &column(|content| &content.note),
        &column(|content| &content.progress),
        &vectors,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes one existing task anew; its original due date stays what it was once there was one.
pub async fn update(tx: &mut Tx<'_>, entry: &Entry<'_>, names: &Names, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let content = entry.content;
    sqlx::query!(
        "update tasks set seq = $2, number = $3, field = $4, title = $5, content = $6, deadline_kind = $7,
                original_due = case when $8::date is null then null else coalesce(original_due, $8) end,
                current_due = $8, deadline_text = $9, note = $10, progress = $11, search = $12::text::tsvector,
                updated_at = $13, version = version + 1
         where id = $1",
        entry.id.0,
        content.seq,
        entry.number,
        content.field,
        content.title,
        content.content,
        content.deadline_kind.code(),
        content.due,
        content.deadline_text,
        content.note,
        content.progress,
        content.search_vector(&entry.number, &names.short_names(content)),
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The units with a part in each of the tasks.
pub type Parts = HashMap<Uuid, Vec<Uuid>>;

/// Reads who has a part in the tasks; before and after a change, to tell who lost it.
pub async fn parts(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Parts, AppError> {
    let rows = sqlx::query!(
        "select task_id, array_agg(unit_id) as \"units!\" from task_units where task_id = any($1) group by task_id",
        tasks,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.task_id, row.units)).collect())
}

/// Units that had a part in `task` and have none now.
pub fn who_left(task: Uuid, had: &Parts, have: &Parts) -> Vec<UnitId> {
    let now = have.get(&task).map(Vec::as_slice).unwrap_or_default();
    let before = had.get(&task).into_iter().flatten();
    before.filter(|unit| !now.contains(unit)).map(|unit| UnitId(*unit)).collect()
}

/// Removes what hangs on the tasks, before [`insert_parts`] writes it anew.
pub async fn delete_parts(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<(), AppError> {
    sqlx::query!("delete from task_units where task_id = any($1)", tasks).execute(&mut **tx).await?;
    sqlx::query!("delete from task_classes where task_id = any($1)", tasks).execute(&mut **tx).await?;
    sqlx::query!("delete from task_unmatched where task_id = any($1)", tasks).execute(&mut **tx).await?;
    sqlx::query!("delete from task_sources where task_id = any($1)", tasks).execute(&mut **tx).await?;
    sqlx::query!("delete from milestones where task_id = any($1)", tasks).execute(&mut **tx).await?;
    Ok(())
}

/// Inserts units, classes, sources and milestones of the tasks.
pub async fn insert_parts(tx: &mut Tx<'_>, entries: &[Entry<'_>], names: &Names) -> Result<(), AppError> {
    insert_units(tx, entries, names).await?;
    insert_classes(tx, entries, names).await?;
    insert_unmatched(tx, entries).await?;
    insert_sources(tx, entries).await?;
    insert_milestones(tx, entries).await
}

async fn insert_units(tx: &mut Tx<'_>, entries: &[Entry<'_>], names: &Names) -> Result<(), AppError> {
    let (mut tasks, mut units, mut roles, mut duties, mut positions, mut classes) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::<Option<Uuid>>::new());
    for entry in entries {
        let mut seen = std::collections::HashSet::new();
        let mut push = |code: &str, role: &str, class: Option<Uuid>| -> Result<(), AppError> {
            if seen.insert(code.to_owned()) {
                tasks.push(entry.id.0);
                units.push(names.unit(code)?);
                roles.push(role.to_owned());
                duties.push(entry.content.duties.get(code).cloned().unwrap_or_default());
                positions.push(seen.len() as i32);
                classes.push(class);
            }
            Ok(())
        };
        push(&entry.content.lead, "lead", None)?;
        for code in &entry.content.co_leads {
            push(code, "co_lead", None)?;
        }
        for code in &entry.content.participants {
            push(code, "participant", None)?;
        }
        for written in &entry.content.classes {
            let (class, members) = names.class(&written.code)?;
            for code in members {
                push(code, "participant", Some(*class))?;
            }
        }
    }
    sqlx::query!(
        "insert into task_units (task_id, unit_id, role, duty, position, class_id)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::uuid[])",
        &tasks,
        &units,
        &roles,
        &duties,
        &positions,
        &classes as &[Option<Uuid>],
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_classes(tx: &mut Tx<'_>, entries: &[Entry<'_>], names: &Names) -> Result<(), AppError> {
    let (mut tasks, mut positions, mut classes, mut written) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        for (position, class) in (1..).zip(&entry.content.classes) {
            tasks.push(entry.id.0);
            positions.push(position);
            classes.push(names.class(&class.code)?.0);
            written.push(class.written.clone());
        }
    }
    if tasks.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into task_classes (task_id, position, class_id, written)
         select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[])",
        &tasks,
        &positions,
        &classes,
        &written,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_unmatched(tx: &mut Tx<'_>, entries: &[Entry<'_>]) -> Result<(), AppError> {
    let (mut tasks, mut positions, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        for (position, text) in (1..).zip(&entry.content.unmatched) {
            tasks.push(entry.id.0);
            positions.push(position);
            written.push(text.clone());
        }
    }
    if tasks.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into task_unmatched (task_id, position, written) select * from unnest($1::uuid[], $2::int[], $3::text[])",
        &tasks,
        &positions,
        &written,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_sources(tx: &mut Tx<'_>, entries: &[Entry<'_>]) -> Result<(), AppError> {
    let (mut tasks, mut positions, mut documents, mut clauses) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        for (position, source) in (1..).zip(&entry.content.sources) {
            tasks.push(entry.id.0);
            positions.push(position);
            documents.push(source.document.clone());
            clauses.push(source.clause.clone());
        }
    }
    if tasks.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into task_sources (task_id, position, document, clause)
         select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[])",
        &tasks,
        &positions,
        &documents,
        &clauses,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_milestones(tx: &mut Tx<'_>, entries: &[Entry<'_>]) -> Result<(), AppError> {
    let (mut ids, mut tasks, mut positions, mut titles) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut dues, mut kinds, mut words) = (Vec::<Option<NaiveDate>>::new(), Vec::new(), Vec::new());
    for entry in entries {
        for (position, milestone) in (1..).zip(&entry.content.milestones) {
            ids.push(MilestoneId::new().0);
            tasks.push(entry.id.0);
            positions.push(position);
            titles.push(milestone.title.clone());
            dues.push(milestone.due);
            kinds.push(milestone.kind.code().to_owned());
            words.push(milestone.due_text.clone());
        }
    }
    if tasks.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into milestones (id, task_id, position, title, due, due_kind, due_text)
         select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::date[], $6::text[], $7::text[])",
        &ids,
        &tasks,
        &positions,
        &titles,
        &dues as &[Option<NaiveDate>],
        &kinds,
        &words,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
