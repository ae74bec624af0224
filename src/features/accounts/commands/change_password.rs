//! Changing one's own password.

use super::{proof::prove, sign_in::void_tickets};
use crate::{
    features::{
        accounts::{model::PASSWORDS_REMEMBERED, passwords, queries::policy::password_policy},
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
    },
    server::context::RequestContext,
    shared::{
        error::{AppError, FieldError},
        ids::PersonId,
    },
    t,
};

/// What the form sends.
pub struct NewPassword {
    pub current: String,
    pub new: String,
    pub again: String,
}

/// Replaces the actor's password and ends all of the actor's other sessions, those that still wait for a code too.
///
/// # Errors
/// [`AppError::Fields`] when the current password is wrong, the new one is against the policy, was used before, or was
/// not repeated exactly; [`AppError::Wait`] after five wrong current ones.
pub async fn change_password(context: &RequestContext, input: NewPassword) -> Result<(), AppError> {
    let (act, locale, db) = (context.act()?, context.locale, &context.app.db);
    let session = context.signed_in.as_ref().ok_or(AppError::SignedOut)?.session;
    let person = sqlx::query!("select account, name, mobile, email from people where id = $1", act.actor.person.0,)
        .fetch_one(db)
        .await?;
    let policy = password_policy(db).await?;
    let mailbox = person.email.split('@').next().unwrap_or_default();
    let own = [person.account.as_str(), &person.name, &person.mobile, mailbox];
    let mut errors = Vec::new();
    let proof = match prove(context, input.current).await {
        Ok(proof) => Some(proof),
        Err(AppError::Fields(wrong)) => {
            errors.extend(wrong);
            None
        }
        Err(other) => return Err(other),
    };
    if let Err(message) = policy.check(&input.new, &own, locale) {
        errors.push(FieldError::new("new", message));
    } else if input.new != input.again {
        errors.push(FieldError::new("again", t::accounts::not_repeated(locale)));
    } else if was_used(context, act.actor.person, &input.new).await? {
        errors.push(FieldError::new("new", t::accounts::used_before(locale, PASSWORDS_REMEMBERED)));
    }
    let Some(proof) = proof.filter(|_| errors.is_empty()) else {
        return Err(AppError::Fields(errors));
    };
    let hash = passwords::hash(input.new).await?;
    let mut tx = db.begin().await?;
    proof.needed(&mut tx, act.actor.person.0).await?;
    sqlx::query!(
        "with earlier as (
            insert into password_history (person_id, password_hash, set_at)
            select id, password_hash, password_set_at from people where id = $1
            on conflict do nothing)
         update people set password_hash = $2, password_set_at = $3, must_change_password = false where id = $1",
        act.actor.person.0,
        hash,
        act.now,
    )
    .execute(&mut *tx)
    .await?;
    void_tickets(&mut tx, act.actor.person).await?;
    sqlx::query!(
        "update sessions set ended_at = $3 where person_id = $1 and id <> $2 and ended_at is null",
        act.actor.person.0,
        session.0,
        act.now,
    )
    .execute(&mut *tx)
    .await?;
    let object = Object::new("person", act.actor.person.0, person.name);
    record(&mut tx, &act, NewEvent::new("person.password_changed", object)).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the password is the current one or one of the last few.
async fn was_used(context: &RequestContext, person: PersonId, password: &str) -> Result<bool, AppError> {
    let hashes = sqlx::query_scalar!(
        "select hash as \"hash!\" from (
            select password_hash as hash, password_set_at as set_at from people where id = $1
            union all
            select password_hash, set_at from password_history where person_id = $1) used
         order by set_at desc limit $2",
        person.0,
        PASSWORDS_REMEMBERED,
    )
    .fetch_all(&context.app.db)
    .await?;
    for hash in hashes {
        if passwords::verify(password.to_owned(), Some(hash)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
