//! 起草、送审: a unit draws up its roadmap, sends it to its head; the head sends it to the office.

use serde_json::json;
use sqlx::PgPool;

use super::{notices, store};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        notifications::model::Audience,
        roadmaps::{
            model::{
                Bounds, Fault, Hand, LINES, Line, Seen, Standing, Verdict, can_change, can_confirm_roadmap,
                can_draft_roadmap, drafts, faults,
            },
            queries::rounds::{self, Round, Stored},
        },
        tasks::{
            commands::life::{Locked, Taking, assignments::in_force, lock, take},
            model::{State, UnitRole, life::Step},
        },
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{
        error::{AppError, FieldError},
        ids::{CommandKey, RoadmapId},
        time,
    },
    t,
};

/// How far it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// 保存草稿
    #[default]
    Keep,
    /// 送负责人确认
    Send,
    /// 确认并送办公室: by the unit's head, who may have drawn it up too.
    Confirm,
}

impl Then {
    const fn verb(self) -> &'static str {
        match self {
            Self::Keep => "roadmap.drafted",
            Self::Send => "roadmap.sent",
            Self::Confirm => "roadmap.confirmed",
        }
    }
}

/// What is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The task's ledger number.
    pub number: String,
    pub seen: Seen,
    /// All lines but those that the office accepted in the round before.
    pub lines: Vec<Line>,
    pub then: Then,
}

