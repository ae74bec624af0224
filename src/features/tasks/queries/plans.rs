//! Plans, and what a plan's list can be filtered by.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;

use crate::{
    features::reports::model::Every,
    shared::{error::AppError, ids::PlanId},
};

/// 工作计划
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub id: PlanId,
    pub name: String,
    /// Before the number in each ledger number.
    pub prefix: String,
    pub year: i32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// How often units report.
    pub report_every: Every,
    pub is_sample: bool,
}

/// All plans, the newest first.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<Plan>, AppError> {
    Ok(sqlx::query_as!(
        Plan,
        "select id as \"id: PlanId\", name, prefix, year, starts_on, ends_on,
                report_every as \"report_every: Every\", is_sample from plans
         order by year desc, created_at desc, id desc",
    )
    .fetch_all(db)
    .await?)
}

/// The plan with this prefix; the newest one without a prefix.
pub async fn find(db: impl PgExecutor<'_>, prefix: Option<&str>) -> Result<Option<Plan>, AppError> {
    Ok(sqlx::query_as!(
        Plan,
        "select id as \"id: PlanId\", name, prefix, year, starts_on, ends_on,
                report_every as \"report_every: Every\", is_sample from plans
         where $1::text is null or prefix = $1
         order by year desc, created_at desc, id desc limit 1",
        prefix,
    )
    .fetch_optional(db)
    .await?)
}

/// The plan's fields (领域) in the order in which they first occur. Hops from one to the next along the index, so it
/// costs as many steps as there are fields, not tasks.
pub async fn fields(db: impl PgExecutor<'_>, plan: PlanId) -> Result<Vec<String>, AppError> {
    Ok(sqlx::query_scalar!(
        "with recursive hop as (
            (select field, seq from tasks where plan_id = $1 order by field, seq limit 1)
            union all
            select next.field, next.seq from hop cross join lateral (
                select field, seq from tasks where plan_id = $1 and field > hop.field order by field, seq limit 1) next)
         select field as \"field!\" from hop order by seq",
        plan.0,
    )
    .fetch_all(db)
    .await?)
}
