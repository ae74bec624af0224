//! Who gets a mail: the person, and what that person may see now.

use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    features::notifications::{model::Sight, preferences::Preferences, queries::preferences::preferences},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::{PersonId, UnitId},
    },
};

/// Somebody with an account in use and an address.
pub struct Recipient {
    pub person: PersonId,
    pub name: String,
    pub address: String,
    pub mobile: String,
    pub sight: Sight,
    pub preferences: Preferences,
}

/// The recipient, as things stand now; none when the account is out of use.
pub async fn recipient(db: &PgPool, person: Uuid) -> Result<Option<Recipient>, AppError> {
    let row = sqlx::query!(
        "select p.name, p.email, p.mobile, p.unit_id,
                array(select role from person_roles r where r.person_id = p.id) as \"roles!\"
         from people p where p.id = $1 and p.disabled_at is null",
        person,
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let person = PersonId(person);
    let actor = Actor {
        person,
        name: row.name,
        unit: UnitId(row.unit_id),
        unit_name: String::new(),
        roles: row.roles.iter().filter_map(|role| Role::from_code(role)).collect(),
    };
    Ok(Some(Recipient {
        person,
        sight: Sight::of(&actor),
        name: actor.name,
        address: row.email,
        mobile: row.mobile,
        preferences: preferences(db, person).await?,
    }))
}