/// Writes the roadmap of the actor's unit and sends it on. After an answer of the office a new round begins; what was
/// approved holds until the new one is.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, or when the unit has no part in the task; [`AppError::Fields`] with what is
/// missing, unless it is only kept; [`AppError::Refused`] before the unit signed and while others have it;
/// [`AppError::Conflict`] when somebody was faster.
pub async fn propose(db: &PgPool, act: &Act, key: CommandKey, proposal: &Proposal) -> Result<(), AppError> {
    let then = proposal.then;
    if !drafts(&act.actor) || (then == Then::Confirm && !can_confirm_roadmap(&act.actor)) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, then.verb()).await?.is_some() {
        return Ok(());
    }
    let task = lock(&mut tx, act, &proposal.number).await?;
    let part = in_force(&mut tx, task.id, act.actor.unit).await?;
    if !part.signed {
        return Err(AppError::Refused(t::roadmaps::sign_first(act.locale, &task.number)));
    }
    if !can_draft_roadmap(&act.actor, Hand { task: task.state, signed: part.signed }) {
        return Err(AppError::Refused(t::life::not_now(act.locale, &task.number, task.state.label(act.locale))));
    }
    let last = rounds::last(&mut tx, task.id, act.actor.unit).await?;
    let standing = last.as_ref().map_or(Standing::NotYet, |last| last.standing);
    if !can_change(&act.actor, standing) {
        return Err(store::refusal(act, standing));
    }
    store::unchanged(last.as_ref(), proposal.seen)?;
    let accepted = accepted(&mut tx, last.as_ref()).await?;
    if then != Then::Keep {
        check(&mut tx, act, &task, last.as_ref(), accepted.len(), &proposal.lines).await?;
    }
    let roadmap = match &last {
        Some(last) if standing.is_open() => last.id,
        _ => store::open(&mut tx, act, task.id, act.actor.unit, last.as_ref()).await?,
    };
    store::write_lines(&mut tx, roadmap, &accepted, &proposal.lines).await?;
    stamp(&mut tx, act, roadmap, then).await?;
    let leads = part.role == UnitRole::Lead.code();
    if then == Then::Confirm && leads && !matches!(task.state, State::RoadmapReview | State::InProgress) {
        let taking = Taking { unit: Some(act.actor.unit), ..Taking::of(Step::SendRoadmap) };
        take(&mut tx, act, &task, taking).await?;
    }
    match then {
        Then::Keep => {}
        Then::Send => notices::sent(&mut tx, act, &task, roadmap, Audience::UnitHeads(act.actor.unit)).await?,
        Then::Confirm => notices::sent(&mut tx, act, &task, roadmap, Audience::Office).await?,
    }
    let object = task.object();
    // A draft is the unit's own: the record, which other units read, says only that there is one.
    let after = match then {
        Then::Keep => json!({ "unit": act.actor.unit_name }),
        Then::Send | Then::Confirm => {
            json!({ "unit": act.actor.unit_name, "roadmap": written(&mut tx, roadmap).await? })
        }
    };
    record(&mut tx, act, NewEvent::new(then.verb(), object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}

/// What the office accepted already and did not answer with an approval of the whole.
async fn accepted(tx: &mut Tx<'_>, last: Option<&Round>) -> Result<Vec<Stored>, AppError> {
    let Some(last) = last.filter(|last| last.standing != Standing::Approved) else { return Ok(Vec::new()) };
    let lines = rounds::lines(tx, last.id).await?;
    Ok(lines.into_iter().filter(|line| line.verdict == Some(Verdict::Accepted)).collect())
}

/// Tells everything that keeps the lines from being sent.
async fn check(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    last: Option<&Round>,
    accepted: usize,
    lines: &[Line],
) -> Result<(), AppError> {
    let row = sqlx::query!(
        "select p.starts_on, p.ends_on, t.current_due from tasks t join plans p on p.id = t.plan_id where t.id = $1",
        task.id.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    let bounds = Bounds::of(row.starts_on, row.ends_on, row.current_due);
    let round = last.map_or(0, |last| last.seen.round + i32::from(last.standing == Standing::Returned));
    let returned = rounds::returned_before(tx, task.id, act.actor.unit, round).await?;
    let returned: Vec<Line> = returned.iter().map(|line| line.line(0)).collect();
    let faults = faults(lines, accepted, &returned, bounds);
    if faults.is_empty() {
        return Ok(());
    }
    Err(AppError::Fields(faults.into_iter().map(|fault| told(fault, bounds, act)).collect()))
}

fn told(fault: Fault, bounds: Bounds, act: &Act) -> FieldError {
    let locale = act.locale;
    match fault {
        Fault::NoLines => FieldError::new("lines", t::roadmaps::no_lines(locale)),
        Fault::TooMany => FieldError::new("lines", t::roadmaps::too_many(locale, LINES as i64)),
        Fault::NoTitle(row) => FieldError::new(format!("title-{row}"), t::roadmaps::no_title(locale, row)),
        Fault::NoDeliverable(row) => {
            FieldError::new(format!("deliverable-{row}"), t::roadmaps::no_deliverable(locale, row))
        }
        Fault::NoDay(row) => FieldError::new(format!("due-{row}"), t::roadmaps::no_day(locale, row)),
        Fault::Outside(row) => {
            let message = t::roadmaps::outside(locale, row, time::day(bounds.first), time::day(bounds.last));
            FieldError::new(format!("due-{row}"), message)
        }
        Fault::Unchanged(row) => FieldError::new(format!("title-{row}"), t::roadmaps::unchanged(locale, row)),
    }
}

/// Person and time of the step. What was sent stays sent while the head changes it.
async fn stamp(tx: &mut Tx<'_>, act: &Act, roadmap: RoadmapId, then: Then) -> Result<(), AppError> {
    let (send, confirm) = (then != Then::Keep, then == Then::Confirm);
    sqlx::query!(
        "update roadmaps
         set sent_by = case when $4 then coalesce(sent_by, $2) else sent_by end,
             sent_at = case when $4 then coalesce(sent_at, $3) else sent_at end,
             confirmed_by = case when $5 then $2 else confirmed_by end,
             confirmed_at = case when $5 then $3 else confirmed_at end,
             version = version + 1
         where id = $1",
        roadmap.0,
        act.actor.person.0,
        act.at,
        send,
        confirm,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The lines as the activity record shows them.
pub(super) async fn written(tx: &mut Tx<'_>, roadmap: RoadmapId) -> Result<Vec<String>, AppError> {
    let lines = rounds::lines(tx, roadmap).await?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let due = line.due.map(time::day).unwrap_or_default();
            format!("{due} {}：{}", line.title, line.deliverable).trim().to_owned()
        })
        .collect())
}
