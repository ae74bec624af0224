//! Who is told of a request.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use crate::{
    features::{
        extensions::{inputs::Asked, model::Decision},
        notifications::model::{Audience, Topic},
        tasks::commands::life::{
            Locked,
            notices::{Occasion, tell},
        },
    },
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{PersonId, UnitId},
        time,
    },
};

/// Tells the heads of the unit what its liaison officer asks for: they confirm it.
pub(super) async fn to_confirm(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    request: Uuid,
    asked: &Asked,
) -> Result<(), AppError> {
    let args = json!({
        "person": act.actor.name, "title": task.title, "day": time::day(asked.asked_due), "reason": asked.cause,
    });
    let occasion =
        Occasion { topic: Topic::ExtensionToConfirm, args, dedupe: format!("extension:{request}:to_confirm") };
    tell(tx, act, task, occasion, &[Audience::UnitHeads(act.actor.unit)]).await
}

/// Tells those who decide what the unit asks for.
pub(super) async fn to_decide(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    request: Uuid,
    asked: &Asked,
) -> Result<(), AppError> {
    let args = json!({
        "unit": act.actor.unit_name, "title": task.title, "day": time::day(asked.asked_due), "reason": asked.cause,
    });
    let occasion = Occasion { topic: Topic::ExtensionAsked, args, dedupe: format!("extension:{request}:to_decide") };
    tell(tx, act, task, occasion, &[Audience::Directors]).await
}

/// Tells those who would have decided that they need not any more.
pub(super) async fn withdrawn(tx: &mut Tx<'_>, act: &Act, task: &Locked, request: Uuid) -> Result<(), AppError> {
    let args = json!({ "unit": act.actor.unit_name, "title": task.title });
    let occasion =
        Occasion { topic: Topic::ExtensionWithdrawn, args, dedupe: format!("extension:{request}:withdrawn") };
    tell(tx, act, task, occasion, &[Audience::Directors]).await
}

/// A request about which somebody decided, and who made it.
pub(super) struct Decided<'a> {
    pub(super) request: Uuid,
    pub(super) decision: Decision,
    /// Where it was granted.
    pub(super) day: Option<NaiveDate>,
    pub(super) reason: &'a str,
    pub(super) lead: Option<UnitId>,
    pub(super) asked_by: PersonId,
}

/// Tells who asked, and the whole unit that is to act on it.
pub(super) async fn decided(tx: &mut Tx<'_>, act: &Act, task: &Locked, of: &Decided<'_>) -> Result<(), AppError> {
    let (topic, args) = match of.decision {
        Decision::Refused => (Topic::ExtensionRefused, json!({ "title": task.title, "reason": of.reason })),
        Decision::Granted => {
            let day = of.day.map(time::day).unwrap_or_default();
            (Topic::ExtensionGranted, json!({ "title": task.title, "day": day }))
        }
    };
    let audiences = [Some(Audience::Person(of.asked_by)), of.lead.map(Audience::Unit)].into_iter().flatten();
    let occasion = Occasion { topic, args, dedupe: format!("extension:{}:decided", of.request) };
    tell(tx, act, task, occasion, &audiences.collect::<Vec<_>>()).await
}
