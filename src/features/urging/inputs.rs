//! Forms of urging.

use chrono::NaiveDate;

use crate::{
    shared::{error::FieldError, locale::Locale, text::clean, time},
    t,
};

/// No text or reply is longer, in characters.
pub const LONGEST: usize = 2000;

/// Urging by hand, as the form sends it.
#[derive(Clone, Debug, Default)]
pub struct UrgeForm {
    /// Code of the unit.
    pub unit: String,
    pub text: String,
    /// `2016-12-05`
    pub limit_on: String,
}

/// The same as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urging {
    pub unit: String,
    pub text: String,
    pub limit_on: NaiveDate,
}

impl UrgeForm {
    /// # Errors
    /// One message for each field that cannot be accepted.
    pub fn parse(&self, today: NaiveDate, locale: Locale) -> Result<Urging, Vec<FieldError>> {
        let mut errors = Vec::new();
        let unit = self.unit.trim();
        if unit.is_empty() || unit.contains('\0') {
            errors.push(FieldError::new("unit", t::urging::unit_missing(locale)));
        }
        let text = clean(&self.text);
        if text.is_empty() {
            errors.push(FieldError::new("text", t::urging::text_missing(locale)));
        } else if text.chars().count() > LONGEST {
            errors.push(FieldError::new("text", t::urging::text_too_long(locale, LONGEST as i64)));
        }
        let limit = time::parse_day(&self.limit_on);
        match limit {
            None => errors.push(FieldError::new("limit_on", t::urging::limit_missing(locale))),
            Some(limit) if limit < today => {
                errors.push(FieldError::new("limit_on", t::urging::limit_past(locale)));
            }
            Some(_) => {}
        }
        match limit {
            Some(limit_on) if errors.is_empty() => Ok(Urging { unit: unit.to_owned(), text, limit_on }),
            _ => Err(errors),
        }
    }
}

/// A reply, without the spaces around it.
///
/// # Errors
/// A message at `reply`.
pub fn reply(text: &str, locale: Locale) -> Result<String, Vec<FieldError>> {
    let text = clean(text);
    if text.is_empty() {
        return Err(vec![FieldError::new("reply", t::urging::reply_missing(locale))]);
    }
    if text.chars().count() > LONGEST {
        return Err(vec![FieldError::new("reply", t::urging::reply_too_long(locale, LONGEST as i64))]);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_form_has_its_message() {
        let today = "2016-11-30".parse().unwrap();
        let form = UrgeForm { unit: "P-BB".into(), text: " 报送方案 ".into(), limit_on: "2016-12-05".into() };
        let wanted =
            Urging { unit: "P-BB".into(), text: "报送方案".into(), limit_on: "2016-12-05".parse().unwrap() };
        assert_eq!(form.parse(today, Locale::Chinese), Ok(wanted));
        let fields = |form: &UrgeForm| -> Vec<String> {
            let errors = form.parse(today, Locale::Chinese).unwrap_err();
            errors.into_iter().map(|error| error.field).collect()
        };
        assert_eq!(fields(&UrgeForm::default()), ["unit", "text", "limit_on"]);
        assert_eq!(fields(&UrgeForm { limit_on: "2016-11-29".into(), ..form.clone() }), ["limit_on"]);
        assert_eq!(fields(&UrgeForm { limit_on: "十二月".into(), ..form.clone() }), ["limit_on"]);
        assert_eq!(fields(&UrgeForm { text: "长".repeat(LONGEST + 1), ..form.clone() }), ["text"]);
        assert_eq!(fields(&UrgeForm { unit: "P\0".into(), text: "\0".into(), ..form }), ["unit", "text"]);
    }

    #[test]
    fn a_reply_says_something() {
        assert_eq!(
            reply(" 已\0办结\r\n。\r\n", Locale::Chinese),
            Ok("已办结\n。".to_owned()),
            "as browsers send lines"
        );
        for bad in ["", " ", "\0", &"长".repeat(LONGEST + 1)] {
            assert_eq!(reply(bad, Locale::Chinese).unwrap_err()[0].field, "reply");
        }
    }
}
