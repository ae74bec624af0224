//! The database: reachable, set up for data that matters, rights, schema.

use anyhow::Result;
use sqlx::{Connection as _, PgConnection, PgPool};

use super::report::{Check, Report};
use crate::{
    server::{
        clock::Clock,
        config::{Config, Database},
        database::{self, Opened, Schema, Target, private},
    },
    t::doctor as text,
};

/// `server_version_num` of the oldest PostgreSQL that works.
const OLDEST: i32 = 15_00_00;
/// Of the clocks, in seconds.
const TOLERANCE: f64 = 2.0;

/// Returns whether this machine's clock agrees with that of the database's own machine; None where both are one machine
/// or nothing could be asked.
pub async fn check(config: &Config, report: &mut Report) -> Option<bool> {
    let (locale, check) = (report.locale, Check::Database);
    if let Database::Private = config.database {
        match private::find_binaries() {
            Ok(found) => report.ok(check, text::programs_ok(locale, found.major, found.folder.display())),
            Err(error) => {
                report.fail(check, format!("{error:#}"), text::programs_fix(locale));
                return None;
            }
        }
        if !config.data.join("postgres/PG_VERSION").exists() {
            report.ok(check, text::database_new(locale));
            return None;
        }
    }
    let opened = match database::open(config).await {
        Ok(opened) => opened,
        Err(error) => {
            report.fail(check, format!("{error:#}"), text::database_fix(locale));
            return None;
        }
    };
    let agree = look(config, &opened, report).await.unwrap_or_else(|error| {
        report.fail(check, format!("{error:#}"), text::database_fix(locale));
        None
    });
    opened.close().await;
    agree
}

async fn look(config: &Config, opened: &Opened, report: &mut Report) -> Result<Option<bool>> {
    let agree = set_up(config, &opened.target, report).await?;
    schema(opened, report).await?;
    Ok(agree)
}

async fn schema(opened: &Opened, report: &mut Report) -> Result<()> {
    let locale = report.locale;
    let schema = database::schema(&opened.target).await?;
    let check = Check::Schema;
    match schema {
        Schema::Current => report.ok(check, text::schema_current(locale)),
        Schema::Behind(count) => {
            report.warn(check, text::schema_behind(locale, count), text::schema_behind_fix(locale));
        }
        Schema::Ahead => report.fail(check, text::schema_ahead(locale), text::schema_ahead_fix(locale)),
        Schema::Different(version) => {
            report.fail(check, text::schema_different(locale, version), text::schema_different_fix(locale));
        }
    }
    // Without the schema there is no role to work as.
    if !matches!(schema, Schema::Current | Schema::Ahead) {
        return Ok(());
    }
    let db = opened.pool(1).await?;
    rights(&db, report).await?;
    db.close().await;
    Ok(())
}

async fn set_up(config: &Config, target: &Target, report: &mut Report) -> Result<Option<bool>> {
    let mut connection = PgConnection::connect_with(&target.owner).await?;
    let (locale, check) = (report.locale, Check::Database);
    let found = sqlx::query!(
        r#"select current_setting('server_version_num')::int as "number!", current_setting('server_version') as "version!",
                  pg_encoding_to_char(encoding)::text as "encoding!", 'Z' < 'a' and '一' < '丁' as "by_code_point!",
                  current_setting('data_checksums') as "checksums!", current_setting('fsync') as "fsync!",
                  current_setting('full_page_writes') as "full_page_writes!",
                  current_setting('synchronous_commit') as "synchronous_commit!",
                  current_setting('max_connections')::int as "max_connections!",
                  clock_timestamp() as "now!",
                  coalesce(not inet_server_addr() <<= '127.0.0.0/8' and host(inet_server_addr()) <> '::1', false)
                      as "elsewhere!",
                  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "encrypted!"
             from pg_database where datname = current_database()"#
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await.ok();
    let apart = (found.now - Clock::system().now()).as_seconds_f64().abs();
    if found.number < OLDEST {
        report.fail(check, text::version_old(locale, &found.version), text::version_fix(locale));
    } else {
        report.ok(check, text::version_ok(locale, &found.version));
    }
    if found.encoding != "UTF8" {
        report.fail(check, text::encoding(locale, &found.encoding), text::encoding_fix(locale));
    }
    if found.fsync != "on" || found.full_page_writes != "on" {
        report.fail(check, text::fsync(locale), text::fsync_fix(locale));
    }
    if found.synchronous_commit == "off" {
        report.warn(check, text::commit(locale), text::commit_fix(locale));
    }
    if found.checksums != "on" {
        report.warn(check, text::checksums(locale), text::checksums_fix(locale));
    }
    if !found.by_code_point {
        report.warn(check, text::collation(locale), text::collation_fix(locale));
    }
    if i64::from(found.max_connections) < i64::from(config.connections) + 5 {
        let (most, pool) = (found.max_connections, config.connections);
        report.warn(check, text::connections(locale, most, pool), text::connections_fix(locale));
    }
    if found.elsewhere && !found.encrypted {
        report.warn(check, text::in_clear(locale), text::in_clear_fix(locale));
    }
    if apart > TOLERANCE {
        let seconds = format!("{apart:.0}");
        report.warn(Check::Clock, text::clocks_apart(locale, seconds), text::clock_fix(locale));
    }
    Ok(found.elsewhere.then_some(apart <= TOLERANCE))
}

/// The activity record is append-only for the role that serves.
async fn rights(db: &PgPool, report: &mut Report) -> Result<()> {
    let (locale, check) = (report.locale, Check::Rights);
    let found = sqlx::query!(
        r#"select bool_or(has_table_privilege(current_user, oid, 'update, delete, truncate')) as "may_change!",
                  bool_and(has_table_privilege(current_user, oid, 'insert')) as "may_add!",
                  bool_or(pg_has_role(session_user, relowner, 'member')) as "may_become_owner!"
             from pg_class where oid in ('events'::regclass, 'event_seals'::regclass)"#
    )
    .fetch_one(db)
    .await?;
    if found.may_change {
        report.fail(check, text::rights_change(locale), text::rights_fix(locale));
    } else if !found.may_add {
        report.fail(check, text::rights_none(locale), text::rights_fix(locale));
    } else if found.may_become_owner {
        report.warn(check, text::rights_owner(locale), text::rights_owner_fix(locale));
    } else {
        report.ok(check, text::rights_ok(locale));
    }
    Ok(())
}
