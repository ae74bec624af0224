//! The forms: days that depart from the week, and by what the year was published.

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::calendar::{
        api::{PublishYear, SetDay},
        inputs::DayForm,
        model::kind_label,
        queries::YearView,
    },
    server::http::forms::{Returned, field_errors, returned},
    shared::{ids::CommandKey, locale::Locale, time, working_days::DayKind},
    t,
    ui::{
        Button, ButtonKind, Choice, Choices, DateField, Disclosure, Errors, Form, FormActions, FormRow, Outcome,
        OutcomeKind, Panel, TextField,
    },
};

impl DayForm {
    fn typed(back: &Returned) -> Self {
        let value = |field: &str| back.value(field).unwrap_or_default();
        Self { year: value("year"), day: value("day"), until: value("until"), kind: value("kind"), name: value("name") }
    }

    /// The day that the reader chose in the list, to be altered; else an empty form.
    fn of(view: &YearView, chosen: Option<&str>) -> Self {
        let row = view.days.iter().find(|row| Some(time::day(row.day).as_str()) == chosen);
        row.map_or_else(Self::default, |row| Self {
            day: time::day(row.day),
            kind: row.kind.code().to_owned(),
            name: row.name.clone(),
            ..Self::default()
        })
    }
}

/// A command that came back is still the same.
fn key(back: Option<&Returned>) -> String {
    back.and_then(|back| back.value("key"))
        .filter(|key| !key.is_empty())
        .unwrap_or_else(|| CommandKey::new().to_string())
}

fn errors(back: Option<&Returned>) -> Errors {
    Errors(back.map(|back| field_errors(&back.error)).unwrap_or_default())
}

/// Entering days of the year, or altering the one that was chosen.
pub fn day_form(view: &YearView, chosen: Option<&str>, locale: Locale) -> AnyView {
    let back = returned("calendar/set_day");
    let form = back.as_ref().map_or_else(|| DayForm::of(view, chosen), DayForm::typed);
    let errors = errors(back.as_ref());
    let (key, year) = (key(back.as_ref()), view.year);
    let day = |name: &'static str, label: &'static str, value: &str, required: bool| {
        view! {
            <DateField
                name
                label
                value=value.to_owned()
                error=errors.of(name)
                required
                min=format!("{year}-01-01")
                max=format!("{year}-12-31")
            />
        }
        .into_any()
    };
    let days = view! {
        {day("day", t::calendar::day(locale), &form.day, true)}
        {day("until", t::calendar::until(locale), &form.until, false)}
    }
    .into_any();
    let fields = vec![("year", year.to_string())];
    let rest = kind_and_name(&form, &errors, locale);
    view! {
        <Panel id="set" title=t::calendar::set_day(locale)>
            <Form action=SetDay::PATH key fields errors>
                <FormRow>{days}</FormRow>
                {rest}
                <FormActions>
                    <Button label=t::calendar::save_day(locale) kind=ButtonKind::Primary />
                </FormActions>
            </Form>
        </Panel>
    }
    .into_any()
}

fn kind_and_name(form: &DayForm, errors: &Errors, locale: Locale) -> AnyView {
    let kinds = DayKind::ALL.map(|kind| Choice::new(kind.code(), kind_label(kind, locale))).to_vec();
    view! {
        <Choices
            name="kind"
            label=t::calendar::kind(locale)
            options=kinds
            values=vec![form.kind.clone()]
            error=errors.of("kind")
            hint=t::calendar::kind_hint(locale)
            required=true
        />
        <TextField
            name="name"
            label=t::calendar::name(locale)
            value=form.name.clone()
            error=errors.of("name")
            hint=t::calendar::name_hint(locale)
            autocomplete="off"
        />
    }
    .into_any()
}

/// By what the year was published; a year without is opened here.
pub fn year_form(view: &YearView, locale: Locale) -> AnyView {
    let content = match &view.notice {
        None => view! {
            <Outcome kind=OutcomeKind::Wait label=t::calendar::not_published(locale) />
            <p class="meta">{t::calendar::open_year_note(locale)}</p>
            {notice_form(view, locale)}
        }
        .into_any(),
        Some(notice) => {
            let day = notice.published_on.map(|day| view! { <p class="meta num">{time::day(day)}</p> });
            let form = notice_form(view, locale);
            let open = returned("calendar/publish_year").is_some();
            view! {
                <Outcome kind=OutcomeKind::Pass label=t::calendar::published(locale) />
                <p lang="zh-Hans-CN">{notice.document.clone()}</p>
                {day}
                <Disclosure summary=t::calendar::correct_notice(locale) open>
                    {form}
                </Disclosure>
            }
            .into_any()
        }
    };
    view! {
        <Panel id="notice" title=t::calendar::notice(locale)>
            <div class="stack">{content}</div>
        </Panel>
    }
    .into_any()
}

fn notice_form(view: &YearView, locale: Locale) -> AnyView {
    let back = returned("calendar/publish_year");
    let errors = errors(back.as_ref());
    let typed = |field: &str| back.as_ref().and_then(|back| back.value(field));
    let notice = view.notice.as_ref();
    let document = typed("document").or_else(|| notice.map(|notice| notice.document.clone())).unwrap_or_default();
    let published_on = typed("published_on").or_else(|| notice?.published_on.map(time::day)).unwrap_or_default();
    let label = match notice {
        Some(_) => t::calendar::save_notice(locale).to_owned(),
        None => t::calendar::open_year(locale, view.year),
    };
    let inputs = view! {
        <TextField
            name="document"
            label=t::calendar::document(locale)
            value=document
            error=errors.of("document")
            hint=t::calendar::document_hint(locale)
            required=true
            autocomplete="off"
        />
        <DateField
            name="published_on"
            label=t::calendar::published_on(locale)
            value=published_on
            error=errors.of("published_on")
        />
    }
    .into_any();
    let fields = vec![("year", view.year.to_string())];
    view! {
        <Form action=PublishYear::PATH key=key(back.as_ref()) fields errors>
            {inputs}
            <FormActions>
                <Button label />
            </FormActions>
        </Form>
    }
    .into_any()
}
