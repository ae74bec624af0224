//! What was found, as lines or as JSON.

use std::{io::Write as _, process::ExitCode};

use serde::Serialize;

use crate::{shared::locale::Locale, t::doctor as text};

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Ok,
    Warn,
    Fail,
}

/// What was looked at.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    Configuration,
    FrontEnd,
    Storage,
    Server,
    Database,
    Schema,
    Rights,
    Clock,
    Fonts,
    Converters,
}

impl Check {
    const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Configuration => text::configuration(locale),
            Self::FrontEnd => text::front_end(locale),
            Self::Storage => text::storage(locale),
            Self::Server => text::server(locale),
            Self::Database => text::database(locale),
            Self::Schema => text::schema(locale),
            Self::Rights => text::rights(locale),
            Self::Clock => text::clock(locale),
            Self::Fonts => text::fonts(locale),
            Self::Converters => text::converters(locale),
        }
    }
}

#[derive(Serialize)]
struct Finding {
    check: Check,
    status: Status,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

pub struct Report {
    pub locale: Locale,
    findings: Vec<Finding>,
}

impl Report {
    pub fn new(locale: Locale) -> Self {
        Self { locale, findings: Vec::new() }
    }

    pub fn ok(&mut self, check: Check, message: impl Into<String>) {
        self.add(check, Status::Ok, message.into(), None);
    }

    /// Works, but not as well as it could; `advice` says what to do.
    pub fn warn(&mut self, check: Check, message: impl Into<String>, advice: impl Into<String>) {
        self.add(check, Status::Warn, message.into(), Some(advice.into()));
    }

    /// Does not work rightly; `advice` says what to do.
    pub fn fail(&mut self, check: Check, message: impl Into<String>, advice: impl Into<String>) {
        self.add(check, Status::Fail, message.into(), Some(advice.into()));
    }

    fn add(&mut self, check: Check, status: Status, message: String, advice: Option<String>) {
        self.findings.push(Finding { check, status, message, advice });
    }

    /// Prints it; the exit code tells whether anything failed.
    pub fn finish(self, json: bool) -> ExitCode {
        let failed = self.findings.iter().filter(|finding| finding.status == Status::Fail).count();
        let warned = self.findings.iter().filter(|finding| finding.status == Status::Warn).count();
        let printed = if json {
            format!("{}\n", serde_json::json!({ "ok": failed == 0, "findings": self.findings }))
        } else {
            let lines: String = self.findings.iter().map(|finding| self.line(finding)).collect();
            format!("{lines}{}\n", text::sum(self.locale, failed, warned))
        };
        // Whoever reads only the first lines misses nothing that the exit code does not tell.
        std::io::stdout().write_all(printed.as_bytes()).ok();
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn line(&self, finding: &Finding) -> String {
        let word = match finding.status {
            Status::Ok => text::ok(self.locale),
            Status::Warn => text::warn(self.locale),
            Status::Fail => text::fail(self.locale),
        };
        let advice = finding.advice.as_ref().map(|advice| format!("      → {advice}\n")).unwrap_or_default();
        format!("{word}  {}: {}\n{advice}", finding.check.label(self.locale), finding.message)
    }
}
