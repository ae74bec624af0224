//! That somebody knows an account's password, and that it is still the account's when the change is written.

use uuid::Uuid;

use super::attempts::{self, attempt, forgive};
use crate::{
    features::accounts::passwords,
    server::{context::RequestContext, database::Tx},
    shared::error::AppError,
    t,
};

/// The hash that a password was checked against.
pub(super) struct Proof(String);

impl Proof {
    pub(super) fn of(hash: String) -> Self {
        Self(hash)
    }

    /// Holds the account until the transaction ends, if the password is still its own and it was not disabled. Checking a
    /// password takes a tenth of a second: whoever replaced it meanwhile has ended the sessions there were, and none may
    /// begin, nor anything be changed, behind that.
    pub(super) async fn holds(&self, tx: &mut Tx<'_>, person: Uuid) -> Result<bool, AppError> {
        let held = sqlx::query_scalar!(
            "select id from people where id = $1 and password_hash = $2 and disabled_at is null for no key update",
            person,
            self.0,
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(held.is_some())
    }

    /// [`Proof::holds`] for a change of one's own.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] when it holds no more, for then the actor's session was ended.
    pub(super) async fn needed(&self, tx: &mut Tx<'_>, person: Uuid) -> Result<(), AppError> {
        if self.holds(tx, person).await? { Ok(()) } else { Err(AppError::SignedOut) }
    }
}

/// Whoever changes how somebody signs in gives the password again: an open session is not enough. Counted like sign-ins.
///
/// # Errors
/// [`AppError::Fields`] at `current`; [`AppError::Wait`] after five failures.
pub(super) async fn prove(context: &RequestContext, password: String) -> Result<Proof, AppError> {
    let (locale, address) = (context.locale, context.address.to_string());
    let person = context.actor()?.person;
    let found = sqlx::query!("select account, password_hash from people where id = $1", person.0)
        .fetch_one(&context.app.db)
        .await?;
    if password.is_empty() {
        return Err(AppError::field("current", t::accounts::password_needed(locale)));
    }
    let failures = attempt(context, &found.account, &address).await?;
    if !passwords::verify(password, Some(found.password_hash.clone())).await? {
        let message = attempts::told(t::accounts::current_wrong(locale), failures, locale);
        return Err(AppError::field("current", message));
    }
    forgive(context, &found.account, &address).await?;
    Ok(Proof(found.password_hash))
}
