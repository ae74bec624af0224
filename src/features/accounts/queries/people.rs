//! Reads of people.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::{
    features::accounts::model::{can_grant_roles, can_manage_people},
    shared::{
        actor::{Actor, Role, Roles},
        error::AppError,
        ids::{PersonId, UnitId},
        paging,
    },
};

/// Rows of a page.
pub const PAGE: usize = 50;

/// Which accounts the list shows, from where; all of it stands in the address.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Part of a name, an account or a unit's name.
    pub text: Option<String>,
    /// Code of a unit.
    pub unit: Option<String>,
    pub state: Option<AccountState>,
    pub role: Option<Role>,
    /// The page after, or before, this account.
    pub after: Option<String>,
    pub before: Option<String>,
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    InUse,
    Disabled,
}

impl AccountState {
    pub const ALL: [Self; 2] = [Self::InUse, Self::Disabled];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::Disabled => "disabled",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct PersonLine {
    pub id: PersonId,
    pub account: String,
    pub name: String,
    pub unit_name: String,
    pub post: String,
    pub state: AccountState,
    /// The password must be changed at the next sign-in.
    pub must_change_password: bool,
    pub roles: Roles,
}

/// A page of the list.
#[derive(Clone, Debug, Default)]
pub struct PeoplePage {
    pub lines: Vec<PersonLine>,
    /// How many the filter finds.
    pub count: i64,
    /// Accounts from which the neighbouring pages go on.
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    account: String,
    name: String,
    unit_name: String,
    post: String,
    disabled_at: Option<DateTime<Utc>>,
    must_change_password: bool,
    roles: Vec<String>,
}

/// One page of people by account, for who manages accounts or roles.
pub async fn page(db: &PgPool, actor: &Actor, filter: &PeopleFilter) -> Result<PeoplePage, AppError> {
    if !can_manage_people(actor) && !can_grant_roles(actor) {
        return Err(AppError::NotFound);
    }
    let backwards = filter.before.is_some();
    let mut sql = QueryBuilder::<Postgres>::new(
        "select p.id, p.account, p.name, u.short_name as unit_name, p.post, p.disabled_at, p.must_change_password,
                array(select role from person_roles r where r.person_id = p.id) as roles ",
    );
    push_source(&mut sql, filter);
    if let Some(account) = filter.before.as_ref().or(filter.after.as_ref()) {
        sql.push(if backwards { " and p.account < " } else { " and p.account > " }).push_bind(account.clone());
    }
    sql.push(" order by p.account").push(if backwards { " desc" } else { "" });
    sql.push(format!(" limit {}", PAGE + 1));
    let mut rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    let more = paging::cut(&mut rows, PAGE);
    if backwards {
        rows.reverse();
    }
    let began = if backwards { more } else { filter.after.is_some() };
    let goes_on = backwards || more;
    let previous = rows.first().filter(|_| began).map(|row| row.account.clone());
    let next = rows.last().filter(|_| goes_on).map(|row| row.account.clone());
    let mut count = QueryBuilder::<Postgres>::new("select count(*) ");
    push_source(&mut count, filter);
    let count = count.build_query_scalar().fetch_one(db).await?;
    Ok(PeoplePage { lines: rows.into_iter().map(line).collect(), count, previous, next })
}

fn push_source(sql: &mut QueryBuilder<Postgres>, filter: &PeopleFilter) {
    sql.push("from people p join units u on u.id = p.unit_id where true");
    if let Some(text) = &filter.text {
        let text = text.to_lowercase().replace('\0', "");
        for (before, column) in
            [(" and (", "p.name"), (" or ", "p.account"), (" or ", "u.name"), (" or ", "u.short_name")]
        {
            sql.push(before).push("strpos(lower(").push(column).push("), ").push_bind(text.clone()).push(") > 0");
        }
        sql.push(")");
    }
    if let Some(unit) = &filter.unit {
        sql.push(" and u.code = ").push_bind(unit.replace('\0', ""));
    }
    match filter.state {
        Some(AccountState::InUse) => sql.push(" and p.disabled_at is null"),
        Some(AccountState::Disabled) => sql.push(" and p.disabled_at is not null"),
        None => sql,
    };
    if let Some(role) = filter.role {
        sql.push(" and exists (select 1 from person_roles r where r.person_id = p.id and r.role = ");
        sql.push_bind(role.code()).push(")");
    }
}

fn line(row: Row) -> PersonLine {
    PersonLine {
        id: PersonId(row.id),
        account: row.account,
        name: row.name,
        unit_name: row.unit_name,
        post: row.post,
        state: if row.disabled_at.is_some() { AccountState::Disabled } else { AccountState::InUse },
        must_change_password: row.must_change_password,
        roles: roles(&row.roles),
    }
}

/// A set of roles from their codes; the database admits no other words.
pub fn roles(codes: &[String]) -> Roles {
    codes.iter().filter_map(|code| Role::from_code(code)).collect()
}

/// A person as the pages about them show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    pub id: PersonId,
    pub account: String,
    pub name: String,
    /// Code and short name.
    pub unit: (String, String),
    pub post: String,
    pub office_phone: String,
    pub mobile: String,
    pub email: String,
    pub created_at: DateTime<Utc>,
    pub password_set_at: DateTime<Utc>,
    pub must_change_password: bool,
    pub disabled_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub roles: Roles,
}

/// The person, for who manages accounts or roles; and everybody for themselves.
pub async fn view(db: &PgPool, actor: &Actor, person: PersonId) -> Result<PersonView, AppError> {
    if !can_manage_people(actor) && !can_grant_roles(actor) && actor.person != person {
        return Err(AppError::NotFound);
    }
    let row = sqlx::query!(
        "select p.id, p.account, p.name, u.code as unit_code, u.short_name as unit_name, p.post, p.office_phone, p.mobile,
                p.email, p.created_at, p.password_set_at, p.must_change_password, p.disabled_at, p.version,
                array(select role from person_roles r where r.person_id = p.id) as \"roles!\"
         from people p join units u on u.id = p.unit_id where p.id = $1",
        person.0,
    )
    .fetch_one(db)
    .await?;
    Ok(PersonView {
        id: PersonId(row.id),
        account: row.account,
        name: row.name,
        unit: (row.unit_code, row.unit_name),
        post: row.post,
        office_phone: row.office_phone,
        mobile: row.mobile,
        email: row.email,
        created_at: row.created_at,
        password_set_at: row.password_set_at,
        must_change_password: row.must_change_password,
        disabled_at: row.disabled_at,
        version: row.version,
        roles: roles(&row.roles),
    })
}

/// How many accounts in use each unit has.
pub async fn by_unit(db: impl PgExecutor<'_>) -> Result<HashMap<UnitId, i64>, AppError> {
    let rows =
        sqlx::query!("select unit_id, count(*) as \"count!\" from people where disabled_at is null group by unit_id")
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|row| (UnitId(row.unit_id), row.count)).collect())
}

/// How many accounts in use a unit has.
pub async fn active_in(db: impl PgExecutor<'_>, unit: UnitId) -> Result<i64, AppError> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from people where unit_id = $1 and disabled_at is null",
        unit.0,
    )
    .fetch_one(db)
    .await?)
}
