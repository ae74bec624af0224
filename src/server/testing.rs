//! What tests of commands and queries stand on: an application over a test's own database, people, units, time.
//!
//! ```ignore
//! #[sqlx::test]
//! async fn the_office_edits_a_task(pool: PgPool) {
//!     let app = testing::app(pool).await;
//!     let registrar = testing::person(&app, Role::Registrar, "XTB").await;
//!     let tomorrow = testing::later(&app, TimeDelta::days(1));
//!     tasks::commands::edit(&tomorrow.db, &testing::act(&tomorrow, &registrar), input).await.unwrap();
//!     assert_eq!(testing::verbs(&app).await, ["task.edited"]);
//! }
//! ```

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use sqlx::{Connection as _, Executor as _, PgPool};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    clock::Clock,
    config::{Config, Database},
    context::{Act, RequestContext, SignedIn},
    database::{self, APP_ROLE},
    http::identify::session_cookie,
    live::Live,
    site::Site,
    state::App,
    storage::Storage,
};
use crate::{
    features::{
        accounts::{passwords, sessions},
        calendar,
    },
    shared::{
        actor::{Actor, Role, Roles},
        ids::{PersonId, SessionId, UnitId},
        locale::Locale,
        theme::Theme,
    },
};

/// Everybody's password.
pub const PASSWORD: &str = "Test-River-2046!";
/// Where everybody's requests come from.
pub const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 1, 12));

static PASSWORD_HASH: OnceCell<String> = OnceCell::const_new();

/// 2016-11-30 09:00 at the office, a Wednesday: the day of the sample ledger.
#[must_use]
pub fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2016, 11, 30, 1, 0, 0).single().expect("a valid time")
}

/// The application over a test's database, working under the server's own rights, at [`start`].
pub async fn app(pool: PgPool) -> App {
    let mut connection = pool.acquire().await.expect("a database").detach();
    database::grant(&mut connection).await.expect("rights");
    // Sessions opened from here on step down by themselves; `set role none` gets the owner's rights back.
    let name: String =
        sqlx::query_scalar("select current_database()").fetch_one(&mut connection).await.expect("a name");
    let step_down = format!("alter database \"{name}\" set role = {APP_ROLE}");
    connection.execute(sqlx::AssertSqlSafe(step_down)).await.expect("the owner");
    connection.close().await.expect("closed");
    calendar::published::load(&pool).await.expect("the published working days");
    // Administrators sign in like everybody, but where a test is about their codes.
    let voluntary = "insert into settings values ('second_factor', 'voluntary') on conflict do nothing";
    pool.execute(voluntary).await.expect("a setting");
    App {
        db: pool,
        clock: Clock::fixed(start()),
        config: Arc::new(config()),
        site: Arc::new(Site::none()),
        storage: Storage::in_memory(),
        sample: false,
        stopping: CancellationToken::new(),
        live: Live::default(),
    }
}

fn config() -> Config {
    Config {
        address: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics_address: None,
        // Not a folder and never one: a test that writes files names a folder of its own.
        data: PathBuf::from("/dev/null/no-data"),
        files: PathBuf::from("/dev/null/no-data"),
        site: PathBuf::new(),
        database: Database::Private,
        connections: 4,
        behind_tls: false,
        trusted_proxy: false,
        mail: None,
        json_log: false,
    }
}

/// The same application, `by` later.
#[must_use]
pub fn later(app: &App, by: TimeDelta) -> App {
    App { clock: Clock::fixed(app.clock.now() + by), ..app.clone() }
}

/// The unit with this code; made when it is not there. Its kind follows from the code (`XTB`, `P-…`, `C-…`, `R-…`).
pub async fn unit(app: &App, code: &str) -> UnitId {
    let kind = match code.split('-').next() {
        Some("P") => "province_department",
        Some("C") => "central_department",
        Some("R") => "region_city",
        _ => "office",
    };
    sqlx::query(
        "insert into units (id, code, name, short_name, kind, sort_order)
         values ($1, $2, '吉林省' || $2, '省' || $2, $3, (select count(*) from units))
         on conflict do nothing",
    )
    .bind(UnitId::new().0)
    .bind(code)
    .bind(kind)
    .execute(&app.db)
    .await
    .expect("a unit");
    let id: Uuid = sqlx::query_scalar("select id from units where code = $1")
        .bind(code)
        .fetch_one(&app.db)
        .await
        .expect("the unit");
    UnitId(id)
}

