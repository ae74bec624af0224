//! The policy in force.

use sqlx::PgExecutor;

use crate::{features::accounts::policy::PasswordPolicy, shared::error::AppError};

/// The chosen password policy; the default one where none was chosen.
pub async fn password_policy(db: impl PgExecutor<'_>) -> Result<PasswordPolicy, AppError> {
    let code =
        sqlx::query_scalar!("select value from settings where name = 'password_policy'").fetch_optional(db).await?;
    Ok(code.and_then(|code| PasswordPolicy::from_code(&code)).unwrap_or_default())
}
