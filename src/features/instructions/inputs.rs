//! The forms of instructions: flat texts in, typed values or messages beside the fields out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::LONGEST;
use crate::{
    shared::{
        error::FieldError,
        ids::{InstructionId, PersonId},
        locale::Locale,
        time,
        validation::needed_text,
    },
    t,
};

/// An instruction, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GiveForm {
    pub text: String,
    pub reply_due: String,
    /// Whose it is, where the office enters it.
    pub leader: String,
    /// The day on the paper, where the office enters it.
    pub given_on: String,
    /// The answered instruction that it follows.
    pub follows: String,
}

/// An instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub text: String,
    pub reply_due: NaiveDate,
    /// None: the actor's own.
    pub leader: Option<PersonId>,
    pub given_on: NaiveDate,
    pub follows: Option<InstructionId>,
}

impl GiveForm {
    /// `on_behalf`: the actor is no leader and must say whose it is.
    ///
    /// # Errors
    /// A message for each field that cannot be accepted.
    pub fn parse(&self, on_behalf: bool, today: NaiveDate, locale: Locale) -> Result<Given, Vec<FieldError>> {
        let mut errors = Vec::new();
        let leader = match self.leader.trim() {
            "" if on_behalf => Err(t::instructions::leader_needed(locale)),
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| t::instructions::no_such_leader(locale)),
        };
        let leader = leader.unwrap_or_else(|message| {
            errors.push(FieldError::new("leader", message));
            None
        });
        let given_on = match self.given_on.trim() {
            "" => Some(today),
            text => day("given_on", text, locale, &mut errors),
        };
        if given_on.is_some_and(|day| day > today) {
            errors.push(FieldError::new("given_on", t::instructions::given_later(locale)));
        }
        let text = needed_text("text", t::instructions::text(locale), &self.text, LONGEST, locale, &mut errors);
        let reply_due = day("reply_due", &self.reply_due, locale, &mut errors);
        if reply_due.is_some_and(|day| day < today) {
            errors.push(FieldError::new("reply_due", t::instructions::in_the_past(locale)));
        }
        match (given_on, reply_due) {
            (Some(given_on), Some(reply_due)) if errors.is_empty() => {
                Ok(Given { text, reply_due, leader, given_on, follows: self.follows.parse().ok() })
            }
            _ => Err(errors),
        }
    }
}

fn day(field: &'static str, typed: &str, locale: Locale, errors: &mut Vec<FieldError>) -> Option<NaiveDate> {
    let day = time::parse_day(typed);
    if day.is_none() {
        let empty = typed.trim().is_empty();
        let message = if empty { t::instructions::day_needed(locale) } else { t::tasks::no_such_day(locale) };
        errors.push(FieldError::new(field, message));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2016-11-30".parse().expect("a day")
    }

    fn form() -> GiveForm {
        GiveForm { text: "请抓紧".into(), reply_due: "2016-12-07".into(), ..GiveForm::default() }
    }

    fn fields(form: &GiveForm, on_behalf: bool) -> Vec<String> {
        let errors = form.parse(on_behalf, today(), Locale::Chinese).expect_err("refused");
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_fault_is_said_beside_its_field() {
        assert_eq!(fields(&GiveForm::default(), true), ["leader", "text", "reply_due"]);
        assert_eq!(fields(&GiveForm { reply_due: "2016-11-29".into(), ..form() }, false), ["reply_due"]);
        assert_eq!(fields(&GiveForm { reply_due: "soon".into(), ..form() }, false), ["reply_due"]);
        assert_eq!(fields(&GiveForm { given_on: "2016-12-01".into(), ..form() }, false), ["given_on"]);
        assert_eq!(fields(&GiveForm { leader: "nobody".into(), ..form() }, true), ["leader"]);
        assert_eq!(fields(&GiveForm { text: "长".repeat(LONGEST + 1), ..form() }, false), ["text"]);
    }

    #[test]
    fn a_leader_says_what_and_by_when() {
        let given = form().parse(false, today(), Locale::Chinese).expect("accepted");
        assert_eq!((given.leader, given.given_on, given.follows), (None, today(), None));
        assert_eq!(given.text, "请抓紧");
    }
}
