//! 审核: the office approves a unit's roadmap, or returns it line by line.

use serde_json::json;
use sqlx::PgPool;

use super::{notices, propose::written, store};
use crate::{
    features::{
        activity::{commands::record, model::NewEvent},
        roadmaps::{
            inputs::{Judged, ReviewForm},
            model::{Seen, Standing, Verdict, can_review_roadmap, outcome, takes_roadmaps},
            queries::rounds::{self, Round, Stored},
        },
        tasks::{
            commands::{
                life::{Locked, REASON, Taking, assignments::in_force, lock, take},
                steps::{ApprovedStep, write_steps},
            },
            model::{State, UnitRole, life::Step},
        },
    },
    server::{
        context::Act,
        database::{Tx, idempotency},
    },
    shared::{
        error::{AppError, FieldError},
        ids::{CommandKey, UnitId},
        text::clean,
    },
    t,
};

/// What the office says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The task's ledger number.
    pub number: String,
    /// The unit's code.
    pub unit: String,
    pub seen: Seen,
    pub form: ReviewForm,
    /// To the whole.
    pub comment: String,
}

/// Answers a unit's roadmap: with all lines accepted it is approved and its lines become the unit's steps; with any
/// returned it goes back, and the accepted lines stay as they are. The first lead's moves the task on, or back.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, or when the unit has no part in the task; [`AppError::Fields`] where a line has
/// no verdict or is returned without a comment; [`AppError::Refused`] unless it is with the office;
/// [`AppError::Conflict`] when somebody was faster.
pub async fn review(db: &PgPool, act: &Act, key: CommandKey, review: &Review) -> Result<Verdict, AppError> {
    if !can_review_roadmap(&act.actor) || review.unit.contains('\0') {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    if let Some(done) = idempotency::claim(&mut tx, act, key, "roadmaps/review").await? {
        return Ok(done);
    }
    let task = lock(&mut tx, act, &review.number).await?;
    let (unit, name) = unit(&mut tx, &review.unit).await?;
    let part = in_force(&mut tx, task.id, unit).await?;
    let last = rounds::last(&mut tx, task.id, unit).await?.ok_or(AppError::NotFound)?;
    if last.standing != Standing::WithOffice {
        return Err(store::refusal(act, last.standing));
    }
    if !takes_roadmaps(task.state) {
        return Err(AppError::Refused(t::life::not_now(act.locale, &task.number, task.state.label(act.locale))));
    }
    store::unchanged(Some(&last), review.seen)?;
    let lines = rounds::lines(&mut tx, last.id).await?;
    let judged: Vec<Judged> = lines.iter().map(|line| review.form.judged(line.id)).collect();
    let comment = clean(&review.comment);
    let verdict = told(act, &judged, &comment)?;
    write(&mut tx, act, &last, &judged, &comment, verdict).await?;
    if verdict == Verdict::Accepted {
        write_steps(&mut tx, act, task.id, unit, &steps(&lines)).await?;
    }
    if part.role == UnitRole::Lead.code() {
        move_on(&mut tx, act, &task, unit, verdict, &comment).await?;
    }
    let said = match verdict {
        Verdict::Accepted => comment.clone(),
        Verdict::Returned => comments(&lines, &judged).join(t::ui::list_break(act.locale)),
    };
    notices::answered(&mut tx, act, &task, &last, unit, verdict, &said).await?;
    let object = task.object();
    let event = match verdict {
        Verdict::Accepted => NewEvent::new("roadmap.approved", object)
            .after(&json!({ "unit": name, "note": comment, "roadmap": written(&mut tx, last.id).await? })),
        Verdict::Returned => NewEvent::new("roadmap.returned", object)
            .after(&json!({ "unit": name, "note": comment, "returned_lines": comments(&lines, &judged) })),
    };
    record(&mut tx, act, event).await?;
    idempotency::keep(&mut tx, act, key, &verdict).await?;
    tx.commit().await?;
    Ok(verdict)
}

async fn unit(tx: &mut Tx<'_>, code: &str) -> Result<(UnitId, String), AppError> {
    let row = sqlx::query!("select id, short_name from units where code = $1", code)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok((UnitId(row.id), row.short_name))
}

/// What the words on all lines come to, or what is missing among them.
fn told(act: &Act, judged: &[Judged], comment: &str) -> Result<Verdict, AppError> {
    let locale = act.locale;
    let too_long = |text: &str| text.chars().count() > REASON;
    let mut faults = Vec::new();
    for (row, judged) in (1..).zip(judged) {
        if judged.verdict.is_none() {
            faults.push(FieldError::new(format!("verdict-{row}"), t::roadmaps::no_verdict(locale, row)));
        }
        if judged.verdict == Some(Verdict::Returned) && judged.comment.is_empty() {
            faults.push(FieldError::new(format!("comment-{row}"), t::roadmaps::no_comment(locale, row)));
        }
        if too_long(&judged.comment) {
            faults.push(FieldError::new(format!("comment-{row}"), t::life::reason_too_long(locale, REASON as i64)));
        }
    }
    if too_long(comment) {
        faults.push(FieldError::new("comment", t::life::reason_too_long(locale, REASON as i64)));
    }
    let verdicts: Vec<_> = judged.iter().map(|judged| judged.verdict).collect();
    match outcome(&verdicts) {
        Some(verdict) if faults.is_empty() => Ok(verdict),
        _ => Err(AppError::Fields(faults)),
    }
}

/// Writes the answer: what is said to each line, and who answered when.
async fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    round: &Round,
    judged: &[Judged],
    comment: &str,
    verdict: Verdict,
) -> Result<(), AppError> {
    let ids: Vec<_> = judged.iter().map(|judged| judged.line.0).collect();
    let verdicts: Vec<_> = judged.iter().map(|judged| judged.verdict.map(|said| said.code().to_owned())).collect();
    let comments: Vec<_> = judged.iter().map(|judged| judged.comment.clone()).collect();
    sqlx::query!(
        "update roadmap_lines l set verdict = s.verdict, comment = s.comment
         from unnest($1::uuid[], $2::text[], $3::text[]) s (id, verdict, comment) where l.id = s.id",
        &ids,
        &verdicts as &[Option<String>],
        &comments,
    )
    .execute(&mut **tx)
    .await?;
    let approved = verdict == Verdict::Accepted;
    sqlx::query!(
        "update roadmaps
         set approved_by = case when $4 then $2::uuid end, approved_at = case when $4 then $3::timestamptz end,
             returned_by = case when $4 then null else $2::uuid end,
             returned_at = case when $4 then null else $3::timestamptz end,
             comment = $5, version = version + 1
         where id = $1",
        round.id.0,
        act.actor.person.0,
        act.at,
        approved,
        comment,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was sent has a day in each line; a line without one could not be sent.
fn steps(lines: &[Stored]) -> Vec<ApprovedStep> {
    lines
        .iter()
        .filter_map(|line| {
            Some(ApprovedStep {
                milestone: line.milestone,
                title: line.title.clone(),
                deliverable: line.deliverable.clone(),
                due: line.due?,
            })
        })
        .collect()
}

/// The task's own step, where the first lead's roadmap holds it up. Later rounds move nothing.
async fn move_on(
    tx: &mut Tx<'_>,
    act: &Act,
    task: &Locked,
    unit: UnitId,
    verdict: Verdict,
    comment: &str,
) -> Result<(), AppError> {
    let mut task = task.clone();
    let of = |step| Taking { unit: Some(unit), reason: comment, ..Taking::of(step) };
    if task.state == State::Signed && verdict == Verdict::Accepted {
        // It was sent before the unit became first lead.
        task.state = take(tx, act, &task, of(Step::SendRoadmap)).await?.to;
    }
    if task.state == State::RoadmapReview {
        let step = if verdict == Verdict::Accepted { Step::ApproveRoadmap } else { Step::ReturnRoadmap };
        take(tx, act, &task, of(step)).await?;
    }
    Ok(())
}

/// What was returned, with why, as the activity record shows it.
fn comments(lines: &[Stored], judged: &[Judged]) -> Vec<String> {
    let returned = lines.iter().zip(judged).filter(|(_, judged)| judged.verdict == Some(Verdict::Returned));
    returned.map(|(line, judged)| format!("{}：{}", line.title, judged.comment)).collect()
}
