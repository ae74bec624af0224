//! Signing in.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    features::{
        accounts::{
            model::{PASSWORD_AGE, WAITING_TIME, waiting_time},
            passwords, sessions,
        },
        activity::{
            commands::{Who, record_as},
            model::{NewEvent, Object},
        },
    },
    server::{context::RequestContext, state::App},
    shared::{
        error::{AppError, FieldError},
        ids::{PersonId, SessionId, UnitId},
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

struct Found {
    id: Uuid,
    name: String,
    unit_id: Uuid,
    password_hash: String,
    password_set_at: DateTime<Utc>,
}

/// Checks account and password and starts a session. Returns its token.
///
/// # Errors
/// [`AppError::Fields`] when something is empty or wrong (an unknown account is told like a wrong password);
/// [`AppError::Wait`] after five failures.
pub async fn sign_in(context: &RequestContext, input: Credentials) -> Result<String, AppError> {
    let (app, locale, now) = (&context.app, context.locale, context.app.clock.now());
    let account: String = input.account.trim().to_lowercase().replace('\0', "").chars().take(ACCOUNT_LENGTH).collect();
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
    let failures = sqlx::query!(
        "select count(*) as \"count!\", max(at) as last from sign_in_failures
         where account = $1 and address = $2 and at > $3",
        account,
        address,
        now - WAITING_TIME,
    )
    .fetch_one(&app.db)
    .await?;
    if let Some(wait) = waiting_time(failures.count, failures.last, now) {
        return Err(AppError::Wait(wait.num_seconds()));
    }
    let found = sqlx::query_as!(
        Found,
        "select id, name, unit_id, password_hash, password_set_at from people
         where account = $1 and disabled_at is null",
        account,
    )
    .fetch_optional(&app.db)
    .await?;
    let hash = found.as_ref().map(|found| found.password_hash.clone());
    let right = passwords::verify(input.password, hash).await?;
    match found {
        Some(found) if right => start(context, &account, found).await,
        _ => {
            refuse(context, &account).await?;
            Err(AppError::field("password", t::accounts::wrong(locale)))
        }
    }
}

async fn start(context: &RequestContext, account: &str, person: Found) -> Result<String, AppError> {
    let (app, now) = (&context.app, context.app.clock.now());
    let token = sessions::new_token();
    let session = SessionId::new();
    let address = context.address.to_string();
    let old = now - person.password_set_at > PASSWORD_AGE;
    let mut tx = app.db.begin().await?;
    sqlx::query!("delete from sign_in_failures where account = $1 and address = $2", account, address)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("update people set must_change_password = true where id = $1 and $2", person.id, old)
        .execute(&mut *tx)
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
    .execute(&mut *tx)
    .await?;
    let who = Who {
        person: Some((PersonId(person.id), UnitId(person.unit_id))),
        name: &person.name,
        address: &address,
        request_id: &context.request_id,
        at: now,
    };
    record_as(&mut tx, &who, NewEvent::new("session.started", Object::new("session", session.0, account))).await?;
    tx.commit().await?;
    Ok(token)
}

async fn refuse(context: &RequestContext, account: &str) -> Result<(), AppError> {
    let (app, now) = (&context.app, context.app.clock.now());
    let address = context.address.to_string();
    let mut tx = app.db.begin().await?;
    sqlx::query!("insert into sign_in_failures (account, address, at) values ($1, $2, $3)", account, address, now)
        .execute(&mut *tx)
        .await?;
    let who = Who { person: None, name: account, address: &address, request_id: &context.request_id, at: now };
    let object = Object { kind: "session", id: None, name: account.to_owned() };
    record_as(&mut tx, &who, NewEvent::new("session.refused", object)).await?;
    tx.commit().await?;
    forget_old_failures(app, now).await
}

async fn forget_old_failures(app: &App, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!("delete from sign_in_failures where at < $1", now - TimeDelta::days(1)).execute(&app.db).await?;
    Ok(())
}
