//! The database: connecting, migrating, rights, and how its errors are told.

pub mod constraints;
pub mod idempotency;
pub mod private;
mod schema;

use anyhow::{Context as _, Result, bail};
use sqlx::{
    Connection as _, Executor as _, PgConnection, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::time::Duration;

use crate::server::config::{Config, Database};

pub use schema::{Schema, schema};

/// One transaction of a command.
pub type Tx<'a> = sqlx::Transaction<'a, sqlx::Postgres>;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// The role under which the server works. It may not update or delete the activity record.
pub const APP_ROLE: &str = "duban_app";

/// A reachable database: where the server and where the owner connect.
#[derive(Clone)]
pub struct Target {
    pub app: PgConnectOptions,
    pub owner: PgConnectOptions,
}

impl Target {
    /// # Errors
    /// When an address cannot be read.
    pub fn external(config: &Config) -> Result<Option<Self>> {
        let Database::External { url, owner } = &config.database else { return Ok(None) };
        let app: PgConnectOptions = url.reveal().parse().context("DATABASE_URL cannot be read")?;
        let owner = match owner {
            Some(owner) => owner.reveal().parse().context("DATABASE_OWNER_URL cannot be read")?,
            None => app.clone(),
        };
        Ok(Some(Self { app, owner }))
    }
}

/// An open database: external, or private and running for as long as this lives.
pub struct Opened {
    pub target: Target,
    private: Option<private::Private>,
}

impl Opened {
    /// Opens a pool of up to `connections`.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn pool(&self, connections: u32) -> Result<PgPool> {
        connect(&self.target, connections).await
    }

    /// From now on a private PostgreSQL that dies is started again.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn watch(&mut self) -> Result<()> {
        self.private.as_mut().map_or(Ok(()), private::Private::watch)
    }

    /// Leaves the database; stops a private PostgreSQL unless another process uses it. Dropping does the same, but
    /// keeps a thread of the runtime waiting.
    pub async fn close(self) {
        if let Some(private) = self.private {
            tokio::task::spawn_blocking(move || drop(private)).await.ok();
        }
    }
}

/// Opens the database that is configured. A private PostgreSQL is started, or shared with the server if one runs.
///
/// # Errors
/// Says what is missing and what to do.
pub async fn open(config: &Config) -> Result<Opened> {
    if let Some(target) = Target::external(config)? {
        return Ok(Opened { target, private: None });
    }
    let (data, connections) = (config.data.clone(), config.connections);
    let private = tokio::task::spawn_blocking(move || private::Private::start(&data, connections))
        .await
        .context("starting PostgreSQL was broken off")??;
    Ok(Opened { target: private.target(), private: Some(private) })
}

/// Brings the schema up to date. Safe when several processes start at once: sqlx takes an advisory lock. A server that
/// does not own the tables leaves them alone when nothing is missing.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub async fn migrate(target: &Target) -> Result<()> {
    let mut connection = PgConnection::connect_with(&target.owner).await.context("the database cannot be reached")?;
    if schema::is_anothers(&mut connection).await? {
        return match schema::of(&mut connection).await? {
            Schema::Current => Ok(()),
            _ => bail!("the schema is not this program's: run `duban migrate` with the owner in DATABASE_OWNER_URL"),
        };
    }
    MIGRATIONS.run(&mut connection).await.context("a migration failed")?;
    grant(&mut connection).await?;
    connection.close().await.ok();
    Ok(())
}

/// Makes the server's role where the owner may, and gives it its rights.
///
/// # Errors
/// When the role neither exists nor can be made.
pub async fn grant(connection: &mut PgConnection) -> Result<()> {
    connection
        .execute(include_str!("grants.sql"))
        .await
        .context("the role duban_app is missing and cannot be made: let an administrator run CREATE ROLE duban_app")?;
    Ok(())
}

/// A connection that was used so short a time ago is taken without being tried.
const TRUSTED: Duration = Duration::from_secs(1);

/// Opens the pool. Every connection works as `duban_app`.
///
/// # Errors
/// When the database cannot be reached.
pub async fn connect(target: &Target, connections: u32) -> Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(3))
        // It was tried when it was given back; only one that lay for a while may be dead.
        .test_before_acquire(false)
        .before_acquire(|connection, held| {
            Box::pin(async move {
                if held.idle_for > TRUSTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(|connection, _| {
            Box::pin(async move {
                // A role that owns the tables steps down; one that is duban_app already stays what it is.
                connection.execute("set role duban_app").await?;
                connection.execute("set statement_timeout = '30s'; set lock_timeout = '3s'").await?;
                Ok(())
            })
        })
        .connect_with(target.app.clone())
        .await
        .context("the database cannot be reached")
}
