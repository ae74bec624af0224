//! `duban demo`: loads the sample data (示例数据) through the real importers and commands, with what happened until its day
//! ([`history`]), and prints the accounts. Loading it again changes nothing.

mod history;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use self::history::{load as load_history, moment};
use super::acting;
use crate::{
    features::{
        accounts::sample::{SAMPLE_PASSWORD, load_sample_people, sample_accounts},
        activity::commands::Who,
        calendar,
        reports::model::Every,
        tasks::{
            commands::{
                confirm_import::{Confirmation, confirm_import},
                create_plan::{NewPlan, create_plan},
                upload_import::{NewImport, upload_import},
            },
            queries::{imports, plans},
        },
        units::commands::load::{UnitFiles, load_units},
    },
    server::{clock::Clock, config::Config, context::Act, database},
    shared::{ids::CommandKey, locale::Locale, time},
};

/// The sample plan's number prefix: the tasks come from document 35 of 2016.
const PREFIX: &str = "35";
/// The day on which the sample stands still.
const SAMPLE_DAY: &str = "2016-11-30";
/// The setting that says how far the history was played: `begun` or `whole`.
const HISTORY: &str = "sample_history";
const LEDGER: &[u8] = include_bytes!("../../../demo/ledger-72.xlsx");
const UNITS: UnitFiles<'_> = UnitFiles {
    units: include_str!("../../../demo/units.csv"),
    aliases: include_str!("../../../demo/unit-aliases.csv"),
    classes: include_str!("../../../demo/unit-classes.csv"),
};

/// Loads the sample into the configured database.
pub async fn run(config: Config) -> Result<ExitCode> {
    let opened = database::open(&config).await?;
    database::migrate(&opened.target).await?;
    let db = opened.pool(4).await?;
    let loaded = async {
        calendar::published::load(&db).await?;
        load(&db, Clock::system().now()).await
    };
    let loaded = loaded.await;
    db.close().await;
    opened.close().await;
    loaded?;
    print_accounts();
    Ok(ExitCode::SUCCESS)
}

/// The sample up to its day: units, people, the plan with its tasks, and what became of them.
async fn load(db: &PgPool, now: DateTime<Utc>) -> Result<()> {
    refuse_real_data(db).await?;
    let who = Who { person: None, name: "demo", address: "", request_id: "", at: moment::moment("10-12 08:30") };
    load_units(db, &who, UNITS).await?;
    load_sample_people(db, &who, now).await?;
    set(db, "sample", "true").await?;
    set(db, "sample_today", SAMPLE_DAY).await?;
    let entered_at = moment::moment("10-12 09:00");
    let act = Act {
        at: entered_at,
        today: time::office_day(entered_at),
        ..acting::as_account(db, "jingban", &Clock::system()).await?
    };
    load_plan(db, &act).await?;
    if load_ledger(db, &act).await? {
        set(db, HISTORY, "begun").await?;
        let scenes = load_history(db).await?;
        set(db, HISTORY, "whole").await?;
        eprintln!("{scenes} scenes of their history played");
    }
    Ok(())
}

/// Keeps a setting of the sample.
async fn set(db: &PgPool, name: &str, value: &str) -> Result<()> {
    sqlx::query!(
        "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        name,
        value,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Sample people with a published password do not belong into an office's own data.
async fn refuse_real_data(db: &PgPool) -> Result<()> {
    let sample = sqlx::query_scalar!("select value from settings where name = 'sample'").fetch_optional(db).await?;
    let people = sqlx::query_scalar!("select count(*) as \"count!\" from people").fetch_one(db).await?;
    if sample.is_none() && people > 0 {
        bail!(
            "this database holds people who are no sample; sample data is only loaded into an empty one (DUBAN_DATA, DATABASE_URL)"
        );
    }
    let history = sqlx::query_scalar!("select value from settings where name = $1", HISTORY).fetch_optional(db).await?;
    if history.as_deref() == Some("begun") {
        bail!(
            "loading the sample into this database was interrupted; load it into an empty one (DUBAN_DATA, DATABASE_URL)"
        );
    }
    Ok(())
}

async fn load_plan(db: &PgPool, act: &Act) -> Result<()> {
    if plans::find(db, Some(PREFIX)).await?.is_some() {
        return Ok(());
    }
    let day = |text: &str| text.parse().context("a day of the sample plan");
    let plan = NewPlan {
        name: "2016年简政放权放管结合优化服务改革重点目标任务".to_owned(),
        prefix: PREFIX.to_owned(),
        starts_on: day("2016-10-12")?,
        ends_on: day("2016-12-20")?,
        report_every: Every::Month,
        is_sample: true,
    };
    create_plan(db, act, CommandKey::new(), &plan).await?;
    Ok(())
}

/// The 72 tasks, by the same door as the office's own sheet. Returns whether they were entered now.
async fn load_ledger(db: &PgPool, act: &Act) -> Result<bool> {
    let tasks = sqlx::query_scalar!("select count(*) as \"count!\" from tasks").fetch_one(db).await?;
    if tasks > 0 {
        return Ok(false);
    }
    let new =
        NewImport { plan: Ok(PREFIX.to_owned()), file_name: "ledger-72.xlsx".to_owned(), content: LEDGER.to_vec() };
    let import = upload_import(db, act, new).await?;
    let mut connection = db.acquire().await?;
    let upload = imports::upload(&mut connection, &act.actor, import).await?;
    let preview = imports::preview(&mut connection, &upload).await?;
    drop(connection);
    let confirmation = Confirmation { import, digest: preview.digest, left_out: std::collections::HashSet::new() };
    let done = confirm_import(db, act, CommandKey::new(), &confirmation).await?;
    eprintln!("{} tasks entered", done.created);
    Ok(true)
}

/// The accounts to try, for the person in front of the terminal.
fn print_accounts() {
    println!("示例账号 sample accounts, 密码 password: {SAMPLE_PASSWORD}");
    for account in sample_accounts(Locale::Chinese) {
        println!("  {:<10} {}（{}，{}）", account.account, account.role, account.name, account.unit);
    }
}
