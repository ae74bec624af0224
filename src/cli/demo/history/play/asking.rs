//! Extensions and instructions.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{
    cli::demo::history::{
        moment::day,
        scenes::Asked,
        stage::{Stage, Task},
    },
    features::{
        extensions::{
            commands as extensions,
            inputs::{AskForm, DecideForm},
            model::Decision,
        },
        instructions::{commands as instructions, inputs::GiveForm},
    },
    shared::{
        ids::{CommandKey, InstructionId},
        time,
    },
};

type At = DateTime<Utc>;

/// A day of the script as forms send it.
fn written(text: &str) -> String {
    if text.is_empty() { String::new() } else { time::day(day(text)) }
}

fn form(asked: &Asked) -> AskForm {
    AskForm { cause: asked.cause.to_owned(), progress: asked.progress.to_owned(), asked_due: written(asked.until) }
}

/// The version of the open request.
async fn version(db: &PgPool, task: &Task) -> Result<i64> {
    let version = sqlx::query_scalar!(
        "select version from extensions where task_id = $1 and decided_at is null and withdrawn_at is null",
        task.id.0,
    );
    version.fetch_optional(db).await?.context("an open request")
}

pub async fn ask(stage: &mut Stage, at: At, task: u16, asked: &Asked) -> Result<()> {
    let (task, act) = stage.lead(task, at).await?;
    extensions::ask(&stage.db, &act, CommandKey::new(), &task.number, &form(asked)).await?;
    Ok(())
}

pub async fn confirm(stage: &mut Stage, at: At, task: u16, asked: &Asked) -> Result<()> {
    let task = stage.task(task)?.clone();
    let act = stage.head(&task.lead_code, at).await?;
    let version = version(&stage.db, &task).await?;
    extensions::confirm(&stage.db, &act, CommandKey::new(), &task.number, version, &form(asked)).await?;
    Ok(())
}

pub async fn decide(stage: &mut Stage, at: At, task: u16, decision: Decision, until: &str, reason: &str) -> Result<()> {
    let act = stage.act("fuhe", at).await?;
    let task = stage.task(task)?.clone();
    let version = version(&stage.db, &task).await?;
    let (decision, reason) = (decision.code().to_owned(), reason.to_owned());
    let form = DecideForm { decision, granted_due: written(until), reason };
    extensions::decide(&stage.db, &act, CommandKey::new(), &task.number, version, &form).await?;
    Ok(())
}

/// The task's newest instruction, with its version.
async fn newest(db: &PgPool, task: &Task) -> Result<(InstructionId, i64)> {
    let row = sqlx::query!(
        "select id, version from instructions where task_id = $1 order by given_at desc, id desc limit 1",
        task.id.0,
    );
    let row = row.fetch_optional(db).await?.context("an instruction")?;
    Ok((InstructionId(row.id), row.version))
}

pub async fn instruct(stage: &mut Stage, at: At, task: u16, text: &str, reply_by: &str) -> Result<()> {
    let act = stage.act("lingdao", at).await?;
    let number = &stage.task(task)?.number;
    let form = GiveForm { text: text.to_owned(), reply_due: written(reply_by), ..GiveForm::default() };
    instructions::give(&stage.db, &act, CommandKey::new(), number, &form).await?;
    Ok(())
}

pub async fn answer(stage: &mut Stage, at: At, task: u16, text: &str) -> Result<()> {
    let (task, act) = stage.lead(task, at).await?;
    let (id, _) = newest(&stage.db, &task).await?;
    instructions::answer(&stage.db, &act, CommandKey::new(), id, text).await?;
    Ok(())
}

pub async fn note(stage: &mut Stage, at: At, task: u16) -> Result<()> {
    let act = stage.act("lingdao", at).await?;
    let (id, version) = newest(&stage.db, &stage.task(task)?.clone()).await?;
    instructions::note(&stage.db, &act, CommandKey::new(), id, version, "").await?;
    Ok(())
}
