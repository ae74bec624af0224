//! Adding a rule: from a day on, lights turn by it.

use serde_json::json;
use sqlx::PgPool;

use crate::{
    features::{
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
        lights::{
            inputs::RuleForm,
            model::{Rule, can_set_rules},
        },
    },
    server::{context::Act, database::idempotency},
    shared::{error::AppError, ids::CommandKey, time},
    t,
};

/// Adds a rule that holds from today or a later day.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`], also when a rule begins on that day already.
pub async fn add_rule(db: &PgPool, act: &Act, key: CommandKey, form: &RuleForm) -> Result<(), AppError> {
    if !can_set_rules(&act.actor) {
        return Err(AppError::NotFound);
    }
    let rule = form.parse(act.today, act.locale).map_err(AppError::Fields)?;
    let mut tx = db.begin().await?;
    if idempotency::claim::<()>(&mut tx, act, key, "light_rule.added").await?.is_some() {
        return Ok(());
    }
    let Rule { effective_from, blue_days, yellow_days, report_missing } = rule;
    let added = sqlx::query!(
        "insert into light_rules (effective_from, blue_days, yellow_days, report_missing, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        effective_from,
        blue_days,
        yellow_days,
        report_missing,
        act.at,
        act.actor.person.0,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if added == 0 {
        return Err(AppError::field("effective_from", t::lights::day_taken(act.locale)));
    }
    let object = Object { kind: "light_rule", id: None, name: time::day(effective_from) };
    let after = json!({
        "effective_from": effective_from, "blue_days": blue_days, "yellow_days": yellow_days,
        "report_missing": report_missing,
    });
    record(&mut tx, act, NewEvent::new("light_rule.added", object).after(&after)).await?;
    idempotency::keep(&mut tx, act, key, &()).await?;
    tx.commit().await?;
    Ok(())
}
