//! Checks that forms of several features share.

use super::{error::FieldError, locale::Locale, text::clean};
use crate::t;

/// A text that must be given, of at most `longest` characters, without the white space around it. `label` is what the form
/// calls it.
pub fn needed_text(
    field: &'static str,
    label: &str,
    typed: &str,
    longest: usize,
    locale: Locale,
    errors: &mut Vec<FieldError>,
) -> String {
    let text = clean(typed);
    if text.is_empty() {
        errors.push(FieldError::new(field, t::tasks::needed(locale, label)));
    }
    short_text(field, label, text, longest, locale, errors)
}

/// The same for a text that may be left out.
pub fn optional_text(
    field: &'static str,
    label: &str,
    typed: &str,
    longest: usize,
    locale: Locale,
    errors: &mut Vec<FieldError>,
) -> String {
    short_text(field, label, clean(typed), longest, locale, errors)
}

fn short_text(
    field: &'static str,
    label: &str,
    text: String,
    longest: usize,
    locale: Locale,
    errors: &mut Vec<FieldError>,
) -> String {
    let length = text.chars().count();
    if length > longest {
        errors.push(FieldError::new(field, t::tasks::too_long(locale, label, longest, length)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_too_long_is_said_at_the_field() {
        let mut errors = Vec::new();
        assert_eq!(needed_text("cause", "原因", " 一\r\n二 ", 3, Locale::Chinese, &mut errors), "一\n二");
        assert_eq!(optional_text("note", "说明", "  ", 3, Locale::Chinese, &mut errors), "");
        assert_eq!(errors, []);
        needed_text("cause", "原因", " ", 3, Locale::Chinese, &mut errors);
        optional_text("note", "说明", "一二三四", 3, Locale::Chinese, &mut errors);
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["cause", "note"]);
    }
}
