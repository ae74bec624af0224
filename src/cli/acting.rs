//! On whose behalf the command line changes business data: a person with an account, as on the screen. That it was the
//! command line is recorded in the place of the address.

use anyhow::{Context as _, Result};
use sqlx::PgPool;

use crate::{
    server::{clock::Clock, context::Act, settings::Settings},
    shared::{
        actor::{Actor, Role},
        ids::{PersonId, UnitId},
        locale::Locale,
    },
};

/// The clock of the installation: sample data stands still at its day.
pub async fn clock(db: &PgPool) -> Result<Clock> {
    Ok(Clock::system().with_day(Settings::read(db).await?.today))
}

/// An act of the person with this account.
pub async fn as_account(db: &PgPool, account: &str, clock: &Clock) -> Result<Act> {
    let person = sqlx::query!(
        "select p.id, p.name, p.unit_id, u.short_name as unit_name,
                array(select role from person_roles r where r.person_id = p.id) as \"roles!\"
         from people p join units u on u.id = p.unit_id
         where p.account = $1 and p.disabled_at is null",
        account,
    )
    .fetch_optional(db)
    .await?
    .with_context(|| format!("there is no account {account}"))?;
    let actor = Actor {
        person: PersonId(person.id),
        name: person.name,
        unit: UnitId(person.unit_id),
        unit_name: person.unit_name,
        roles: person.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
    };
    Ok(Act {
        actor,
        at: clock.for_records(),
        now: clock.now(),
        today: clock.today(),
        address: "command line".to_owned(),
        request_id: String::new(),
        locale: Locale::Chinese,
    })
}
