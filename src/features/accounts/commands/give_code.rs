//! The second step of signing in: a one-time code, or a recovery code in its place.

use super::{
    attempts::{self, CODES, attempt, forgive},
    sign_in::{Known, refuse, start},
};
use crate::{
    features::accounts::{
        model::TICKET_LIMIT,
        second_factor::{recovery_digest, step_of},
        sessions,
    },
    server::{context::RequestContext, database::Tx},
    shared::{error::AppError, ids::PersonId, locale::Locale, text::folded},
    t,
};

/// Checks the code of who holds the ticket and starts a session. Returns its token.
///
/// # Errors
/// [`AppError::Fields`] at `one_time_code`; [`AppError::Wait`] after five wrong ones; [`AppError::Refused`] when the
/// ticket ran out: the password is asked for again.
pub async fn give_code(context: &RequestContext, ticket: &str, code: &str) -> Result<String, AppError> {
    let (app, locale, now) = (&context.app, context.locale, context.app.clock.now());
    let digest = sessions::digest(ticket);
    let person = sqlx::query_as!(
        Known,
        "select p.id, p.account, p.name, p.unit_id, p.password_set_at
         from sign_in_tickets t join people p on p.id = t.person_id
         where t.digest = $1 and t.made_at > $2 and p.disabled_at is null",
        digest,
        now - TICKET_LIMIT,
    )
    .fetch_optional(&app.db)
    .await?
    .ok_or_else(|| ran_out(locale))?;
    if code.trim().is_empty() {
        return Err(AppError::field("one_time_code", t::accounts::code_needed(locale)));
    }
    let failures = attempt(context, &person.account, CODES).await?;
    let mut tx = app.db.begin().await?;
    if !use_up(&mut tx, context, PersonId(person.id), code).await? {
        drop(tx);
        refuse(context, &person.account, "session.code_refused").await?;
        return Err(AppError::field(
            "one_time_code",
            attempts::told(t::accounts::code_wrong(locale), failures, locale),
        ));
    }
    let taken = sqlx::query!("delete from sign_in_tickets where digest = $1", digest).execute(&mut *tx).await?;
    if taken.rows_affected() == 0 {
        return Err(ran_out(locale));
    }
    let token = start(&mut tx, context, &person).await?;
    tx.commit().await?;
    forgive(context, &person.account, CODES).await?;
    Ok(token)
}

/// The ticket is too old, or void: used meanwhile, or the password was replaced.
fn ran_out(locale: Locale) -> AppError {
    AppError::Refused(t::accounts::ticket_ran_out(locale).to_owned())
}

/// Whether the code is good; then it is good no more. Of two at once, one gets in.
pub(super) async fn use_up(
    tx: &mut Tx<'_>,
    context: &RequestContext,
    person: PersonId,
    typed: &str,
) -> Result<bool, AppError> {
    if let Some(digest) = recovery_digest(typed) {
        let used = sqlx::query!("delete from recovery_codes where person_id = $1 and digest = $2", person.0, digest)
            .execute(&mut **tx)
            .await?;
        return Ok(used.rows_affected() == 1);
    }
    let Some(factor) =
        sqlx::query!("select secret, last_step from second_factors where person_id = $1 for update", person.0)
            .fetch_optional(&mut **tx)
            .await?
    else {
        return Ok(false);
    };
    let code: String = folded(typed).split_whitespace().collect();
    let now = context.app.clock.now().timestamp().unsigned_abs();
    let Some(step) = step_of(&factor.secret, &code, now, factor.last_step.unsigned_abs()) else { return Ok(false) };
    sqlx::query!("update second_factors set last_step = $2 where person_id = $1", person.0, step as i64)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}
