//! The form of one's mail preferences.

use chrono::NaiveTime;

use super::preferences::Preferences;
use crate::{
    shared::{error::FieldError, locale::Locale},
    t,
};

/// As typed.
#[derive(Clone, Debug, Default)]
pub struct PreferencesForm {
    pub by_mail: String,
    pub language: String,
    pub digest_at: String,
    pub quiet_from: String,
    pub quiet_until: String,
}

impl PreferencesForm {
    /// # Errors
    /// Every fault beside its field.
    pub fn parse(&self, locale: Locale) -> Result<Preferences, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut time = |field: &str, text: &str| {
            let time = parse_time(text);
            if time.is_none() {
                errors.push(FieldError::new(field, t::notifications::bad_time(locale)));
            }
            time.unwrap_or_default()
        };
        let digest_at = time("digest_at", &self.digest_at);
        let quiet_from = time("quiet_from", &self.quiet_from);
        let quiet_until = time("quiet_until", &self.quiet_until);
        let language = Locale::from_code(&self.language);
        if language.is_none() {
            errors.push(FieldError::new("language", t::notifications::bad_language(locale)));
        }
        let preferences = Preferences {
            by_mail: !self.by_mail.is_empty(),
            language: language.unwrap_or_default(),
            digest_at,
            quiet_from,
            quiet_until,
        };
        if errors.is_empty() && preferences.is_quiet(digest_at) {
            let (from, until) = (time_text(quiet_from), time_text(quiet_until));
            errors.push(FieldError::new("digest_at", t::notifications::digest_is_quiet(locale, from, until)));
        }
        if errors.is_empty() { Ok(preferences) } else { Err(errors) }
    }
}

/// What a time field sends: `08:30`, from some browsers with seconds.
fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S")).ok()
}

/// `08:30`
#[must_use]
pub fn time_text(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(digest_at: &str, quiet_from: &str, quiet_until: &str) -> PreferencesForm {
        PreferencesForm {
            by_mail: "true".to_owned(),
            language: "en".to_owned(),
            digest_at: digest_at.to_owned(),
            quiet_from: quiet_from.to_owned(),
            quiet_until: quiet_until.to_owned(),
        }
    }

    fn faults(form: &PreferencesForm) -> Vec<String> {
        let errors = form.parse(Locale::Chinese).err().unwrap_or_default();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_good_form_is_taken_as_it_is() {
        let preferences = form("09:00", "18:00:00", " 08:00 ").parse(Locale::Chinese).unwrap();
        assert!(preferences.by_mail && preferences.language == Locale::English);
        assert_eq!(time_text(preferences.quiet_until), "08:00");
        let off = PreferencesForm { by_mail: String::new(), ..form("09:00", "12:00", "12:00") };
        assert!(!off.parse(Locale::Chinese).unwrap().by_mail);
    }

    #[test]
    fn every_fault_stands_at_its_field() {
        assert_eq!(faults(&form("9", "", "25:00")), ["digest_at", "quiet_from", "quiet_until"]);
        assert_eq!(faults(&form("07:00", "20:00", "07:30")), ["digest_at"]);
        assert_eq!(
            faults(&PreferencesForm { language: "fr".to_owned(), ..form("09:00", "20:00", "07:30") }),
            ["language"]
        );
    }
}
