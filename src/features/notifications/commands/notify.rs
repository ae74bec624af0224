//! Telling: called by commands and jobs, in their transaction.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    features::notifications::model::Notice,
    server::database::Tx,
    shared::{actor::Role, error::AppError},
};

/// Makes one notification for each person with an account in use whom a notice concerns now. Whoever was told of the same
/// occasion already is left out. Writes no event: the command that calls it does.
///
/// # Errors
/// Only what the database says.
pub async fn notify(tx: &mut Tx<'_>, at: DateTime<Utc>, notices: &[Notice<'_>]) -> Result<(), AppError> {
    let filters: Vec<_> = notices.iter().map(|notice| notice.audience.filter()).collect();
    // Identifiers are made where the number of recipients is known. Nothing is ordered by them alone.
    sqlx::query!(
        "insert into notifications (id, person_id, topic, args, task_id, urgent, dedupe, made_at)
         select gen_random_uuid(), p.id, n.topic, n.args, n.task, n.urgent, n.dedupe, $1
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::uuid[], $8::bool[], $9::text[])
              n (person, unit, roles, topic, args, task, urgent, dedupe)
         join people p on p.disabled_at is null
              and (p.id = n.person
                   or (n.unit is null or p.unit_id = n.unit)
                      and exists (select from person_roles r
                                  where r.person_id = p.id and r.role = any (n.roles::text[])))
         on conflict (person_id, dedupe) do nothing",
        at,
        &filters.iter().map(|(person, _, _)| person.map(|id| id.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &filters.iter().map(|(_, unit, _)| unit.map(|id| id.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &filters.iter().map(|(_, _, roles)| literal(roles)).collect::<Vec<_>>(),
        &notices.iter().map(|notice| notice.topic.code().to_owned()).collect::<Vec<_>>(),
        &notices.iter().map(texts).collect::<Vec<_>>(),
        &notices.iter().map(|notice| notice.task.map(|(id, _)| id.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &notices.iter().map(|notice| notice.urgent).collect::<Vec<_>>(),
        &notices.iter().map(|notice| notice.dedupe.clone()).collect::<Vec<_>>(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What the sentence needs, with the task's number.
fn texts(notice: &Notice<'_>) -> Value {
    let mut args = notice.args.as_object().cloned().unwrap_or_default();
    if let Some((_, number)) = notice.task {
        args.insert("number".to_owned(), number.into());
    }
    debug_assert!(
        notice.topic.needs().iter().all(|need| args.get(*need).is_some_and(Value::is_string)),
        "{:?} needs {:?} and has {args:?}",
        notice.topic,
        notice.topic.needs(),
    );
    args.into()
}

/// Lists of different lengths are no array of PostgreSQL: each goes as its literal.
fn literal(roles: &[Role]) -> String {
    format!("{{{}}}", roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(","))
}
