//! What hangs on tasks: units, classes, unmatched names, sources, milestones. A kind of which nothing was written costs no
//! statement.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Entry, Names};
use crate::{
    features::{lights::commands::refresh, tasks::content::WrittenMilestone},
    server::database::Tx,
    shared::{
        error::AppError,
        ids::{MilestoneId, UnitId},
    },
};

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

/// Writes what hangs on tasks that are there already anew. Units that the office named for an open class stay as long as
/// the class does; milestones stay the rows they are.
pub async fn rewrite_parts(tx: &mut Tx<'_>, entries: &[Entry<'_>], names: &Names) -> Result<(), AppError> {
    let tasks: Vec<Uuid> = entries.iter().map(|entry| entry.id.0).collect();
    delete_parts(tx, &tasks).await?;
    insert_units(tx, entries, names).await?;
    insert_classes(tx, entries, names).await?;
    sqlx::query!(
        "delete from task_units tu where task_id = any($1) and class_id is not null
         and not exists (select 1 from task_classes tc where tc.task_id = tu.task_id and tc.class_id = tu.class_id)",
        &tasks,
    )
    .execute(&mut **tx)
    .await?;
    insert_unmatched(tx, entries).await?;
    insert_sources(tx, entries).await?;
    let known = stored_milestones(tx, &tasks).await?;
    let kept = write_milestones(tx, entries, known).await?;
    sqlx::query!("delete from milestones where task_id = any($1) and not id = any($2)", &tasks, &kept)
        .execute(&mut **tx)
        .await?;
    refresh(tx, &tasks).await
}

async fn delete_parts(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<(), AppError> {
    sqlx::query!(
        "delete from task_units tu where task_id = any($1)
         and not exists (select 1 from unit_classes c where c.id = tu.class_id and not c.closed)",
        tasks,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from task_classes where task_id = any($1)", tasks).execute(&mut **tx).await?;
    sqlx::query!("delete from task_unmatched where task_id = any($1)", tasks).execute(&mut **tx).await?;
    sqlx::query!("delete from task_sources where task_id = any($1)", tasks).execute(&mut **tx).await?;
    Ok(())
}

/// Inserts units, classes, sources and milestones of new tasks. What these are judged by stands in their rows already
/// ([`TaskContent::first_open_day`](crate::features::tasks::content::TaskContent::first_open_day)).
pub async fn insert_parts(tx: &mut Tx<'_>, entries: &[Entry<'_>], names: &Names) -> Result<(), AppError> {
    insert_units(tx, entries, names).await?;
    insert_classes(tx, entries, names).await?;
    insert_unmatched(tx, entries).await?;
    insert_sources(tx, entries).await?;
    write_milestones(tx, entries, HashMap::new()).await?;
    Ok(())
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
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::uuid[])
         on conflict (task_id, unit_id) do update
         set role = excluded.role, duty = excluded.duty, position = excluded.position, class_id = excluded.class_id",
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

/// Writes the milestones in their order and returns their ids. One that is there already stays the same row, whatever is
/// written about it now: its baseline, its reports and whose it is hang on it.
async fn write_milestones(
    tx: &mut Tx<'_>,
    entries: &[Entry<'_>],
    mut known: HashMap<Uuid, Vec<StoredMilestone>>,
) -> Result<Vec<Uuid>, AppError> {
    let (mut ids, mut tasks, mut positions, mut titles) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut dues, mut kinds, mut words) = (Vec::<Option<NaiveDate>>::new(), Vec::new(), Vec::new());
    for entry in entries {
        let mut known = known.remove(&entry.id.0).unwrap_or_default();
        for (position, milestone) in (1..).zip(&entry.content.milestones) {
            ids.push(same_milestone(&mut known, milestone, position).unwrap_or_else(|| MilestoneId::new().0));
            tasks.push(entry.id.0);
            positions.push(position);
            titles.push(milestone.title.clone());
            dues.push(milestone.due);
            kinds.push(milestone.kind.code().to_owned());
            words.push(milestone.due_text.clone());
        }
    }
    if tasks.is_empty() {
        return Ok(ids);
    }
    sqlx::query!(
        "insert into milestones (id, task_id, position, title, due, due_kind, due_text)
         select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::date[], $6::text[], $7::text[])
         on conflict (id) do update
         set position = excluded.position, title = excluded.title, due = excluded.due, due_kind = excluded.due_kind,
             due_text = excluded.due_text",
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
    Ok(ids)
}

struct StoredMilestone {
    id: Uuid,
    position: i32,
    title: String,
    due: Option<NaiveDate>,
}

async fn stored_milestones(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<HashMap<Uuid, Vec<StoredMilestone>>, AppError> {
    let rows = sqlx::query!(
        "select id, task_id, position, title, due from milestones where task_id = any($1) order by position",
        tasks,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut known: HashMap<Uuid, Vec<StoredMilestone>> = HashMap::new();
    for row in rows {
        let milestone = StoredMilestone { id: row.id, position: row.position, title: row.title, due: row.due };
        known.entry(row.task_id).or_default().push(milestone);
    }
    Ok(known)
}

/// Takes the stored milestone that is meant out of `known`: the same words and day, else the same words, else the same
/// place.
fn same_milestone(known: &mut Vec<StoredMilestone>, milestone: &WrittenMilestone, position: i32) -> Option<Uuid> {
    let find = |fits: &dyn Fn(&StoredMilestone) -> bool| known.iter().position(fits);
    let at = find(&|stored| stored.title == milestone.title && stored.due == milestone.due)
        .or_else(|| find(&|stored| stored.title == milestone.title))
        .or_else(|| find(&|stored| stored.position == position))?;
    Some(known.remove(at).id)
}
