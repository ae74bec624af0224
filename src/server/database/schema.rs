//! How the schema of a database stands to the migrations in this program.

use anyhow::{Context as _, Result};
use sqlx::{Connection as _, PgConnection, migrate::Migrate as _};

use super::{MIGRATIONS, Target};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Current,
    /// So many migrations have not run.
    Behind(usize),
    /// A newer program has been here.
    Ahead,
    /// This migration was changed after it ran.
    Different(i64),
}

/// Looks without changing anything.
///
/// # Errors
/// When the database cannot be reached or read.
pub async fn schema(target: &Target) -> Result<Schema> {
    let mut connection = PgConnection::connect_with(&target.owner).await.context("the database cannot be reached")?;
    let schema = of(&mut connection).await;
    connection.close().await.ok();
    schema
}

/// Whether the tables are there and belong to somebody whom this connection cannot become.
pub(super) async fn is_anothers(connection: &mut PgConnection) -> Result<bool> {
    let ours = sqlx::query_scalar!(
        "select pg_has_role(current_user, relowner, 'member') from pg_class where oid = to_regclass($1)",
        &*MIGRATIONS.table_name
    );
    Ok(ours.fetch_optional(connection).await?.flatten() == Some(false))
}

pub(super) async fn of(connection: &mut PgConnection) -> Result<Schema> {
    let known: Option<String> = sqlx::query_scalar!("select to_regclass($1)::text", &*MIGRATIONS.table_name)
        .fetch_one(&mut *connection)
        .await?;
    let applied = match known {
        Some(_) => connection.list_applied_migrations(&MIGRATIONS.table_name).await?,
        None => Vec::new(),
    };
    let checksum = |version| MIGRATIONS.iter().find(|own| own.version == version).map(|own| &own.checksum);
    for applied in &applied {
        match checksum(applied.version) {
            None => return Ok(Schema::Ahead),
            Some(own) if *own != applied.checksum => return Ok(Schema::Different(applied.version)),
            Some(_) => {}
        }
    }
    let missing = MIGRATIONS.iter().filter(|own| applied.iter().all(|applied| applied.version != own.version)).count();
    Ok(if missing == 0 { Schema::Current } else { Schema::Behind(missing) })
}
