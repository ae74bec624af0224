//! Urging by itself and by hand, the answers, and the reading of notifications.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    cli::demo::history::{moment::day, stage::Stage, words},
    features::{
        lights,
        notifications::commands::mark_read::mark_all_read,
        urging::{
            commands::{
                by_hand::by_hand,
                climb::{Round, climb_all},
                reply,
            },
            inputs::UrgeForm,
            model::Level,
        },
    },
    shared::{
        ids::{CommandKey, UrgeId},
        time,
    },
};

type At = DateTime<Utc>;

/// Units that leave urges lying.
const DEAF: [&str; 5] = ["P-JTT", "P-NW", "P-GAT", "P-SYJ", "R-HC"];

pub async fn climb(stage: &mut Stage, at: At) -> Result<()> {
    let today = time::office_day(at);
    let rule = lights::queries::rule(&stage.db, today).await?;
    climb_all(&stage.db, Round { at, today, rule: &rule, calendar: &stage.calendar }).await?;
    Ok(())
}

/// Units take note of what they were urged to before this day, and reply to what is yellow or red.
pub async fn answer_all(stage: &mut Stage, at: At) -> Result<()> {
    let urges = sqlx::query!(
        "select s.id as \"id!\", u.code, s.level as \"level!\" from urge_standings s join units u on u.id = s.unit_id
         where s.standing = 'sent' and s.by_person is null and s.sent_on < $1 and u.code <> all($2)
         order by s.sent_at, s.id",
        time::office_day(at),
        &DEAF.map(str::to_owned),
    )
    .fetch_all(&stage.db)
    .await?;
    for urge in urges {
        let act = stage.officer(&urge.code, at).await?;
        let answer = Level::from_code(&urge.level).and_then(words::answer_to_urge);
        answer_one(stage, &act, UrgeId(urge.id), answer).await?;
    }
    Ok(())
}

async fn answer_one(
    stage: &Stage,
    act: &crate::server::context::Act,
    urge: UrgeId,
    answer: Option<&str>,
) -> Result<()> {
    match answer {
        Some(text) => reply::reply(&stage.db, act, CommandKey::new(), urge, text).await?,
        None => reply::receive(&stage.db, act, urge).await?,
    }
    Ok(())
}

pub async fn urge(
    stage: &mut Stage,
    at: At,
    (by, unit, task): (&str, &str, u16),
    text: &str,
    limit: &str,
) -> Result<()> {
    let act = stage.act(by, at).await?;
    let number = &stage.task(task)?.number;
    let form = UrgeForm { unit: unit.to_owned(), text: text.to_owned(), limit_on: time::day(day(limit)) };
    by_hand(&stage.db, &act, CommandKey::new(), number, &form).await?;
    Ok(())
}

/// The unit replies to the last urge that somebody sent it about the task.
pub async fn reply_by_hand(stage: &mut Stage, at: At, unit: &str, task: u16, text: &str) -> Result<()> {
    let act = stage.officer(unit, at).await?;
    let urge: Uuid = sqlx::query_scalar!(
        "select id from urges where task_id = $1 and unit_id = $2 and by_person is not null and replied_at is null
         order by sent_at desc limit 1",
        stage.task(task)?.id.0,
        act.actor.unit.0,
    )
    .fetch_optional(&stage.db)
    .await?
    .context("an urge")?;
    answer_one(stage, &act, UrgeId(urge), Some(text)).await
}

/// People read what they were told so far; with no account named, everybody.
pub async fn read(stage: &mut Stage, at: At, accounts: &[&str]) -> Result<()> {
    let accounts: Vec<String> = accounts.iter().map(|account| (*account).to_owned()).collect();
    let readers = sqlx::query_scalar!(
        "select p.account from people p
         where (p.account = any($1) or $1 = '{}')
           and exists (select from notifications n where n.person_id = p.id and n.read_at is null)
         order by p.account",
        &accounts,
    )
    .fetch_all(&stage.db)
    .await?;
    for account in readers {
        let act = stage.act(&account, at).await?;
        mark_all_read(&stage.db, &act, at).await?;
    }
    Ok(())
}