/// A new person with `role` in the unit with this code. The account is the role's name, followed by a number from the
/// second on: `liaison`, `liaison2`.
pub async fn person(app: &App, role: Role, unit_code: &str) -> Actor {
    let earlier: i64 = sqlx::query_scalar("select count(*) from person_roles where role = $1")
        .bind(role.code())
        .fetch_one(&app.db)
        .await
        .expect("a count");
    let account = if earlier == 0 { role.code().to_owned() } else { format!("{}{}", role.code(), earlier + 1) };
    let person = person_without_role(app, &account, unit_code).await;
    sqlx::query("insert into person_roles (person_id, role, granted_at) values ($1, $2, $3)")
        .bind(person.person.0)
        .bind(role.code())
        .bind(app.clock.now())
        .execute(&app.db)
        .await
        .expect("a role");
    Actor { roles: [role].into_iter().collect(), ..person }
}

/// A new person who has an account and nothing else.
pub async fn person_without_role(app: &App, account: &str, unit_code: &str) -> Actor {
    let unit = unit(app, unit_code).await;
    let id = PersonId::new();
    sqlx::query(
        "insert into people (id, account, name, unit_id, password_hash, password_set_at, must_change_password, created_at)
         values ($1, $2, $3, $4, $5, $6, false, $6)",
    )
    .bind(id.0)
    .bind(account)
    .bind(format!("测示{account}"))
    .bind(unit.0)
    .bind(password_hash().await)
    .bind(app.clock.now())
    .execute(&app.db)
    .await
    .expect("a person");
    Actor {
        person: id,
        name: format!("测示{account}"),
        unit,
        unit_name: format!("省{unit_code}"),
        roles: Roles::default(),
    }
}

/// A new session of `actor`: its id, and the cookie that carries it.
pub async fn session(app: &App, actor: &Actor) -> (SessionId, String) {
    let (id, token) = (SessionId::new(), sessions::new_token());
    sqlx::query(
        "insert into sessions (id, token_digest, person_id, created_at, seen_at, address, device)
         values ($1, $2, $3, $4, $4, $5, 'test')",
    )
    .bind(id.0)
    .bind(sessions::digest(&token))
    .bind(actor.person.0)
    .bind(app.clock.now())
    .bind(ADDRESS.to_string())
    .execute(&app.db)
    .await
    .expect("a session");
    (id, format!("{}={token}", session_cookie(app.config.behind_tls)))
}

/// Who was told under this topic, in the order in which the people were entered.
pub async fn told(app: &App, topic: &str) -> Vec<PersonId> {
    let told = "select n.person_id from notifications n where n.topic = $1 order by n.person_id, n.made_at";
    let people: Vec<Uuid> = sqlx::query_scalar(told).bind(topic).fetch_all(&app.db).await.expect("notifications");
    people.into_iter().map(PersonId).collect()
}

/// Hashing is slow; all have the same.
async fn password_hash() -> &'static str {
    PASSWORD_HASH.get_or_init(|| async { passwords::hash(PASSWORD.to_owned()).await.expect("a hash") }).await
}

/// `actor` does something now.
#[must_use]
pub fn act(app: &App, actor: &Actor) -> Act {
    Act {
        actor: actor.clone(),
        at: app.clock.for_records(),
        now: app.clock.now(),
        today: app.clock.today(),
        address: ADDRESS.to_string(),
        request_id: "test".to_owned(),
        locale: Locale::Chinese,
    }
}

/// A request of `actor`, or of somebody who is not signed in. The session exists only in the request.
#[must_use]
pub fn context(app: &App, actor: Option<&Actor>) -> RequestContext {
    RequestContext {
        app: app.clone(),
        signed_in: actor.map(|actor| SignedIn {
            actor: actor.clone(),
            session: SessionId::new(),
            must_change_password: false,
            must_set_up_codes: false,
        }),
        locale: Locale::Chinese,
        theme: Theme::System,
        address: ADDRESS,
        request_id: "test".to_owned(),
        device: "test".to_owned(),
        uri: "/".to_owned(),
        said: None,
        sample: app.sample,
    }
}

/// The verbs of all recorded events, oldest first.
pub async fn verbs(app: &App) -> Vec<String> {
    sqlx::query_scalar("select verb from events order by id").fetch_all(&app.db).await.expect("events")
}
