//! Sending what waits.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::{recipient::recipient, still_ours};
use crate::{
    server::{
        database::Tx,
        mail::{Failure, Letter, Mailer},
        metrics::{MAILS_GIVEN_UP, MAILS_PUT_OFF, MAILS_SENT},
        state::App,
    },
    shared::{error::AppError, ids::MailId},
};

/// Pauses after each failed try, in minutes; after the last try the mail is given up: about 15 hours in all.
const PAUSES: [i64; 7] = [1, 5, 15, 60, 120, 240, 480];

/// A mail whose turn has come.
struct Due {
    id: Uuid,
    person_id: Uuid,
    address: String,
    subject: String,
    plain: String,
    html: String,
    made_at: DateTime<Utc>,
    attempts: i32,
}

/// Sends one after the other what is due; returns how many were sent. Stops when the mail server is away.
pub(super) async fn send_due(app: &App, mailer: &Mailer, turn: &mut Tx<'_>) -> Result<usize, AppError> {
    let mut sent = 0;
    loop {
        still_ours(turn).await?;
        let Some(due) = next(&app.db, app.clock.now()).await? else { return Ok(sent) };
        if !may_be_told(&app.db, &due).await? {
            give_up(app, &due, "its reader may not see all of it any more").await?;
            continue;
        }
        match mailer.send(&letter(&due)).await {
            Ok(()) => {
                mark_sent(app, &due).await?;
                sent += 1;
            }
            Err(Failure::Lasting(error)) => give_up(app, &due, &error).await?,
            Err(Failure::Passing(error)) => put_off(app, &due, &error).await?,
            Err(Failure::Away(error)) => {
                put_off(app, &due, &error).await?;
                return Ok(sent);
            }
        }
    }
}

/// The next mail, its try counted: one that brings the server down is not tried for ever.
async fn next(db: &PgPool, now: DateTime<Utc>) -> Result<Option<Due>, AppError> {
    Ok(sqlx::query_as!(
        Due,
        "update mails set attempts = attempts + 1
         where id = (select id from mails
                     where sent_at is null and given_up_at is null and due_at <= $1
                     order by due_at, id limit 1)
         returning id, person_id, address, subject, plain, html, made_at, attempts",
        now,
    )
    .fetch_optional(db)
    .await?)
}

/// Whether the account is in use and every task that the mail speaks of may be seen still: a mail may wait for hours.
async fn may_be_told(db: &PgPool, due: &Due) -> Result<bool, AppError> {
    let Some(reader) = recipient(db, due.person_id).await? else { return Ok(false) };
    let hidden = sqlx::query_scalar!(
        "select exists (select from notifications n
                        where n.mail_id = $1 and n.task_id is not null
                          and not exists (select from visible_tasks($2, $3) t where t.id = n.task_id)) as \"hidden!\"",
        due.id,
        reader.sight.all,
        reader.sight.unit.map(|unit| unit.0),
    )
    .fetch_one(db)
    .await?;
    Ok(!hidden)
}

fn letter(due: &Due) -> Letter {
    Letter {
        id: MailId(due.id),
        to: due.address.clone(),
        subject: due.subject.clone(),
        plain: due.plain.clone(),
        html: due.html.clone(),
        made_at: due.made_at,
    }
}

async fn mark_sent(app: &App, due: &Due) -> Result<(), AppError> {
    sqlx::query!("update mails set sent_at = $2, last_error = '' where id = $1", due.id, app.clock.now())
        .execute(&app.db)
        .await?;
    metrics::counter!(MAILS_SENT).increment(1);
    Ok(())
}

/// Tries again later, or not any more.
async fn put_off(app: &App, due: &Due, error: &str) -> Result<(), AppError> {
    let tries = usize::try_from(due.attempts).unwrap_or_default();
    let Some(minutes) = PAUSES.get(tries.saturating_sub(1)) else { return give_up(app, due, error).await };
    tracing::warn!(mail = %due.id, attempts = due.attempts, error, "a mail could not be sent; it is tried again");
    metrics::counter!(MAILS_PUT_OFF).increment(1);
    let due_at = app.clock.now() + TimeDelta::minutes(*minutes);
    sqlx::query!("update mails set due_at = $2, last_error = $3 where id = $1", due.id, due_at, error)
        .execute(&app.db)
        .await?;
    Ok(())
}

async fn give_up(app: &App, due: &Due, error: &str) -> Result<(), AppError> {
    tracing::error!(mail = %due.id, attempts = due.attempts, error, "a mail was given up; its reader finds it in the inbox");
    metrics::counter!(MAILS_GIVEN_UP).increment(1);
    sqlx::query!("update mails set given_up_at = $2, last_error = $3 where id = $1", due.id, app.clock.now(), error)
        .execute(&app.db)
        .await?;
    Ok(())
}
