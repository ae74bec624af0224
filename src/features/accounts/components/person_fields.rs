//! The fields of an account, for opening and for correcting one.

use leptos::prelude::*;

use super::theirs::Compared;
use crate::{
    features::{
        accounts::{inputs::PersonForm, queries::people::PersonView},
        units::queries::UnitRow,
    },
    server::http::forms::Returned,
    shared::locale::Locale,
    t,
    ui::{Choice, Errors, FormRow, Select, TextField},
};

impl PersonForm {
    /// What was typed into a form that came back.
    #[must_use]
    pub fn typed(back: &Returned) -> Self {
        let value = |field: &str| back.value(field).unwrap_or_default();
        Self {
            account: value("account"),
            name: value("name"),
            unit: value("unit"),
            post: value("post"),
            office_phone: value("office_phone"),
            mobile: value("mobile"),
            email: value("email"),
        }
    }

    /// The form of a stored account.
    #[must_use]
    pub fn of(person: &PersonView) -> Self {
        Self {
            account: person.account.clone(),
            name: person.name.clone(),
            unit: person.unit.0.clone(),
            post: person.post.clone(),
            office_phone: person.office_phone.clone(),
            mobile: person.mobile.clone(),
            email: person.email.clone(),
        }
    }

    /// Side by side with the stored form.
    #[must_use]
    pub fn compared(self, stored: Self, locale: Locale) -> Vec<Compared> {
        vec![
            (t::accounts::account(locale), self.account, stored.account),
            (t::accounts::name(locale), self.name, stored.name),
            (t::accounts::unit(locale), self.unit, stored.unit),
            (t::accounts::post(locale), self.post, stored.post),
            (t::accounts::office_phone(locale), self.office_phone, stored.office_phone),
            (t::accounts::mobile(locale), self.mobile, stored.mobile),
            (t::accounts::email(locale), self.email, stored.email),
        ]
    }
}

/// `units` are those that can be chosen.
pub fn person_fields(form: &PersonForm, errors: &Errors, units: &[UnitRow], locale: Locale) -> AnyView {
    let options = units.iter().map(|unit| Choice::new(&unit.code, &unit.short_name)).collect();
    let first = view! {
        <TextField
            name="name"
            label=t::accounts::name(locale)
            value=form.name.clone()
            error=errors.of("name")
            required=true
            autocomplete="off"
        />
        <TextField
            name="account"
            label=t::accounts::account(locale)
            value=form.account.clone()
            error=errors.of("account")
            hint=t::accounts::account_hint(locale)
            required=true
            autocomplete="off"
        />
    }
    .into_any();
    let second = view! {
        <Select
            name="unit"
            label=t::accounts::unit(locale)
            options
            value=form.unit.clone()
            empty=t::accounts::choose_unit(locale)
            error=errors.of("unit")
            required=true
        />
        <TextField name="post" label=t::accounts::post(locale) value=form.post.clone() error=errors.of("post") autocomplete="off" />
    }
    .into_any();
    let third = view! {
        <TextField
            name="office_phone"
            label=t::accounts::office_phone(locale)
            value=form.office_phone.clone()
            error=errors.of("office_phone")
            kind="tel"
            autocomplete="off"
        />
        <TextField
            name="mobile"
            label=t::accounts::mobile(locale)
            value=form.mobile.clone()
            error=errors.of("mobile")
            kind="tel"
            autocomplete="off"
        />
    }
    .into_any();
    view! {
        <FormRow>{first}</FormRow>
        <FormRow>{second}</FormRow>
        <FormRow>{third}</FormRow>
        <TextField
            name="email"
            label=t::accounts::email(locale)
            value=form.email.clone()
            error=errors.of("email")
            kind="email"
            autocomplete="off"
        />
    }
    .into_any()
}
