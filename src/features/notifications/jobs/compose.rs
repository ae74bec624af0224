//! Making the mails that are due from what is unread.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    letter::{self, Words},
    recipient::{Recipient, recipient},
};
use crate::{
    features::notifications::preferences::LastWorkingDays,
    server::state::App,
    shared::{error::AppError, ids::MailId, time},
};

/// What nobody was mailed by then is no news any more: a mail server that is set up late, or an address that is entered
/// late, brings no flood of old things. It stays in the inbox.
const STALE: TimeDelta = TimeDelta::days(30);

/// What waits for one person.
struct Waiting {
    person_id: Uuid,
    urgent: bool,
    oldest: DateTime<Utc>,
    last: Option<DateTime<Utc>>,
}

/// A notification that goes into a mail.
pub(super) struct Told {
    pub id: Uuid,
    pub topic: String,
    pub args: Value,
    pub made_at: DateTime<Utc>,
    pub number: Option<String>,
}

/// Makes at most one mail of each kind for each person. A notification that was read meanwhile is not mailed.
pub(super) async fn compose(app: &App, public_url: &str) -> Result<(), AppError> {
    // Notifications carry this moment, so what waits is judged by it; when a mail is tried goes by the instant.
    let now = app.clock.for_records();
    let waiting = waiting(&app.db, now).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let days = sqlx::query_as!(
        LastWorkingDays,
        "select add_working_days($1, 0) as \"up_to_today!\", add_working_days($1::date - 1, 0) as \"up_to_yesterday!\"",
        time::office_day(now),
    )
    .fetch_one(&app.db)
    .await?;
    for one in waiting {
        let Some(recipient) = recipient(&app.db, one.person_id).await? else { continue };
        if one.urgent || recipient.preferences.digest_is_due(now, days, one.oldest, one.last) {
            write(app, now, one.urgent, &recipient, public_url).await?;
        }
    }
    Ok(())
}

/// Who has something to be told by mail and no mail of that kind under way.
async fn waiting(db: &PgPool, now: DateTime<Utc>) -> Result<Vec<Waiting>, AppError> {
    Ok(sqlx::query_as!(
        Waiting,
        "select n.person_id, n.urgent, min(n.made_at) as \"oldest!\",
                (select max(m.made_at) from mails m where m.person_id = n.person_id and m.kind = 'digest') as last
         from notifications n
         join people p on p.id = n.person_id and p.disabled_at is null and p.email <> ''
         left join notification_preferences f on f.person_id = n.person_id
         where n.mail_id is null and n.read_at is null and n.made_at > $1 and coalesce(f.email, true)
           and not exists (select from mails m
                           where m.person_id = n.person_id
                             and m.kind = case when n.urgent then 'urgent' else 'digest' end
                             and m.sent_at is null and m.given_up_at is null)
         group by n.person_id, n.urgent
         order by n.urgent desc, n.person_id",
        now - STALE,
    )
    .fetch_all(db)
    .await?)
}

/// Writes one mail of all that waits, newest last, with the mark at each notification.
async fn write(app: &App, now: DateTime<Utc>, urgent: bool, to: &Recipient, public_url: &str) -> Result<(), AppError> {
    let mut tx = app.db.begin().await?;
    let told = sqlx::query_as!(
        Told,
        "select n.id, n.topic, n.args, n.made_at, t.number as \"number?\"
         from notifications n
         left join lateral (select v.number from visible_tasks($2, $3) v where v.id = n.task_id) t on true
         where n.person_id = $1 and n.urgent = $4 and n.mail_id is null and n.read_at is null and n.made_at > $5
           and (n.task_id is null or t.number is not null)
         order by n.made_at, n.id for update of n",
        to.person.0,
        to.sight.all,
        to.sight.unit.map(|unit| unit.0),
        urgent,
        now - STALE,
    )
    .fetch_all(&mut *tx)
    .await?;
    if told.is_empty() {
        return Ok(());
    }
    let id = MailId::new();
    let Words { subject, plain, html } = letter::words(&told, urgent, to, public_url);
    sqlx::query!(
        "insert into mails (id, person_id, kind, address, subject, plain, html, made_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        to.person.0,
        if urgent { "urgent" } else { "digest" },
        to.address,
        subject,
        plain,
        html,
        now,
        app.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    let ids: Vec<Uuid> = told.iter().map(|told| told.id).collect();
    sqlx::query!("update notifications set mail_id = $1 where id = any($2)", id.0, &ids).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}
