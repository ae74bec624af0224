//! `duban verify-audit`

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Result, anyhow};

use super::terminal_locale as locale;
use crate::{
    server::{
        audit::{
            checkpoints,
            verify::{Finding, Report, verify},
        },
        config::Config,
        database,
    },
    shared::{locale::Locale, time},
    t,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// A file of checkpoints to compare, may be given several times; default: the data folder's own, if there is one
    #[arg(long, value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// The record could not be checked; 1 is for findings.
const NOT_CHECKED: u8 = 2;

pub async fn run(config: Config, arguments: Arguments) -> Result<ExitCode> {
    match check(&config, &arguments).await {
        Ok(report) => {
            if arguments.json {
                println!("{}", serde_json::to_string_pretty(&report)?);
            } else {
                print!("{}", text(&report, locale()));
            }
            Ok(if report.findings.none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Err(error) => {
            eprintln!("duban: {}: {error:#}", t::activity::verify_failed(locale()));
            Ok(ExitCode::from(NOT_CHECKED))
        }
    }
}

async fn check(config: &Config, arguments: &Arguments) -> Result<Report> {
    let mut files = arguments.checkpoints.clone();
    let own = checkpoints::path(&config.data);
    if files.is_empty() && own.exists() {
        files.push(own);
    }
    let opened = database::open(config).await?;
    let db = opened.pool(1).await?;
    let there =
        sqlx::query_scalar!("select to_regclass('event_seals') is not null as \"there!\"").fetch_one(&db).await?;
    let report = if there { verify(&db, &files).await } else { Err(anyhow!(t::activity::verify_no_record(locale()))) };
    db.close().await;
    opened.close().await;
    report
}

/// What was checked, then each finding on its line.
fn text(report: &Report, locale: Locale) -> String {
    let mut text = t::activity::verify_checked(locale, report.sealed as i64, report.last, report.waiting);
    text.push('\n');
    if report.checkpoints == 0 {
        text += t::activity::verify_no_checkpoints(locale);
    } else {
        text += &t::activity::verify_checkpoints(locale, report.checkpoints as i64);
    }
    text.push('\n');
    if report.unreadable > 0 {
        text += &t::activity::verify_unreadable(locale, report.unreadable as i64);
        text.push('\n');
    }
    for finding in &report.findings.findings {
        text += &sentence(finding, locale);
        text.push('\n');
    }
    if report.findings.further > 0 {
        text += &t::activity::verify_further(locale, report.findings.further as i64);
        text.push('\n');
    }
    if report.findings.none() {
        text += &t::activity::verify_sound(locale, &report.digest);
        text.push('\n');
    }
    text
}

fn sentence(finding: &Finding, locale: Locale) -> String {
    match finding {
        Finding::Changed { number, event } => t::activity::found_changed(locale, number, event),
        Finding::EventMissing { number, event } => t::activity::found_event_missing(locale, number, event),
        Finding::SealsMissing { from, to } => t::activity::found_seals_missing(locale, from, to),
        Finding::Added { event, at } => t::activity::found_added(locale, event, time::second(*at)),
        Finding::SealAdded { number, event } => t::activity::found_seal_added(locale, number, event),
        Finding::SealedTwice { event } => t::activity::found_sealed_twice(locale, event),
        Finding::Moved { number, event, belongs_to } => t::activity::found_moved(locale, number, event, belongs_to),
        Finding::CutOff { last, noted, at } => t::activity::found_cut_off(locale, noted, time::second(*at), last),
        Finding::Recomputed { after, noted, at } => {
            t::activity::found_recomputed(locale, noted, time::second(*at), after)
        }
    }
}
