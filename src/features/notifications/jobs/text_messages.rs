//! The place where an adapter for text messages (SMS) goes in. None comes with the product: gateways differ from operator
//! to operator. See docs/operations.md.

use std::future::Future;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

use super::recipient::recipient;
use crate::{features::notifications::model::sentence, shared::error::AppError};

/// A red slip that is older is not worth a text message any more.
const FRESH: TimeDelta = TimeDelta::hours(12);

/// Hands text messages to a gateway.
pub trait TextMessages: Sync {
    /// Whether there is a gateway at all; nothing is marked as handed over without.
    fn is_there(&self) -> bool;

    /// Sends `text` to the mobile number as it is in the person's account.
    fn send(&self, mobile: &str, text: &str) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// No gateway.
pub struct NoTextMessages;

impl TextMessages for NoTextMessages {
    fn is_there(&self) -> bool {
        false
    }

    async fn send(&self, _: &str, _: &str) -> anyhow::Result<()> {
        Ok(())
    }
}

/// Hands over, once, each unread urgent notification that goes by mail, too. A text message carries no id by which a repetition could be told, so
/// it is marked before it is sent: after a failure it is not sent again.
pub(super) async fn tell(db: &PgPool, now: DateTime<Utc>, texts: &impl TextMessages) -> Result<(), AppError> {
    if !texts.is_there() {
        return Ok(());
    }
    let told = sqlx::query!(
        "update notifications n set texted_at = $1 from people p
         where n.urgent and n.texted_at is null and n.mail_id is not null and n.read_at is null and n.made_at > $2
           and p.id = n.person_id and p.mobile <> ''
         returning n.person_id, n.topic, n.args",
        now,
        now - FRESH,
    )
    .fetch_all(db)
    .await?;
    for one in told {
        let Some(person) = recipient(db, one.person_id).await? else { continue };
        let text = sentence(&one.topic, &one.args, person.preferences.language);
        if let Err(error) = texts.send(&person.mobile, &text).await {
            tracing::error!(error = format!("{error:#}"), "a text message was not sent");
        }
    }
    Ok(())
}
