//! The forms of extension requests: flat texts in, typed values or messages beside the fields out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::Decision;
use crate::{
    features::tasks::commands::life::REASON,
    shared::{error::FieldError, locale::Locale, time, validation::needed_text},
    t,
};

/// What is asked, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    pub cause: String,
    pub progress: String,
    pub asked_due: String,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub cause: String,
    pub progress: String,
    pub asked_due: NaiveDate,
}

impl AskForm {
    /// `due` is the task's current due date, which the new one must lie behind; it must not be past either.
    ///
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, due: NaiveDate, today: NaiveDate, locale: Locale) -> Result<Asked, Vec<FieldError>> {
        let mut errors = Vec::new();
        let cause = needed_text("cause", t::extensions::cause(locale), &self.cause, REASON, locale, &mut errors);
        let progress =
            needed_text("progress", t::extensions::progress(locale), &self.progress, REASON, locale, &mut errors);
        let asked_due = later_day("asked_due", &self.asked_due, due, today, locale, &mut errors);
        match asked_due {
            Some(asked_due) if errors.is_empty() => Ok(Asked { cause, progress, asked_due }),
            _ => Err(errors),
        }
    }
}

/// What is decided, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    pub decision: String,
    pub granted_due: String,
    pub reason: String,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub decision: Decision,
    /// The new due date, when it is granted.
    pub granted_due: Option<NaiveDate>,
    pub reason: String,
}

impl DecideForm {
    /// `due` is the task's current due date, if it still has one. Another date than the asked one can be granted; like that
    /// it lies behind the current one and is not past.
    ///
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, due: Option<NaiveDate>, today: NaiveDate, locale: Locale) -> Result<Decided, Vec<FieldError>> {
        let mut errors = Vec::new();
        let decision = Decision::from_code(&self.decision);
        if decision.is_none() {
            errors.push(FieldError::new("decision", t::extensions::decision_needed(locale)));
        }
        let granted_due = match (decision, due) {
            (Some(Decision::Granted), Some(due)) => {
                later_day("granted_due", &self.granted_due, due, today, locale, &mut errors)
            }
            _ => None,
        };
        let reason = needed_text("reason", t::extensions::reason(locale), &self.reason, REASON, locale, &mut errors);
        match decision {
            Some(decision) if errors.is_empty() => Ok(Decided { decision, granted_due, reason }),
            _ => Err(errors),
        }
    }
}

/// A day after `due` that is not past.
fn later_day(
    field: &'static str,
    typed: &str,
    due: NaiveDate,
    today: NaiveDate,
    locale: Locale,
    errors: &mut Vec<FieldError>,
) -> Option<NaiveDate> {
    let day = time::parse_day(typed);
    let message = match day {
        None if typed.trim().is_empty() => t::extensions::day_needed(locale).to_owned(),
        None => t::tasks::no_such_day(locale).to_owned(),
        Some(day) if day <= due => t::extensions::not_later(locale, time::day(due)),
        Some(day) if day < today => t::extensions::in_the_past(locale).to_owned(),
        Some(_) => return day,
    };
    errors.push(FieldError::new(field, message));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn fields<T: std::fmt::Debug>(answer: Result<T, Vec<FieldError>>) -> Vec<String> {
        answer.expect_err("refused").into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_fault_of_a_request_is_said_beside_its_field() {
        let (due, today) = (day("2016-11-30"), day("2016-12-05"));
        let ask = |asked_due: &str| {
            let form = AskForm { cause: "原因".into(), progress: "进展".into(), asked_due: asked_due.into() };
            form.parse(due, today, Locale::Chinese)
        };
        assert_eq!(fields(AskForm::default().parse(due, today, Locale::Chinese)), ["cause", "progress", "asked_due"]);
        for wrong in ["", "2016-13-01", "2016-11-30", "2016-12-04"] {
            assert_eq!(fields(ask(wrong)), ["asked_due"], "{wrong}");
        }
        assert_eq!(ask("2016-12-05").map(|asked| asked.asked_due), Ok(today));
        let long = AskForm { cause: "长".repeat(REASON + 1), ..AskForm::default() };
        assert!(fields(long.parse(due, today, Locale::English)).contains(&"cause".to_owned()));
    }

    #[test]
    fn a_decision_needs_a_reason_and_a_granted_one_a_later_day() {
        let (due, today) = (Some(day("2016-11-30")), day("2016-12-05"));
        let decide = |decision: &str, granted_due: &str, due| {
            let form =
                DecideForm { decision: decision.into(), granted_due: granted_due.into(), reason: "理由".into() };
            form.parse(due, today, Locale::Chinese)
        };
        assert_eq!(fields(DecideForm::default().parse(due, today, Locale::Chinese)), ["decision", "reason"]);
        for wrong in ["", "x", "2016-11-30", "2016-12-04"] {
            assert_eq!(fields(decide("granted", wrong, due)), ["granted_due"], "{wrong}");
        }
        assert_eq!(decide("granted", "2016-12-15", due).unwrap().granted_due, Some(day("2016-12-15")));
        assert_eq!(decide("refused", "2016-12-15", due).unwrap().granted_due, None, "nothing is granted");
    }
}
