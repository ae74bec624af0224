//! The form of a report.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::{Confidence, Help};
use crate::{
    shared::{error::FieldError, ids::MilestoneId, locale::Locale, text::clean, time},
    t,
};

/// No text of a report is longer, in characters.
pub const TEXT: usize = 2000;

/// As the browser sends it. `milestones` are the steps that were shown, `done_on` their days in the same order, `done`
/// those that are ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    pub percent: String,
    pub content: String,
    pub difficulties: String,
    pub help: String,
    pub help_text: String,
    pub confidence: String,
    pub next_step: String,
    pub milestones: Vec<String>,
    pub done: Vec<String>,
    pub done_on: Vec<String>,
    /// Names of files that were chosen and stayed behind, because the form went without them.
    pub files: Vec<String>,
}

/// What a report says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportText {
    /// 0 to 100
    pub percent: i32,
    pub content: String,
    pub difficulties: String,
    pub help: Help,
    pub help_text: String,
    /// Open only in a draft.
    pub confidence: Option<Confidence>,
    pub next_step: String,
    /// Steps that are done, and when.
    pub done: BTreeSet<(MilestoneId, NaiveDate)>,
}

impl ReportForm {
    /// The form out of the fields of a request.
    #[must_use]
    pub fn typed(fields: &BTreeMap<String, Vec<String>>) -> Self {
        let all = |field: &str| fields.get(field).cloned().unwrap_or_default();
        let one = |field: &str| all(field).into_iter().next().unwrap_or_default();
        Self {
            percent: one("percent"),
            content: one("content"),
            difficulties: one("difficulties"),
            help: one("help"),
            help_text: one("help_text"),
            confidence: one("confidence"),
            next_step: one("next_step"),
            milestones: all("milestones[]"),
            done: all("done[]"),
            done_on: all("done_on[]"),
            files: Vec::new(),
        }
    }

    /// Reads a report that is to be sent.
    ///
    /// # Errors
    /// One message for each field that cannot be accepted.
    pub fn parse(&self, today: NaiveDate, locale: Locale) -> Result<ReportText, Vec<FieldError>> {
        let (text, mut errors) = self.read(today, locale);
        let mut missing = |field: &str, message: &str| errors.push(FieldError::new(field, message));
        if self.percent.trim().is_empty() {
            missing("percent", t::reports::percent_wrong(locale));
        }
        if text.content.is_empty() {
            missing("content", t::reports::content_missing(locale));
        }
        if text.help != Help::None && text.help_text.is_empty() {
            missing("help_text", t::reports::help_missing(locale));
        }
        if text.confidence.is_none() {
            missing("confidence", t::reports::confidence_missing(locale));
        }
        if errors.is_empty() { Ok(text) } else { Err(errors) }
    }

    /// Reads a draft: it may have gaps.
    ///
    /// # Errors
    /// One message for each field that cannot be kept.
    pub fn parse_draft(&self, today: NaiveDate, locale: Locale) -> Result<ReportText, Vec<FieldError>> {
        let (text, errors) = self.read(today, locale);
        if errors.is_empty() { Ok(text) } else { Err(errors) }
    }

    fn read(&self, today: NaiveDate, locale: Locale) -> (ReportText, Vec<FieldError>) {
        let mut errors = Vec::new();
        let percent = match self.percent.trim() {
            "" => Some(0),
            text => text.parse().ok().filter(|percent| (0..=100).contains(percent)),
        };
        if percent.is_none() {
            errors.push(FieldError::new("percent", t::reports::percent_wrong(locale)));
        }
        if self.files.iter().any(|name| !name.is_empty()) {
            errors.push(FieldError::new("files", t::documents::not_uploaded(locale)));
        }
        let text = ReportText {
            percent: percent.unwrap_or_default(),
            content: limited("content", &self.content, locale, &mut errors),
            difficulties: limited("difficulties", &self.difficulties, locale, &mut errors),
            help: Help::from_code(&self.help).unwrap_or_default(),
            help_text: limited("help_text", &self.help_text, locale, &mut errors),
            confidence: Confidence::from_code(&self.confidence),
            next_step: limited("next_step", &self.next_step, locale, &mut errors),
            done: self.done(today, locale, &mut errors),
        };
        (text, errors)
    }

