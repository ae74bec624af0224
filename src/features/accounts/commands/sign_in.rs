//! Signing in.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    features::{
        accounts::{
            model::{FAILURES_ALLOWED, WAITING_TIME, waiting_time},
            passwords,
            queries::policy::password_policy,
            sessions,
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
        locale::Locale,
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
    let (app, locale) = (&context.app, context.locale);
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
    let failures = attempt(context, &account).await?;
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
            Err(AppError::field("password", wrong(failures, locale)))
        }
    }
}

/// Counts the attempt as failed before the password is looked at, so that many at once do not get more tries than one
/// after the other. Returns how many have failed, this one included; a right password takes them all back.
async fn attempt(context: &RequestContext, account: &str) -> Result<i64, AppError> {
    let (db, now) = (&context.app.db, context.app.clock.now());
    let address = context.address.to_string();
    let failures = |but: Option<Uuid>| {
        let address = address.clone();
        async move {
            sqlx::query!(
                "select count(*) as \"count!\", max(at) as last from sign_in_failures
                 where account = $1 and address = $2 and at > $3 and id is distinct from $4",
                account,
                address,
                now - WAITING_TIME,
                but,
            )
            .fetch_one(db)
            .await
        }
    };
    let earlier = failures(None).await?;
    if let Some(wait) = waiting_time(earlier.count, earlier.last, now) {
        return Err(AppError::Wait(wait.num_seconds()));
    }
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into sign_in_failures (id, account, address, at) values ($1, $2, $3, $4)",
        id,
        account,
        address,
        now,
    )
    .execute(db)
    .await?;
    let others = failures(Some(id)).await?;
    if let Some(wait) = waiting_time(others.count, others.last, now) {
        sqlx::query!("delete from sign_in_failures where id = $1", id).execute(db).await?;
        return Err(AppError::Wait(wait.num_seconds()));
    }
    Ok(others.count + 1)
}

fn wrong(failures: i64, locale: Locale) -> String {
    match FAILURES_ALLOWED - failures {
        left if left > 0 => t::accounts::wrong_left(locale, left),
        _ => t::accounts::wrong_wait(locale, WAITING_TIME.num_minutes()),
    }
}

async fn start(context: &RequestContext, account: &str, person: Found) -> Result<String, AppError> {
    let (app, now) = (&context.app, context.app.clock.now());
    let token = sessions::new_token();
    let session = SessionId::new();
    let address = context.address.to_string();
    let mut tx = app.db.begin().await?;
    let age = password_policy(&mut *tx).await?.age();
    let old = age.is_some_and(|age| now - person.password_set_at > age);
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
        at: app.clock.for_records(),
    };
    record_as(&mut tx, &who, NewEvent::new("session.started", Object::new("session", session.0, account))).await?;
    tx.commit().await?;
    Ok(token)
}

async fn refuse(context: &RequestContext, account: &str) -> Result<(), AppError> {
    let (app, now) = (&context.app, context.app.clock.now());
    let address = context.address.to_string();
    let mut tx = app.db.begin().await?;
    let who = Who {
        person: None,
        name: account,
        address: &address,
        request_id: &context.request_id,
        at: app.clock.for_records(),
    };
    let object = Object { kind: "session", id: None, name: account.to_owned() };
    record_as(&mut tx, &who, NewEvent::new("session.refused", object)).await?;
    tx.commit().await?;
    forget_old_failures(app, now).await
}

async fn forget_old_failures(app: &App, now: DateTime<Utc>) -> Result<(), AppError> {
    sqlx::query!("delete from sign_in_failures where at < $1", now - TimeDelta::days(1)).execute(&app.db).await?;
    Ok(())
}
