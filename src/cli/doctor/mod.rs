//! `duban doctor`: looks at everything the server needs and says what to do where something is amiss.

mod database;
mod machine;
mod report;

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;

use self::report::{Check, Report};
use crate::{
    server::{config::Config, site::Site},
    shared::locale::Locale,
    t::doctor as text,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// One JSON object instead of lines
    #[arg(long)]
    json: bool,
    /// Language of the report; the terminal's if not given
    #[arg(long)]
    language: Option<Language>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

/// Reports on a configuration that may not even be readable. Fails if anything keeps the server from working rightly.
pub async fn run(config: Result<Config>, arguments: Arguments) -> Result<ExitCode> {
    let locale = match arguments.language {
        Some(Language::Zh) => Locale::Chinese,
        Some(Language::En) => Locale::English,
        None => super::terminal_locale(),
    };
    let mut report = Report::new(locale);
    match config {
        Ok(config) => {
            configuration(&config, &mut report);
            front_end(&config, &mut report);
            machine::storage(&config, &mut report);
            let clocks_agree = database::check(&config, &mut report).await;
            machine::clock(clocks_agree, &mut report);
        }
        Err(error) => report.fail(Check::Configuration, format!("{error:#}"), text::configuration_fix(locale)),
    }
    machine::fonts(&mut report);
    machine::converters(&mut report);
    Ok(report.finish(arguments.json))
}

fn configuration(config: &Config, report: &mut Report) {
    let (locale, check) = (report.locale, Check::Configuration);
    if config.address.ip().is_loopback() || config.behind_tls {
        report.ok(check, text::configuration_ok(locale, config.address));
    } else {
        report.warn(check, text::open_without_tls(locale, config.address), text::open_without_tls_fix(locale));
    }
}

fn front_end(config: &Config, report: &mut Report) {
    let (locale, check) = (report.locale, Check::FrontEnd);
    match Site::read(&config.site) {
        Ok(site) => report.ok(check, text::front_end_ok(locale, config.site.display(), site.hash)),
        Err(error) => report.fail(check, format!("{error:#}"), text::front_end_fix(locale)),
    }
}
