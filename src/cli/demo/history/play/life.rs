//! Dispatch, signatures and what is set aside.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    cli::demo::history::stage::Stage,
    features::tasks::commands::life::{
        dispatch::{Dispatch, dispatch as give},
        give_back as back, set_aside, sign as signing,
    },
    shared::ids::CommandKey,
};

type At = DateTime<Utc>;

pub async fn dispatch(stage: &mut Stage, at: At, tasks: &[u16], named: &[(String, String)], note: &str) -> Result<()> {
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(stage.task(*task)?.number.clone());
    }
    let act = stage.office(at).await?;
    let wanted = Dispatch { numbers, named: named.to_vec(), note: note.to_owned() };
    give(&stage.db, &act, CommandKey::new(), &wanted).await?;
    Ok(())
}

pub async fn sign(stage: &mut Stage, at: At, unit: &str, but: &[u16]) -> Result<()> {
    let numbers = sqlx::query_scalar!(
        "select t.number from assignments a join tasks t on t.id = a.task_id join units u on u.id = a.unit_id
         where u.code = $1 and a.ended_at is null and a.signed_at is null and a.returned_at is null
           and t.seq <> all($2) order by t.seq",
        unit,
        &but.iter().map(|seq| i32::from(*seq)).collect::<Vec<_>>(),
    )
    .fetch_all(&stage.db)
    .await?;
    if numbers.is_empty() {
        return Ok(());
    }
    let act = stage.officer(unit, at).await?;
    signing::sign(&stage.db, &act, CommandKey::new(), &numbers).await?;
    Ok(())
}

pub async fn give_back(stage: &mut Stage, at: At, unit: &str, task: u16, why: &str) -> Result<()> {
    let act = stage.officer(unit, at).await?;
    let number = &stage.task(task)?.number;
    back::give_back(&stage.db, &act, CommandKey::new(), number, why).await?;
    Ok(())
}

pub async fn give_again(stage: &mut Stage, at: At, unit: &str, task: u16) -> Result<()> {
    let act = stage.office(at).await?;
    let number = &stage.task(task)?.number;
    back::give_again(&stage.db, &act, CommandKey::new(), number, unit).await?;
    Ok(())
}

pub async fn stop(stage: &mut Stage, at: At, task: u16, why: &str) -> Result<()> {
    let act = stage.office(at).await?;
    let number = &stage.task(task)?.number;
    set_aside::stop(&stage.db, &act, CommandKey::new(), number, why).await?;
    Ok(())
}

pub async fn merge(stage: &mut Stage, at: At, task: u16, into: u16, why: &str) -> Result<()> {
    let act = stage.office(at).await?;
    let (number, into) = (&stage.task(task)?.number, &stage.task(into)?.number);
    set_aside::merge(&stage.db, &act, CommandKey::new(), number, into, why).await?;
    Ok(())
}
