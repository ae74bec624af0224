//! What the forms of units send, checked.

use crate::{
    features::units::model::UnitKind,
    shared::{error::FieldError, locale::Locale, text::clean},
    t,
};

const CODE_LENGTH: usize = 20;
pub const NAME_LENGTH: usize = 60;

/// The form of a unit, as typed.
#[derive(Clone, Debug, Default)]
pub struct UnitForm {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: String,
    pub parent: String,
    pub sort_order: String,
}

/// A unit as it will be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitInput {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: UnitKind,
    /// Code of the unit it belongs to.
    pub parent: Option<String>,
    /// `None` puts a new unit at the end of its kind.
    pub sort_order: Option<i32>,
}

impl UnitForm {
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, locale: Locale) -> Result<UnitInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let code = self.code.trim().to_uppercase();
        if !is_code(&code) {
            errors.push(FieldError::new("code", t::units::code_form(locale, CODE_LENGTH)));
        }
        let name = text("name", &self.name, locale, &mut errors);
        let short_name = text("short_name", &self.short_name, locale, &mut errors);
        let kind = UnitKind::from_code(&self.kind);
        if kind.is_none() {
            errors.push(FieldError::new("kind", t::units::kind_needed(locale)));
        }
        let sort_order = match self.sort_order.trim() {
            "" => None,
            number => {
                let number = number.parse::<i32>().ok().filter(|number| (0..=1_000_000).contains(number));
                if number.is_none() {
                    errors.push(FieldError::new("sort_order", t::units::sort_order_form(locale)));
                }
                number
            }
        };
        let parent = Some(self.parent.trim().to_owned()).filter(|parent| !parent.is_empty());
        match kind {
            Some(kind) if errors.is_empty() => Ok(UnitInput { code, name, short_name, kind, parent, sort_order }),
            _ => Err(errors),
        }
    }
}

/// The form of a class, as typed.
#[derive(Clone, Debug, Default)]
pub struct ClassForm {
    pub code: String,
    pub label: String,
    /// `closed` or `open`
    pub extent: String,
    /// Codes of units; only of a closed class.
    pub members: Vec<String>,
    /// Codes of kinds; only of an open class.
    pub candidate_kinds: Vec<String>,
}

/// A class as it will be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassInput {
    pub code: String,
    pub label: String,
    pub closed: bool,
    pub members: Vec<String>,
    pub candidate_kinds: Vec<UnitKind>,
}

impl ClassForm {
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, locale: Locale) -> Result<ClassInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let code = self.code.trim().to_uppercase();
        if !is_code(&code) {
            errors.push(FieldError::new("code", t::units::code_form(locale, CODE_LENGTH)));
        }
        let label = text("label", &self.label, locale, &mut errors);
        let closed = self.extent == "closed";
        if !closed && self.extent != "open" {
            errors.push(FieldError::new("extent", t::units::extent_needed(locale)));
        }
        let candidate_kinds: Vec<UnitKind> =
            self.candidate_kinds.iter().filter_map(|kind| UnitKind::from_code(kind)).collect();
        if closed && self.members.is_empty() {
            errors.push(FieldError::new("members", t::units::members_needed(locale)));
        }
        if self.extent == "open" && candidate_kinds.is_empty() {
            errors.push(FieldError::new("candidate_kinds", t::units::kinds_needed(locale)));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let (members, candidate_kinds) =
            if closed { (self.members.clone(), Vec::new()) } else { (Vec::new(), candidate_kinds) };
        Ok(ClassInput { code, label, closed, members, candidate_kinds })
    }
}

/// A name or wording that must not be empty.
pub fn text(field: &'static str, typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let text = clean(typed).replace('\n', " ");
    let length = text.chars().count();
    if length == 0 {
        errors.push(FieldError::new(field, t::units::needed(locale)));
    } else if length > NAME_LENGTH {
        errors.push(FieldError::new(field, t::units::too_long(locale, NAME_LENGTH, length)));
    }
    text
}

/// Codes stand in addresses and in names of accounts.
fn is_code(code: &str) -> bool {
    (1..=CODE_LENGTH).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
        && code.starts_with(|c: char| c.is_ascii_alphanumeric())
}
