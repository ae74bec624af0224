//! Signing in: the password, and for who has them a one-time code after it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    attempts::{self, attempt, forgive},
    proof::Proof,
};
use crate::{
    features::{
        accounts::{model::TICKET_LIMIT, passwords, queries::policy::password_policy, sessions},
        activity::{
            commands::{Who, record_as},
            model::{NewEvent, Object},
        },
    },
    server::{context::RequestContext, database::Tx},
    shared::{
        error::{AppError, FieldError},
        ids::{PersonId, SessionId, UnitId},
        text::folded,
    },
    t,
};

/// Longest account that is looked up and recorded.
const ACCOUNT_LENGTH: usize = 64;

/// What the sign-in form sends.
pub struct Credentials {
    pub account: String,
    pub password: String,
}

/// Where a right password leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// The token of a session.
    Session(String),
    /// A ticket for the step that asks for a one-time code ([`super::give_code`]).
    Code(String),
}

#[cfg(test)]
impl Entered {
    /// The session's token, where no code is asked for.
    pub fn token(self) -> String {
        match self {
            Self::Session(token) => token,
            Self::Code(_) => panic!("a one-time code is asked for"),
        }
    }
}

/// Somebody whose password was right.
pub(super) struct Known {
    pub id: Uuid,
    pub account: String,
    pub name: String,
    pub unit_id: Uuid,
    pub password_set_at: DateTime<Utc>,
}

/// Checks account and password and starts a session, or asks for a one-time code.
///
/// # Errors
/// [`AppError::Fields`] when something is empty or wrong (an unknown account is told like a wrong password);
/// [`AppError::Wait`] after five failures.
pub async fn sign_in(context: &RequestContext, input: Credentials) -> Result<Entered, AppError> {
    let (app, locale) = (&context.app, context.locale);
    // In any case and width, as it was entered (`inputs::account`).
    let account: String = folded(&input.account).replace('\0', "").chars().take(ACCOUNT_LENGTH).collect();
    let mut missing = Vec::new();
    if account.is_empty() {
        missing.push(FieldError::new("account", t::accounts::account_needed(locale)));
    }
    if input.password.is_empty() {
        missing.push(FieldError::new("password", t::accounts::password_needed(locale)));
    }
    if !missing.is_empty() {
        return Err(AppError::Fields(missing));
    }
    let address = context.address.to_string();
    let failures = attempt(context, &account, &address).await?;
    let found = sqlx::query!(
        "select id, account, name, unit_id, password_hash, password_set_at
         from people where account = $1 and disabled_at is null",
        account,
    )
    .fetch_optional(&app.db)
    .await?;
    let hash = found.as_ref().map(|found| found.password_hash.clone());
    let right = passwords::verify(input.password, hash).await?;
    let wrong = || AppError::field("password", attempts::told(t::accounts::wrong(locale), failures, locale));
    let Some(found) = found.filter(|_| right) else {
        refuse(context, &account, "session.refused").await?;
        return Err(wrong());
    };
    let mut tx = app.db.begin().await?;
    if !Proof::of(found.password_hash).holds(&mut tx, found.id).await? {
        drop(tx);
        refuse(context, &account, "session.refused").await?;
        return Err(wrong());
    }
    let known = Known {
        id: found.id,
        account: found.account,
        name: found.name,
        unit_id: found.unit_id,
        password_set_at: found.password_set_at,
    };
    // Asked only now that the account is held: codes may have been set up meanwhile.
    let asks_for_code = sqlx::query_scalar!(
        "select exists (select 1 from second_factors where person_id = $1 and confirmed_at is not null) as \"asks!\"",
        known.id,
    )
    .fetch_one(&mut *tx)
    .await?;
    let entered = if asks_for_code {
        Entered::Code(issue_ticket(&mut tx, context, &known).await?)
    } else {
        Entered::Session(start(&mut tx, context, &known).await?)
    };
    tx.commit().await?;
    forgive(context, &account, &address).await?;
    Ok(entered)
}

async fn issue_ticket(tx: &mut Tx<'_>, context: &RequestContext, person: &Known) -> Result<String, AppError> {
    let (ticket, now) = (sessions::new_token(), context.app.clock.now());
    sqlx::query!("delete from sign_in_tickets where made_at < $1", now - TICKET_LIMIT).execute(&mut **tx).await?;
    sqlx::query!(
        "insert into sign_in_tickets (digest, person_id, made_at) values ($1, $2, $3)",
        sessions::digest(&ticket),
        person.id,
        now,
    )
    .execute(&mut **tx)
    .await?;
    let event = NewEvent::new("session.password_accepted", Object::new("person", person.id, person.name.clone()));
    record_as(tx, &who(context, person, &context.address.to_string()), event).await?;
    Ok(ticket)
}

/// A password that was right before is right no more, or codes are not asked for any more: what waits for a code begins
/// anew. To be called before sessions are ended, so that one that a ticket is just opening ends with them.
pub(super) async fn void_tickets(tx: &mut Tx<'_>, person: PersonId) -> Result<(), AppError> {
    sqlx::query!("delete from sign_in_tickets where person_id = $1", person.0).execute(&mut **tx).await?;
    Ok(())
}

/// Starts a session and returns its token. A password that is too old must be changed first.
pub(super) async fn start(tx: &mut Tx<'_>, context: &RequestContext, person: &Known) -> Result<String, AppError> {
    let now = context.app.clock.now();
    let token = sessions::new_token();
    let session = SessionId::new();
    let address = context.address.to_string();
    // Whoever signs in anew leaves the session they came with.
    if let Some(earlier) = &context.signed_in {
        sqlx::query!("update sessions set ended_at = $2 where id = $1 and ended_at is null", earlier.session.0, now)
            .execute(&mut **tx)
            .await?;
    }
    let age = password_policy(&mut **tx).await?.age();
    let old = age.is_some_and(|age| now - person.password_set_at > age);
    sqlx::query!("update people set must_change_password = true where id = $1 and $2", person.id, old)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "insert into sessions (id, token_digest, person_id, created_at, seen_at, address, device)
         values ($1, $2, $3, $4, $4, $5, $6)",
        session.0,
        sessions::digest(&token),
        person.id,
        now,
        address,
        context.device,
    )
    .execute(&mut **tx)
    .await?;
    let object = Object::new("session", session.0, person.account.clone());
    record_as(tx, &who(context, person, &address), NewEvent::new("session.started", object)).await?;
    Ok(token)
}

fn who<'a>(context: &'a RequestContext, person: &'a Known, address: &'a str) -> Who<'a> {
    Who {
        person: Some((PersonId(person.id), UnitId(person.unit_id))),
        name: &person.name,
        address,
        request_id: &context.request_id,
        at: context.app.clock.for_records(),
    }
}

/// Records a try that failed; nobody knows by whom.
pub(super) async fn refuse(context: &RequestContext, account: &str, verb: &'static str) -> Result<(), AppError> {
    let address = context.address.to_string();
    let mut tx = context.app.db.begin().await?;
    let who = Who {
        person: None,
        name: account,
        address: &address,
        request_id: &context.request_id,
        at: context.app.clock.for_records(),
    };
    let object = Object { kind: "session", id: None, name: account.to_owned() };
    record_as(&mut tx, &who, NewEvent::new(verb, object)).await?;
    tx.commit().await?;
    Ok(())
}
