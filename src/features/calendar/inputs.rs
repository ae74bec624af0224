//! What the forms of the calendar send, checked.

use chrono::{Datelike as _, NaiveDate};

use super::model::YEARS;
use crate::{
    shared::{error::FieldError, locale::Locale, text::clean, time, working_days::DayKind},
    t,
};

const NAME_LENGTH: usize = 20;
const DOCUMENT_LENGTH: usize = 60;

/// The form of days that depart from the week, as typed.
#[derive(Clone, Debug, Default)]
pub struct DayForm {
    /// The year whose page the form stands on.
    pub year: String,
    pub day: String,
    /// The last day, where there are several.
    pub until: String,
    pub kind: String,
    pub name: String,
}

/// Days as they will be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayInput {
    pub year: i32,
    /// At least one, in order, all of which the kind fits.
    pub days: Vec<NaiveDate>,
    pub kind: DayKind,
    pub name: String,
}

impl DayForm {
    /// Within a span only the days that the kind fits are meant: a notice names whole weeks, of which the weekends are
    /// off anyway.
    ///
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, locale: Locale) -> Result<DayInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let year = year(&self.year, locale, &mut errors);
        let first = match self.day.trim() {
            "" => {
                errors.push(FieldError::new("day", t::calendar::day_needed(locale)));
                None
            }
            text => day("day", text, year, locale, &mut errors),
        };
        let last = match self.until.trim() {
            "" => first,
            text => day("until", text, year, locale, &mut errors),
        };
        if first > last && last.is_some() {
            errors.push(FieldError::new("until", t::calendar::until_before(locale)));
        }
        let kind = DayKind::from_code(&self.kind);
        if kind.is_none() {
            errors.push(FieldError::new("kind", t::calendar::kind_needed(locale)));
        }
        let name = line("name", &self.name, NAME_LENGTH, locale, &mut errors);
        let (Some(year), Some(first), Some(last), Some(kind), true) = (year, first, last, kind, errors.is_empty())
        else {
            return Err(errors);
        };
        let days: Vec<NaiveDate> =
            first.iter_days().take_while(|day| *day <= last).filter(|day| kind.fits(*day)).collect();
        if days.is_empty() {
            return Err(vec![FieldError::new("kind", pointless(kind, first, locale))]);
        }
        Ok(DayInput { year, days, kind, name })
    }
}

/// The form that opens a year, as typed.
#[derive(Clone, Debug, Default)]
pub struct YearForm {
    pub year: String,
    pub document: String,
    pub published_on: String,
}

/// A year as it will be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearInput {
    pub year: i32,
    pub document: String,
    pub published_on: Option<NaiveDate>,
}

impl YearForm {
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, locale: Locale) -> Result<YearInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let year = year(&self.year, locale, &mut errors);
        let document = line("document", &self.document, DOCUMENT_LENGTH, locale, &mut errors);
        if document.is_empty() {
            errors.push(FieldError::new("document", t::calendar::document_needed(locale)));
        }
        let published_on = match self.published_on.trim() {
            "" => None,
            text => day("published_on", text, None, locale, &mut errors),
        };
        match year {
            Some(year) if errors.is_empty() => Ok(YearInput { year, document, published_on }),
            _ => Err(errors),
        }
    }
}

fn year(typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> Option<i32> {
    let year = typed.trim().parse().ok().filter(|year| YEARS.contains(year));
    if year.is_none() {
        errors.push(FieldError::new("year", t::calendar::year_form(locale, YEARS.start(), YEARS.end())));
    }
    year
}

/// A day, of `year` where one is given.
fn day(
    field: &'static str,
    typed: &str,
    year: Option<i32>,
    locale: Locale,
    errors: &mut Vec<FieldError>,
) -> Option<NaiveDate> {
    let day = time::parse_day(typed);
    match (day, year) {
        (None, _) => errors.push(FieldError::new(field, t::calendar::day_form(locale))),
        (Some(day), Some(year)) if day.year() != year => {
            errors.push(FieldError::new(field, t::calendar::day_outside(locale, year)));
        }
        _ => return day,
    }
    None
}

fn line(field: &'static str, typed: &str, longest: usize, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let text = clean(typed).replace('\n', " ");
    let length = text.chars().count();
    if length > longest {
        errors.push(FieldError::new(field, t::calendar::too_long(locale, longest, length)));
    }
    text
}

/// Why nothing is to be entered for this day.
fn pointless(kind: DayKind, day: NaiveDate, locale: Locale) -> String {
    let (written, weekday) = (time::day(day), time::weekday(day.weekday(), locale));
    match kind {
        DayKind::Off => t::calendar::off_anyway(locale, written, weekday),
        DayKind::Working => t::calendar::working_anyway(locale, written, weekday),
    }
}
