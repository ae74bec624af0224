//! What tasks are judged by on a day, and the rules.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor};

use super::model::{Facts, Judge, Rule, Verdict, can_set_rules};
use crate::{
    features::{
        calendar,
        reports::model::{Every, Rule as ReportRule},
        tasks::model::State,
    },
    shared::{actor::Actor, error::AppError, ids::PlanId},
};

/// The rule in effect on `today`. Before the first rule the first one holds.
pub async fn rule(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Rule, AppError> {
    Ok(sqlx::query_as!(
        Rule,
        "select effective_from, blue_days, yellow_days, report_missing from light_rules
         order by effective_from > $1, abs(effective_from - $1) limit 1",
        today,
    )
    .fetch_one(db)
    .await?)
}

/// What the plan's tasks are judged by on `today`.
pub async fn judge(db: &mut PgConnection, plan: PlanId, today: NaiveDate) -> Result<Judge, AppError> {
    let row = sqlx::query!("select report_every, starts_on, ends_on from plans where id = $1", plan.0)
        .fetch_optional(&mut *db)
        .await?
        .ok_or(AppError::NotFound)?;
    let rule = rule(&mut *db, today).await?;
    let calendar = calendar::queries::read(&mut *db).await?;
    let every = Every::from_code(&row.report_every).unwrap_or_default();
    let reports = ReportRule { every, starts_on: row.starts_on, ends_on: row.ends_on };
    Ok(Judge::new(today, rule, calendar, reports))
}

/// The lights of these tasks on `today`, by ledger number; those that have none are missing. It asks nobody's rights: who
/// asks lists what the reader sees.
pub async fn of_tasks(
    db: &mut PgConnection,
    numbers: &[String],
    today: NaiveDate,
) -> Result<HashMap<String, Verdict>, AppError> {
    let rows = sqlx::query!(
        "select number, plan_id, state, open_due, reported_until from tasks where number = any($1) order by plan_id",
        numbers,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut found = HashMap::new();
    for plan in rows.chunk_by(|a, b| a.plan_id == b.plan_id) {
        let judge = judge(&mut *db, PlanId(plan[0].plan_id), today).await?;
        for row in plan {
            let Some(state) = State::from_code(&row.state) else { continue };
            let facts = Facts { state, open_due: row.open_due, reported_until: row.reported_until };
            found.extend(judge.light(&facts).map(|verdict| (row.number.clone(), verdict)));
        }
    }
    Ok(found)
}

/// A rule as its page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    pub rule: Rule,
    /// None for the one that the program came with.
    pub added_by: Option<String>,
}

/// All rules, the newest first, for who sets them.
///
/// # Errors
/// [`AppError::NotFound`] for others.
pub async fn rules(db: &mut PgConnection, actor: &Actor) -> Result<Vec<RuleRow>, AppError> {
    if !can_set_rules(actor) {
        return Err(AppError::NotFound);
    }
    let rows = sqlx::query!(
        "select r.effective_from, r.blue_days, r.yellow_days, r.report_missing, p.name as \"added_by?\"
         from light_rules r left join people p on p.id = r.added_by order by r.effective_from desc",
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| RuleRow {
            rule: Rule {
                effective_from: row.effective_from,
                blue_days: row.blue_days,
                yellow_days: row.yellow_days,
                report_missing: row.report_missing,
            },
            added_by: row.added_by,
        })
        .collect())
}
