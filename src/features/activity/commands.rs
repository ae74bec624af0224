//! Recording: called by every command, in its transaction.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::{
    filter::AuditFilter,
    model::{NewEvent, Object, can_read_audit},
};
use crate::{
    server::{context::Act, database::Tx},
    shared::{
        error::AppError,
        ids::{EventId, PersonId, UnitId},
    },
};

/// Who acted, when and from where. Without a person: a refused sign-in, the command line.
#[derive(Clone, Debug)]
pub struct Who<'a> {
    pub person: Option<(PersonId, UnitId)>,
    pub name: &'a str,
    pub address: &'a str,
    pub request_id: &'a str,
    pub at: DateTime<Utc>,
}

/// Records what the signed-in person did.
pub async fn record(tx: &mut Tx<'_>, act: &Act, event: NewEvent) -> Result<(), AppError> {
    let who = Who {
        person: Some((act.actor.person, act.actor.unit)),
        name: &act.actor.name,
        address: &act.address,
        request_id: &act.request_id,
        at: act.at,
    };
    record_as(tx, &who, event).await
}

/// Records what `who` did, signed in or not.
pub async fn record_as(tx: &mut Tx<'_>, who: &Who<'_>, event: NewEvent) -> Result<(), AppError> {
    // The outbox row in the same statement: sealing and live updates start from it once this is committed.
    sqlx::query!(
        "with event as (
            insert into events (id, at, actor_id, actor_name, unit_id, address, request_id, verb, object_kind,
                                object_id, object_name, before, after, left_units)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            returning id)
         insert into outbox (event_id) select id from event",
        EventId::new().0,
        who.at,
        who.person.map(|(person, _)| person.0),
        who.name,
        who.person.map(|(_, unit)| unit.0),
        who.address,
        who.request_id,
        event.verb,
        event.object.kind,
        event.object.id,
        event.object.name,
        event.before,
        event.after,
        &event.left_units.iter().map(|unit| unit.0).collect::<Vec<_>>(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Records many events of one command by one statement, e.g. one for each task of an import.
pub async fn record_all(tx: &mut Tx<'_>, act: &Act, events: Vec<NewEvent>) -> Result<(), AppError> {
    let column = |pick: fn(&NewEvent) -> String| events.iter().map(pick).collect::<Vec<_>>();
    sqlx::query!(
        "with written as (
            insert into events (id, at, actor_id, actor_name, unit_id, address, request_id, verb, object_kind,
                                object_id, object_name, before, after, left_units)
            select id, $1, $2, $3, $4, $5, $6, verb, kind, object, name, before, after, left_units::uuid[]
            from unnest($7::uuid[], $8::text[], $9::text[], $10::uuid[], $11::text[], $12::jsonb[], $13::jsonb[],
                        $14::text[])
                 t (id, verb, kind, object, name, before, after, left_units)
            returning id)
         insert into outbox (event_id) select id from written",
        act.at,
        act.actor.person.0,
        act.actor.name,
        act.actor.unit.0,
        act.address,
        act.request_id,
        &events.iter().map(|_| EventId::new().0).collect::<Vec<_>>(),
        &column(|event| event.verb.to_owned()),
        &column(|event| event.object.kind.to_owned()),
        &events.iter().map(|event| event.object.id).collect::<Vec<_>>() as &[Option<uuid::Uuid>],
        &column(|event| event.object.name.clone()),
        &events.iter().map(|event| event.before.clone()).collect::<Vec<_>>() as &[Option<serde_json::Value>],
        &events.iter().map(|event| event.after.clone()).collect::<Vec<_>>() as &[Option<serde_json::Value>],
        // Lists of different lengths are no array of PostgreSQL: each goes as its literal.
        &column(|event| {
            let units: Vec<String> = event.left_units.iter().map(ToString::to_string).collect();
            format!("{{{}}}", units.join(","))
        }),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Records that the auditor took the record, or a part of it, out of the system.
///
/// # Errors
/// [`AppError::NotFound`] for who may not read the record.
pub async fn record_export(db: &PgPool, act: &Act, filter: &AuditFilter) -> Result<(), AppError> {
    if !can_read_audit(&act.actor) {
        return Err(AppError::NotFound);
    }
    let mut tx = db.begin().await?;
    let object = Object { kind: "audit", id: None, name: String::new() };
    let filter: serde_json::Map<_, _> =
        filter.pairs().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    record(&mut tx, act, NewEvent::new("export.made", object).after(&serde_json::json!({ "filter": filter }))).await?;
    tx.commit().await?;
    Ok(())
}
