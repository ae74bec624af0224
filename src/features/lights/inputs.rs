//! What the form of a rule sends, checked.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::model::Rule;
use crate::{
    shared::{error::FieldError, locale::Locale, time},
    t,
};

const BLUE: RangeInclusive<i32> = 1..=250;
const YELLOW: RangeInclusive<i32> = 0..=249;

/// The form of a rule, as typed.
#[derive(Clone, Debug, Default)]
pub struct RuleForm {
    pub effective_from: String,
    pub blue_days: String,
    pub yellow_days: String,
    /// `1` when missing reports count.
    pub report_missing: String,
}

impl RuleForm {
    /// A rule holds from `today` or later: what lights were shown stays explained.
    ///
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, today: NaiveDate, locale: Locale) -> Result<Rule, Vec<FieldError>> {
        let mut errors = Vec::new();
        let from = time::parse_day(self.effective_from.trim());
        match from {
            None => errors.push(FieldError::new("effective_from", t::lights::day_needed(locale))),
            Some(day) if day < today => {
                errors.push(FieldError::new("effective_from", t::lights::day_past(locale, time::day(today))));
            }
            Some(_) => {}
        }
        let blue = days("blue_days", &self.blue_days, BLUE, locale, &mut errors);
        let yellow = days("yellow_days", &self.yellow_days, YELLOW, locale, &mut errors);
        if let (Some(blue), Some(yellow)) = (blue, yellow)
            && blue <= yellow
        {
            errors.push(FieldError::new("blue_days", t::lights::blue_before_yellow(locale)));
        }
        match (from, blue, yellow) {
            (Some(effective_from), Some(blue_days), Some(yellow_days)) if errors.is_empty() => {
                Ok(Rule { effective_from, blue_days, yellow_days, report_missing: self.report_missing == "1" })
            }
            _ => Err(errors),
        }
    }
}

fn days(
    field: &'static str,
    typed: &str,
    range: RangeInclusive<i32>,
    locale: Locale,
    errors: &mut Vec<FieldError>,
) -> Option<i32> {
    let days = typed.trim().parse().ok().filter(|days| range.contains(days));
    if days.is_none() {
        errors.push(FieldError::new(field, t::lights::days_form(locale, range.start(), range.end())));
    }
    days
}
