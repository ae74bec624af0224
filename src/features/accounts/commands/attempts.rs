//! Failed tries: five for an account from an address, and it waits there for fifteen minutes; a hundred from one address,
//! whatever the accounts, and the address waits.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    features::accounts::model::{FAILURES_ALLOWED, FAILURES_OF_ADDRESS, WAITING_TIME, waiting_time},
    server::context::RequestContext,
    shared::{error::AppError, locale::Locale},
    t,
};

/// Stands for the address where one-time codes are counted: whoever gets that far knows the password, so they wait
/// everywhere.
pub const CODES: &str = "code";

/// Counts the attempt as failed before anything is compared, so that many at once do not get more tries than one after
/// the other. Returns how many have failed, this one included; [`forgive`] takes them all back. The account is as it was
/// typed, known or not.
///
/// # Errors
/// [`AppError::Wait`] when there were too many already.
pub async fn attempt(context: &RequestContext, account: &str, address: &str) -> Result<i64, AppError> {
    let (db, now) = (&context.app.db, context.app.clock.now());
    let earlier = failures(context, account, address, None).await?;
    earlier.may_go_on(now)?;
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
    let others = failures(context, account, address, Some(id)).await?;
    if let Err(wait) = others.may_go_on(now) {
        sqlx::query!("delete from sign_in_failures where id = $1", id).execute(db).await?;
        return Err(wait);
    }
    Ok(others.count + 1)
}

struct Failures {
    count: i64,
    last: Option<DateTime<Utc>>,
    of_address: i64,
    last_of_address: Option<DateTime<Utc>>,
}

impl Failures {
    fn may_go_on(&self, now: DateTime<Utc>) -> Result<(), AppError> {
        let of_account = waiting_time(self.count, FAILURES_ALLOWED, self.last, now);
        let wait = of_account.max(waiting_time(self.of_address, FAILURES_OF_ADDRESS, self.last_of_address, now));
        wait.map_or(Ok(()), |wait| Err(AppError::Wait(wait.num_seconds())))
    }
}

async fn failures(
    context: &RequestContext,
    account: &str,
    address: &str,
    but: Option<Uuid>,
) -> Result<Failures, AppError> {
    Ok(sqlx::query_as!(
        Failures,
        "select count(*) filter (where account = $1) as \"count!\", max(at) filter (where account = $1) as last,
                count(*) filter (where $2 <> $5) as \"of_address!\", max(at) as last_of_address
         from sign_in_failures where address = $2 and at > $3 and id is distinct from $4",
        account,
        address,
        context.app.clock.now() - WAITING_TIME,
        but,
        CODES,
    )
    .fetch_one(&context.app.db)
    .await?)
}

/// The right password or code takes back what failed before; what is older than a day is of no use to anybody.
pub async fn forgive(context: &RequestContext, account: &str, address: &str) -> Result<(), AppError> {
    sqlx::query!(
        "delete from sign_in_failures where (account = $1 and address = $2) or at < $3",
        account,
        address,
        context.app.clock.now() - TimeDelta::days(1),
    )
    .execute(&context.app.db)
    .await?;
    Ok(())
}

/// What is left after `failures`, in a sentence that follows what was wrong.
#[must_use]
pub fn told(wrong: &str, failures: i64, locale: Locale) -> String {
    match FAILURES_ALLOWED - failures {
        left if left > 0 => t::accounts::wrong_left(locale, wrong, left),
        _ => t::accounts::wrong_wait(locale, wrong, FAILURES_ALLOWED, WAITING_TIME.num_minutes()),
    }
}