    /// A step that is ticked without a day was done today.
    fn done(
        &self,
        today: NaiveDate,
        locale: Locale,
        errors: &mut Vec<FieldError>,
    ) -> BTreeSet<(MilestoneId, NaiveDate)> {
        let mut done = BTreeSet::new();
        for (at, written) in self.milestones.iter().enumerate() {
            let Some(id) = written.parse().ok().filter(|_| self.done.contains(written)) else { continue };
            let day = match self.done_on.get(at).map_or("", |day| day.trim()) {
                "" => Some(today),
                day => time::parse_day(day).filter(|day| *day <= today),
            };
            match day {
                Some(day) => drop(done.insert((id, day))),
                None => errors.push(FieldError::new(format!("done-{id}"), t::reports::done_wrong(locale))),
            }
        }
        done
    }
}

fn limited(field: &str, text: &str, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let text = clean(text);
    if text.chars().count() > TEXT {
        errors.push(FieldError::new(field, t::reports::too_long(locale, TEXT as i64)));
    }
    text
}

impl From<&ReportText> for ReportForm {
    /// As the form shows it; which steps are shown is the page's business.
    fn from(text: &ReportText) -> Self {
        let ids: Vec<String> = text.done.iter().map(|(id, _)| id.to_string()).collect();
        Self {
            percent: text.percent.to_string(),
            content: text.content.clone(),
            difficulties: text.difficulties.clone(),
            help: text.help.code().to_owned(),
            help_text: text.help_text.clone(),
            confidence: text.confidence.map(Confidence::code).unwrap_or_default().to_owned(),
            next_step: text.next_step.clone(),
            milestones: ids.clone(),
            done: ids,
            done_on: text.done.iter().map(|(_, day)| time::day(*day)).collect(),
            files: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2016-11-30".parse().expect("a day")
    }

    fn form() -> ReportForm {
        ReportForm {
            percent: "60".into(),
            content: "已汇总\r\n".into(),
            help: "none".into(),
            confidence: "hard".into(),
            ..ReportForm::default()
        }
    }

    fn wrong(change: impl FnOnce(&mut ReportForm)) -> Vec<String> {
        let mut form = form();
        change(&mut form);
        let errors = form.parse(today(), Locale::Chinese).err().unwrap_or_default();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn each_fault_is_told_at_its_field() {
        assert_eq!(wrong(|_| {}), Vec::<String>::new());
        for percent in ["", "-1", "101", "六十", "5.5"] {
            assert_eq!(wrong(|form| form.percent = percent.into()), ["percent"], "{percent}");
        }
        assert_eq!(wrong(|form| form.content = " \n".into()), ["content"]);
        assert_eq!(wrong(|form| form.content = "长".repeat(2001)), ["content"]);
        assert_eq!(wrong(|form| form.help = "office".into()), ["help_text"]);
        assert_eq!(wrong(|form| form.confidence.clear()), ["confidence"]);
        let id = MilestoneId::new().to_string();
        for day in ["2016-12-01", "昨天"] {
            let field = format!("done-{id}");
            let faults = wrong(|form| {
                form.milestones = vec![id.clone()];
                form.done = vec![id.clone()];
                form.done_on = vec![day.into()];
            });
            assert_eq!(faults, [field], "{day}");
        }
    }

    #[test]
    fn a_draft_may_have_gaps() {
        let empty = ReportForm::default().parse_draft(today(), Locale::Chinese).expect("kept");
        assert_eq!(empty, ReportText::default());
    }

    #[test]
    fn a_tick_counts_with_its_own_day_or_today() {
        let ids = [MilestoneId::new(), MilestoneId::new(), MilestoneId::new()];
        let written = ids.map(|id| id.to_string());
        let form = ReportForm {
            milestones: written.to_vec(),
            done: vec![written[0].clone(), written[2].clone()],
            done_on: vec![String::new(), "2016-11-01".into(), "2016-11-18".into()],
            ..form()
        };
        let text = form.parse(today(), Locale::Chinese).expect("valid");
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(text.done, BTreeSet::from([(ids[0], today()), (ids[2], day("2016-11-18"))]));
        assert_eq!(ReportForm::from(&text).parse(today(), Locale::Chinese), Ok(text));
    }
}
