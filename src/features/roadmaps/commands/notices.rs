//! Who is told of a roadmap.

use serde_json::{Value, json};

use crate::{
    features::{
        notifications::{
            commands::notify::notify,
            model::{Audience, Notice, Topic},
        },
        roadmaps::{model::Verdict, queries::rounds::Round},
        tasks::commands::life::Locked,
    },
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{RoadmapId, UnitId},
    },
};

/// Tells the head that a roadmap waits to be confirmed, or the office that one waits for its answer.
pub(super) async fn sent(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    roadmap: RoadmapId,
    audience: Audience,
) -> Result<(), AppError> {
    let args = json!({ "unit": act.actor.unit_name, "title": task.title });
    // A roadmap that was sent back is sent again: each time is an occasion of its own.
    let occasion = format!("roadmap-sent:{roadmap}:{}", act.at.timestamp_micros());
    tell(tx, act, task, Topic::RoadmapSent, audience, args, occasion).await
}

/// Tells the unit's liaison officers, and who drew it up, that the head wants it changed.
pub(super) async fn sent_back(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    round: &Round,
    reason: &str,
) -> Result<(), AppError> {
    let args = json!({ "title": task.title, "reason": reason });
    // Whoever is both is told once of the same occasion.
    let occasion = format!("roadmap-sent-back:{}:{}", round.id, round.seen.version);
    for audience in [Audience::Liaisons(act.actor.unit), Audience::Person(round.drafter)] {
        tell(tx, act, task, Topic::RoadmapReturned, audience, args.clone(), occasion.clone()).await?;
    }
    Ok(())
}

/// Tells the unit what the office said.
pub(super) async fn answered(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    roadmap: RoadmapId,
    unit: UnitId,
    verdict: Verdict,
    reason: &str,
) -> Result<(), AppError> {
    let topic = match verdict {
        Verdict::Accepted => Topic::RoadmapApproved,
        Verdict::Returned => Topic::RoadmapReturned,
    };
    let args = json!({ "title": task.title, "reason": reason });
    tell(tx, act, task, topic, Audience::Unit(unit), args, format!("roadmap-answered:{roadmap}")).await
}

async fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    topic: Topic,
    audience: Audience,
    args: Value,
    dedupe: String,
) -> Result<(), AppError> {
    let notice = Notice { topic, task: Some((task.id, &task.number)), audience, args, urgent: false, dedupe };
    notify(tx, act.at, &[notice]).await
}
