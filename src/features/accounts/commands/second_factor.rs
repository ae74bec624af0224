//! One's own one-time codes: set up, confirmed, removed; and taken away by the security administrator.

use serde_json::json;
use sqlx::PgPool;

use super::{give_code::use_up, proof::prove, sign_in::void_tickets};
use crate::{
    features::{
        accounts::{
            model::{can_choose_policy, can_reset_second_factor, can_reset_second_factors},
            queries::second_factor::{Factor, factor_of, rule},
            second_factor::{RECOVERY_CODES, SecondFactorRule, new_recovery_code, new_secret, recovery_digest},
        },
        activity::{
            commands::record,
            model::{NewEvent, Object},
        },
    },
    server::{
        context::{Act, RequestContext},
        database::Tx,
    },
    shared::{error::AppError, ids::PersonId},
    t,
};

/// Makes a secret, to be confirmed with a code. Doing it again makes another in its place, which nobody has seen yet; one
/// that was confirmed stays.
pub async fn begin(context: &RequestContext) -> Result<(), AppError> {
    let act = context.act()?;
    let person = act.actor.person;
    let mut tx = context.app.db.begin().await?;
    let made = sqlx::query!(
        "insert into second_factors as f (person_id, secret, begun_at) values ($1, $2, $3)
         on conflict (person_id) do update set secret = excluded.secret, begun_at = excluded.begun_at, last_step = 0
         where f.confirmed_at is null",
        person.0,
        new_secret(),
        act.now,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if made == 0 {
        return Ok(());
    }
    record(&mut tx, &act, event("second_factor.begun", &act)).await?;
    tx.commit().await?;
    Ok(())
}

/// From now on a code is asked for at sign-in. Ends the actor's other sessions. Returns recovery codes, shown once.
///
/// # Errors
/// [`AppError::Fields`] at `current` and `one_time_code`; [`AppError::Wait`]; [`AppError::Refused`] when there is
/// nothing to confirm, or no more.
pub async fn confirm(context: &RequestContext, current: String, code: &str) -> Result<Vec<String>, AppError> {
    let (act, locale) = (context.act()?, context.locale);
    let person = act.actor.person;
    if factor_of(&context.app.db, person, act.now).await? != Factor::Begun {
        return Err(AppError::Refused(t::accounts::factor_not_begun(locale).to_owned()));
    }
    let proof = prove(context, current).await?;
    let mut tx = context.app.db.begin().await?;
    proof.needed(&mut tx, act.actor.person.0).await?;
    if !use_up(&mut tx, context, person, code).await? {
        return Err(AppError::field("one_time_code", t::accounts::code_wrong(locale)));
    }
    sqlx::query!("update second_factors set confirmed_at = $2 where person_id = $1", person.0, act.now)
        .execute(&mut *tx)
        .await?;
    let codes = give_recovery_codes(&mut tx, person).await?;
    end_other_sessions(&mut tx, context, &act).await?;
    record(&mut tx, &act, event("second_factor.confirmed", &act)).await?;
    tx.commit().await?;
    Ok(codes)
}

/// New recovery codes; the old ones are good no more.
///
/// # Errors
/// [`AppError::Fields`] at `current`; [`AppError::Wait`]; [`AppError::Refused`] without one-time codes.
pub async fn renew_recovery_codes(context: &RequestContext, current: String) -> Result<Vec<String>, AppError> {
    let act = context.act()?;
    has_one(context, act.actor.person).await?;
    let proof = prove(context, current).await?;
    let mut tx = context.app.db.begin().await?;
    proof.needed(&mut tx, act.actor.person.0).await?;
    let codes = give_recovery_codes(&mut tx, act.actor.person).await?;
    record(&mut tx, &act, event("second_factor.recovery_renewed", &act)).await?;
    tx.commit().await?;
    Ok(codes)
}

/// The password alone is enough again. Ends the actor's other sessions.
///
/// # Errors
/// [`AppError::Fields`] at `current`; [`AppError::Wait`]; [`AppError::Refused`] for who must use codes.
pub async fn remove(context: &RequestContext, current: String) -> Result<(), AppError> {
    let act = context.act()?;
    has_one(context, act.actor.person).await?;
    if rule(&context.app.db, context.app.sample).await?.asks(act.actor.roles) {
        return Err(AppError::Refused(t::accounts::factor_needed(act.locale).to_owned()));
    }
    let proof = prove(context, current).await?;
    let mut tx = context.app.db.begin().await?;
    proof.needed(&mut tx, act.actor.person.0).await?;
    take_away(&mut tx, act.actor.person).await?;
    end_other_sessions(&mut tx, context, &act).await?;
    record(&mut tx, &act, event("second_factor.removed", &act)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the codes of `person` away, whose telephone is lost, and ends all their sessions. Without codes nothing changes.
///
/// # Errors
/// [`AppError::NotFound`] for who may not, and when there is no such person; [`AppError::Refused`] for one's own.
pub async fn reset(db: &PgPool, act: &Act, person: PersonId) -> Result<(), AppError> {
    if !can_reset_second_factors(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    let name =
        sqlx::query_scalar!("select name from people where id = $1 for update", person.0).fetch_one(&mut *tx).await?;
    can_reset_second_factor(&act.actor, person).map_err(|refusal| refusal.told(act.locale))?;
    if !take_away(&mut tx, person).await? {
        return Ok(());
    }
    sqlx::query!("update sessions set ended_at = $2 where person_id = $1 and ended_at is null", person.0, act.now)
        .execute(&mut *tx)
        .await?;
    record(&mut tx, act, NewEvent::new("second_factor.reset", Object::new("person", person.0, name))).await?;
    tx.commit().await?;
    Ok(())
}

/// Chooses who must use codes: the security administrator's part. The rule in force changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for who may not; [`AppError::Fields`] at `rule`.
pub async fn choose_rule(db: &PgPool, act: &Act, sample: bool, code: &str) -> Result<(), AppError> {
    if !can_choose_policy(&act.actor) {
        return Err(AppError::NotFound);
    }
    let chosen = SecondFactorRule::from_code(code)
        .ok_or_else(|| AppError::field("rule", t::accounts::codes_rule_needed(act.locale)))?;
    let mut tx = db.begin().await?;
    let old = rule(&mut *tx, sample).await?;
    if old == chosen {
        return Ok(());
    }
    sqlx::query!(
        "insert into settings (name, value) values ('second_factor', $1)
         on conflict (name) do update set value = excluded.value",
        chosen.code(),
    )
    .execute(&mut *tx)
    .await?;
    let object = Object { kind: "setting", id: None, name: "second_factor".to_owned() };
    let state = |rule: SecondFactorRule| json!({ "second_factor": rule.code() });
    let event = NewEvent::new("setting.second_factor_chosen", object).before(&state(old)).after(&state(chosen));
    record(&mut tx, act, event).await?;
    tx.commit().await?;
    Ok(())
}

fn event(verb: &'static str, act: &Act) -> NewEvent {
    NewEvent::new(verb, Object::new("person", act.actor.person.0, act.actor.name.clone()))
}

async fn has_one(context: &RequestContext, person: PersonId) -> Result<(), AppError> {
    match factor_of(&context.app.db, person, context.app.clock.now()).await? {
        Factor::InUse { .. } => Ok(()),
        Factor::None | Factor::Begun => {
            Err(AppError::Refused(t::accounts::factor_not_begun(context.locale).to_owned()))
        }
    }
}

async fn give_recovery_codes(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<String>, AppError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| new_recovery_code()).collect();
    let digests: Vec<Vec<u8>> = codes.iter().filter_map(|code| recovery_digest(code)).collect();
    sqlx::query!("delete from recovery_codes where person_id = $1", person.0).execute(&mut **tx).await?;
    sqlx::query!("insert into recovery_codes (person_id, digest) select $1, unnest($2::bytea[])", person.0, &digests,)
        .execute(&mut **tx)
        .await?;
    Ok(codes)
}

/// Whether there was anything to take away.
pub(super) async fn take_away(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, AppError> {
    sqlx::query!("delete from recovery_codes where person_id = $1", person.0).execute(&mut **tx).await?;
    void_tickets(tx, person).await?;
    let taken = sqlx::query!("delete from second_factors where person_id = $1", person.0).execute(&mut **tx).await?;
    Ok(taken.rows_affected() > 0)
}

async fn end_other_sessions(tx: &mut Tx<'_>, context: &RequestContext, act: &Act) -> Result<(), AppError> {
    let own = context.signed_in.as_ref().ok_or(AppError::SignedOut)?.session;
    sqlx::query!(
        "update sessions set ended_at = $3 where person_id = $1 and id <> $2 and ended_at is null",
        act.actor.person.0,
        own.0,
        act.now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
