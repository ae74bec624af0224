//! What the forms of accounts send, checked.

use crate::{
    shared::{
        error::FieldError,
        locale::Locale,
        text::{clean, folded},
    },
    t,
};

const ACCOUNT_LENGTH: std::ops::RangeInclusive<usize> = 2..=32;
const NAME_LENGTH: usize = 40;
const POST_LENGTH: usize = 60;
const PHONE_LENGTH: usize = 40;
const EMAIL_LENGTH: usize = 254;
/// Digits of a mobile number in China (YD/T 2012 numbering plan).
const MOBILE_DIGITS: usize = 11;

/// The form of an account, as typed.
#[derive(Clone, Debug, Default)]
pub struct PersonForm {
    pub account: String,
    pub name: String,
    /// Code of a unit.
    pub unit: String,
    pub post: String,
    pub office_phone: String,
    pub mobile: String,
    pub email: String,
}

/// An account as it will be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonInput {
    pub account: String,
    pub name: String,
    pub unit: String,
    pub post: String,
    pub office_phone: String,
    pub mobile: String,
    pub email: String,
}

impl PersonForm {
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, locale: Locale) -> Result<PersonInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let input = PersonInput {
            account: account(&self.account, locale, &mut errors),
            name: name(&self.name, locale, &mut errors),
            unit: self.unit.trim().to_owned(),
            post: line("post", &self.post, POST_LENGTH, locale, &mut errors),
            office_phone: office_phone(&self.office_phone, locale, &mut errors),
            mobile: mobile(&self.mobile, locale, &mut errors),
            email: email(&self.email, locale, &mut errors),
        };
        if input.unit.is_empty() {
            errors.push(FieldError::new("unit", t::accounts::unit_needed(locale)));
        }
        if errors.is_empty() { Ok(input) } else { Err(errors) }
    }
}

/// An account is typed at sign-in in any case and width, and kept in lower case.
pub fn account(typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let account = folded(typed);
    let good = ACCOUNT_LENGTH.contains(&account.len())
        && account.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b))
        && account.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !good {
        let message = t::accounts::account_form(locale, ACCOUNT_LENGTH.start(), ACCOUNT_LENGTH.end());
        errors.push(FieldError::new("account", message));
    }
    account
}

/// A person's name, which must not be empty.
pub fn name(typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let name = line("name", typed, NAME_LENGTH, locale, errors);
    if name.is_empty() {
        errors.push(FieldError::new("name", t::accounts::name_needed(locale)));
    }
    name
}

fn line(field: &'static str, typed: &str, longest: usize, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let text = clean(typed).replace('\n', " ");
    let length = text.chars().count();
    if length > longest {
        errors.push(FieldError::new(field, t::accounts::too_long(locale, longest, length)));
    }
    text
}

fn office_phone(typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let phone = line("office_phone", typed, PHONE_LENGTH, locale, errors);
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let good = digits >= 3 && phone.chars().all(|c| c.is_ascii_digit() || " -+()（）/、转#*".contains(c));
    if !phone.is_empty() && !good {
        errors.push(FieldError::new("office_phone", t::accounts::phone_form(locale)));
    }
    phone
}

/// Eleven digits; spaces, hyphens and the country's code are taken off.
fn mobile(typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let text: String = folded(typed).chars().filter(|c| !" -()".contains(*c)).collect();
    let number = text.strip_prefix("+86").unwrap_or(&text).to_owned();
    if number.is_empty() {
        return number;
    }
    let length = number.chars().count();
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        errors.push(FieldError::new("mobile", t::accounts::mobile_digits(locale)));
    } else if length != MOBILE_DIGITS {
        errors.push(FieldError::new("mobile", t::accounts::mobile_length(locale, MOBILE_DIGITS, length)));
    }
    number
}

fn email(typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> String {
    let email = line("email", typed, EMAIL_LENGTH, locale, errors);
    let good = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains('@')
            && !email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
    });
    if !email.is_empty() && !good {
        errors.push(FieldError::new("email", t::accounts::email_form(locale)));
    }
    email
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form() -> PersonForm {
        PersonForm {
            account: "wangshijia".into(), name: "王示甲".into(), unit: "P-BB".into(), ..PersonForm::default()
        }
    }

    fn faults(form: &PersonForm) -> Vec<String> {
        form.parse(Locale::Chinese).err().unwrap_or_default().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn account_name_and_unit_are_enough() {
        let input = PersonForm { account: " ＷangShiJia ".into(), ..form() }.parse(Locale::Chinese).unwrap();
        assert_eq!(input.account, "wangshijia");
    }

    #[test]
    fn what_is_missing_or_wrong_is_told_at_its_field() {
        assert_eq!(faults(&PersonForm::default()), ["account", "name", "unit"]);
        for account in ["a", "王示甲", "-ab", "a b", "a@b", &"a".repeat(33)] {
            assert_eq!(faults(&PersonForm { account: account.into(), ..form() }), ["account"], "{account}");
        }
        for mobile in ["1290000000", "129000000001", "1290000000x"] {
            assert_eq!(faults(&PersonForm { mobile: mobile.into(), ..form() }), ["mobile"], "{mobile}");
        }
        for email in ["a", "a@b", "@b.c", "a b@c.d", "a@b@c.d", "a@.d"] {
            assert_eq!(faults(&PersonForm { email: email.into(), ..form() }), ["email"], "{email}");
        }
        assert_eq!(faults(&PersonForm { office_phone: "总机".into(), ..form() }), ["office_phone"]);
        assert_eq!(faults(&PersonForm { post: "长".repeat(61), ..form() }), ["post"]);
    }

    #[test]
    fn numbers_are_kept_as_they_are_called() {
        let form = PersonForm {
            mobile: "+86 129-0000 0001".into(),
            office_phone: "0431-0000 0000 转 12".into(),
            email: "wangshijia@example.com".into(),
            ..form()
        };
        let input = form.parse(Locale::Chinese).unwrap();
        assert_eq!((input.mobile.as_str(), input.office_phone.as_str()), ("12900000001", "0431-0000 0000 转 12"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_form(text in "\\PC{0,80}") {
            let form = PersonForm {
                account: text.clone(), name: text.clone(), unit: text.clone(), post: text.clone(),
                office_phone: text.clone(), mobile: text.clone(), email: text,
            };
            if let Ok(input) = form.parse(Locale::English) {
                prop_assert!(input.account.is_ascii());
            }
        }
    }
}
