//! Choosing the password policy: the security administrator's part.

use serde_json::json;
use sqlx::PgPool;

use crate::{
    features::{
        accounts::{model::can_choose_policy, policy::PasswordPolicy, queries::policy::password_policy},
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
    },
    server::context::Act,
    shared::error::AppError,
    t,
};

/// Makes the policy named by `code` the one in force. The one in force changes nothing. It holds for passwords chosen
/// from now on, and for the age of all.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`] at `policy`.
pub async fn choose_policy(db: &PgPool, act: &Act, code: &str) -> Result<(), AppError> {
    if !can_choose_policy(&act.actor) {
        return Err(AppError::NotFound);
    }
    let policy = PasswordPolicy::from_code(code)
        .ok_or_else(|| AppError::field("policy", t::accounts::policy_needed(act.locale)))?;
    let mut tx = db.begin().await?;
    let old = password_policy(&mut *tx).await?;
    if old == policy {
        return Ok(());
    }
    sqlx::query!(
        "insert into settings (name, value) values ('password_policy', $1)
         on conflict (name) do update set value = excluded.value",
        policy.code(),
    )
    .execute(&mut *tx)
    .await?;
    let object = Object { kind: "setting", id: None, name: "password_policy".to_owned() };
    let event = NewEvent::new("setting.policy_chosen", object);
    let state = |policy: PasswordPolicy| json!({ "password_policy": policy.code() });
    record(&mut tx, act, event.before(&state(old)).after(&state(policy))).await?;
    tx.commit().await?;
    Ok(())
}
