//! Who is told of an instruction. The leader whose it is hears of what the office or the unit did with it.

use chrono::NaiveDate;
use serde_json::json;

use super::Held;
use crate::{
    features::{
        notifications::model::{Audience, Topic},
        tasks::commands::life::{
            Locked,
            notices::{Occasion, tell},
        },
    },
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{InstructionId, PersonId, UnitId},
        time,
    },
};

/// An instruction that was given now.
pub(super) struct Given<'a> {
    pub(super) id: InstructionId,
    pub(super) leader: PersonId,
    pub(super) leader_name: &'a str,
    pub(super) text: &'a str,
    pub(super) reply_due: NaiveDate,
}

/// Tells the unit that answers, and the leader where the office entered it.
pub(super) async fn given(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    lead: UnitId,
    of: &Given<'_>,
) -> Result<(), AppError> {
    let args = json!({
        "person": of.leader_name, "title": task.title, "text": of.text, "day": time::day(of.reply_due),
    });
    let occasion = Occasion { topic: Topic::InstructionGiven, args, dedupe: format!("instruction:{}", of.id) };
    let leader = leader(act, of.leader);
    tell(tx, act, task, occasion, &[Some(Audience::Unit(lead)), leader].into_iter().flatten().collect::<Vec<_>>()).await
}

/// Tells the leader what the unit answered, and who entered the instruction. Each reply is an occasion of its own.
pub(super) async fn answered(
    tx: &mut Tx<'_>,
    act: &Act,
    of: &Held,
    reply: uuid::Uuid,
    text: &str,
) -> Result<(), AppError> {
    let args = json!({ "unit": act.actor.unit_name, "title": of.task.title, "text": text });
    let occasion = Occasion { topic: Topic::InstructionAnswered, args, dedupe: format!("instruction-reply:{reply}") };
    tell(tx, act, &of.task, occasion, &[Audience::Person(of.leader), Audience::Person(of.given_by)]).await
}

/// Tells the unit that it has no more to answer, and the leader where the office closed it.
pub(super) async fn noted(tx: &mut Tx<'_>, act: &Act, lead: Option<UnitId>, of: &Held) -> Result<(), AppError> {
    let args = json!({ "person": act.actor.name, "title": of.task.title });
    let occasion = Occasion { topic: Topic::InstructionNoted, args, dedupe: format!("instruction-noted:{}", of.id) };
    let audiences = [lead.map(Audience::Unit), leader(act, of.leader)].into_iter().flatten();
    tell(tx, act, &of.task, occasion, &audiences.collect::<Vec<_>>()).await
}

/// The leader, unless that is who acts.
fn leader(act: &Act, leader: PersonId) -> Option<Audience> {
    (act.actor.person != leader).then_some(Audience::Person(leader))
}
