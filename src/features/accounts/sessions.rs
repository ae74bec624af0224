//! Sessions: a random token in the browser's cookie, its SHA-256 in the database, so that a stolen table opens nothing.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    model::{ABSOLUTE_LIMIT, IDLE_LIMIT},
    second_factor::SecondFactorRule,
};
use crate::{
    server::{
        context::{RequestContext, SignedIn},
        http::{identify::session_cookie, redirect},
        state::App,
    },
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::{PersonId, SessionId, UnitId},
    },
};

/// A session's last use is written no more often than this.
const SEEN_GRAIN: TimeDelta = TimeDelta::seconds(30);

/// 256 random bits, as the cookie carries them.
#[must_use]
pub fn new_token() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What the database keeps of a token.
#[must_use]
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The cookie that carries `token`; it ends with the browser session.
#[must_use]
pub fn cookie(token: &str, secure: bool) -> String {
    let (name, secure) = (session_cookie(secure), if secure { "; Secure" } else { "" });
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// The cookie that removes the session's.
#[must_use]
pub fn no_cookie(secure: bool) -> String {
    format!("{}; Max-Age=0", cookie("", secure))
}

/// Hands the browser its session and sends it on to `next`, an address of ours.
pub fn enter(context: &RequestContext, token: &str, next: &str) {
    redirect::with_cookie(&redirect::inside(next), &cookie(token, context.app.config.behind_tls));
}

/// Who carries `token`, if the session is still good; notes that it was used.
///
/// # Errors
/// Only when the database does not answer.
pub async fn resume(app: &App, token: &str) -> Result<Option<SignedIn>, AppError> {
    let Some((found, seen_at)) = find(app, token).await? else { return Ok(None) };
    if app.clock.now() - seen_at > SEEN_GRAIN {
        touch(app, found.session.0).await?;
    }
    Ok(Some(found))
}

/// Who carries `token`, if the session is still good. Looking does not keep an idle session alive.
///
/// # Errors
/// Only when the database does not answer.
pub async fn look(app: &App, token: &str) -> Result<Option<SignedIn>, AppError> {
    Ok(find(app, token).await?.map(|(found, _)| found))
}

async fn find(app: &App, token: &str) -> Result<Option<(SignedIn, DateTime<Utc>)>, AppError> {
    let now = app.clock.now();
    let Some(row) = sqlx::query!(
        "select s.id, s.seen_at, p.id as person_id, p.name, p.unit_id, u.short_name as unit_name, p.must_change_password,
                array(select role from person_roles r where r.person_id = p.id) as \"roles!\",
                exists (select 1 from second_factors f where f.person_id = p.id and f.confirmed_at is not null)
                    as \"has_second_factor!\",
                (select value from settings where name = 'second_factor') as second_factor
         from sessions s
         join people p on p.id = s.person_id
         join units u on u.id = p.unit_id
         where s.token_digest = $1 and s.ended_at is null and s.created_at > $2 and s.seen_at > $3
           and p.disabled_at is null",
        digest(token),
        now - ABSOLUTE_LIMIT,
        now - IDLE_LIMIT,
    )
    .fetch_optional(&app.db)
    .await?
    else {
        return Ok(None);
    };
    let actor = Actor {
        person: PersonId(row.person_id),
        name: row.name,
        unit: UnitId(row.unit_id),
        unit_name: row.unit_name,
        roles: row.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
    };
    let rule = row.second_factor.and_then(|code| SecondFactorRule::from_code(&code));
    let rule = rule.unwrap_or_else(|| SecondFactorRule::by_default(app.sample));
    let found = SignedIn {
        session: SessionId(row.id),
        must_change_password: row.must_change_password,
        must_set_up_codes: !row.has_second_factor && rule.asks(actor.roles),
        actor,
    };
    Ok(Some((found, row.seen_at)))
}

async fn touch(app: &App, session: Uuid) -> Result<(), AppError> {
    sqlx::query!("update sessions set seen_at = $2 where id = $1", session, app.clock.now()).execute(&app.db).await?;
    Ok(())
}
