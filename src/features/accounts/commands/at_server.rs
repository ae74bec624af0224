//! What the operator of the server does on its command line (`duban admin`): the first administrators of an empty
//! installation, and new passwords when nobody can sign in any more. Recorded without a person.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgPool;

use super::{reset_password::set_initial, second_factor::take_away};
use crate::{
    features::{
        accounts::{
            inputs,
            model::{ADMIN_PARTS, Issued},
            passwords,
            queries::{people::roles, policy::password_policy},
        },
        activity::{
            commands::{Who, record_as},
            model::{NewEvent, Object},
        },
        units::{model::UnitKind, queries::lock_open_unit},
    },
    server::database::{Tx, constraints::on_constraint},
    shared::{
        actor::{Role, Roles},
        error::AppError,
        ids::{PersonId, UnitId},
        locale::Locale,
        text::folded,
    },
    t,
};

/// Code and name of the unit that is made when there is none yet.
const OFFICE: (&str, &str) = ("XTB", "协调小组办公室");

/// How the activity record names the command line.
#[must_use]
pub const fn command_line(at: DateTime<Utc>) -> Who<'static> {
    Who { person: None, name: "duban admin", address: "", request_id: "", at }
}

/// An administrator to be made.
#[derive(Clone, Debug)]
pub struct NewAdmin {
    pub account: String,
    pub name: String,
    /// One of the three administrators' parts.
    pub role: Role,
    /// Code; the office without one.
    pub unit: Option<String>,
    /// A random one without.
    pub password: Option<String>,
}

/// Makes an administrator, and the office when there is no unit yet. The password must be changed at the first sign-in.
///
/// # Errors
/// [`AppError::Fields`], in English.
pub async fn create_admin(db: &PgPool, at: DateTime<Utc>, input: NewAdmin) -> Result<Issued, AppError> {
    const LOCALE: Locale = Locale::English;
    let mut errors = Vec::new();
    let account = inputs::account(&input.account, LOCALE, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Fields(errors));
    }
    let name = inputs::name(&input.name, LOCALE, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Fields(errors));
    }
    if !ADMIN_PARTS.contains(&input.role) {
        return Err(AppError::field("role", t::accounts::role_needed(LOCALE)));
    }
    let password = input.password.unwrap_or_else(passwords::initial);
    let policy = password_policy(db).await?;
    policy.check(&password, &[&account, &name], LOCALE).map_err(|message| AppError::field("password", message))?;
    let hash = passwords::hash(password.clone()).await?;
    let mut tx = db.begin().await?;
    let unit = unit(&mut tx, input.unit.as_deref()).await?;
    let person = PersonId::new();
    sqlx::query!(
        "insert into people (id, account, name, unit_id, password_hash, password_set_at, must_change_password, created_at)
         values ($1, $2, $3, $4, $5, $6, true, $6)",
        person.0,
        account,
        name,
        unit.0,
        hash,
        at,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, LOCALE))?;
    sqlx::query!(
        "insert into person_roles (person_id, role, granted_at) values ($1, $2, $3)",
        person.0,
        input.role.code(),
        at,
    )
    .execute(&mut *tx)
    .await?;
    let event = NewEvent::new("person.admin_created", Object::new("person", person.0, name.clone()));
    record_as(&mut tx, &command_line(at), event.after(&json!({ "account": account, "role": input.role }))).await?;
    tx.commit().await?;
    Ok(Issued { person, account, name, password })
}

/// The unit with this code; without a code the office, or the first unit there is, or a new office.
async fn unit(tx: &mut Tx<'_>, code: Option<&str>) -> Result<UnitId, AppError> {
    let any = sqlx::query_scalar!(
        "select id from units where closed_on is null order by kind <> 'office', sort_order, code limit 1",
    )
    .fetch_optional(&mut **tx)
    .await?;
    let found = match code {
        Some(code) => lock_open_unit(&mut **tx, code).await?,
        None => any.map(UnitId),
    };
    match (found, any, code) {
        (Some(unit), ..) => Ok(unit),
        (None, None, None | Some("XTB")) => {
            let id = UnitId::new();
            sqlx::query!(
                "insert into units (id, code, name, short_name, kind, sort_order) values ($1, $2, $3, $3, $4, 10)",
                id.0,
                OFFICE.0,
                OFFICE.1,
                UnitKind::Office.code(),
            )
            .execute(&mut **tx)
            .await?;
            Ok(id)
        }
        _ => Err(AppError::field("unit", t::accounts::no_unit(Locale::English))),
    }
}

/// Sets a new initial password for any account, lets it in at once wherever it had to wait, and ends its sessions.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such account; [`AppError::Fields`] when the given password is against the
/// policy.
pub async fn reset_password_of(
    db: &PgPool,
    at: DateTime<Utc>,
    account: &str,
    password: Option<String>,
) -> Result<Issued, AppError> {
    let account = folded(account);
    let found = sqlx::query!("select id, name from people where account = $1", account).fetch_one(db).await?;
    let password = password.unwrap_or_else(passwords::initial);
    let policy = password_policy(db).await?;
    policy
        .check(&password, &[&account, &found.name], Locale::English)
        .map_err(|message| AppError::field("password", message))?;
    let hash = passwords::hash(password.clone()).await?;
    let (mut tx, person) = (db.begin().await?, PersonId(found.id));
    set_initial(&mut tx, person, &hash, at).await?;
    let event = NewEvent::new("person.password_reset", Object::new("person", found.id, found.name.clone()));
    record_as(&mut tx, &command_line(at), event).await?;
    tx.commit().await?;
    Ok(Issued { person, account, name: found.name, password })
}

/// Takes the one-time codes of any account away, whose telephone and recovery codes are lost, and ends its sessions.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such account, or it has no codes.
pub async fn reset_codes_of(db: &PgPool, at: DateTime<Utc>, account: &str) -> Result<String, AppError> {
    let account = folded(account);
    let mut tx = db.begin().await?;
    let found =
        sqlx::query!("select id, name from people where account = $1 for update", account).fetch_one(&mut *tx).await?;
    if !take_away(&mut tx, PersonId(found.id)).await? {
        return Err(AppError::NotFound);
    }
    sqlx::query!("update sessions set ended_at = $2 where person_id = $1 and ended_at is null", found.id, at)
        .execute(&mut *tx)
        .await?;
    let event = NewEvent::new("second_factor.reset", Object::new("person", found.id, found.name.clone()));
    record_as(&mut tx, &command_line(at), event).await?;
    tx.commit().await?;
    Ok(found.name)
}

/// An account with a role of its own at the server.
#[derive(Clone, Debug)]
pub struct AdminLine {
    pub account: String,
    pub name: String,
    pub roles: Roles,
    pub disabled: bool,
}

/// All administrators, for `duban admin list`.
pub async fn administrators(db: &PgPool) -> Result<Vec<AdminLine>, AppError> {
    let parts: Vec<String> = ADMIN_PARTS.iter().map(|part| part.code().to_owned()).collect();
    let rows = sqlx::query!(
        "select p.account, p.name, p.disabled_at is not null as \"disabled!\",
                array(select role from person_roles r where r.person_id = p.id) as \"roles!\"
         from people p
         where exists (select 1 from person_roles r where r.person_id = p.id and r.role = any($1))
         order by p.account",
        &parts,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AdminLine { account: row.account, name: row.name, roles: roles(&row.roles), disabled: row.disabled })
        .collect())
}
