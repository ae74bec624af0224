//! Who is told of a roadmap.

use serde_json::json;

use crate::{
    features::{
        notifications::model::{Audience, Topic},
        roadmaps::{model::Verdict, queries::rounds::Round},
        tasks::commands::life::{
            Locked,
            notices::{Occasion, tell},
        },
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
    let dedupe = format!("roadmap-sent:{roadmap}:{}", act.at.timestamp_micros());
    tell(tx, act, task, Occasion { topic: Topic::RoadmapSent, args, dedupe }, &[audience]).await
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
    let dedupe = format!("roadmap-sent-back:{}:{}", round.id, round.seen.version);
    let audiences = [Audience::Liaisons(act.actor.unit), Audience::Person(round.drafter)];
    tell(tx, act, task, Occasion { topic: Topic::RoadmapReturned, args, dedupe }, &audiences).await
}

/// Tells the unit, and who drew it up, what the office said.
pub(super) async fn answered(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    round: &Round,
    unit: UnitId,
    verdict: Verdict,
    reason: &str,
) -> Result<(), AppError> {
    let topic = match verdict {
        Verdict::Accepted => Topic::RoadmapApproved,
        Verdict::Returned => Topic::RoadmapReturned,
    };
    let args = json!({ "title": task.title, "reason": reason });
    let dedupe = format!("roadmap-answered:{}", round.id);
    tell(tx, act, task, Occasion { topic, args, dedupe }, &[Audience::Unit(unit), Audience::Person(round.drafter)])
        .await
}
