//! The fields of a report.

use leptos::prelude::*;

use crate::{
    features::{
        reports::{
            inputs::{ReportForm, TEXT},
            model::{Confidence, Help},
            queries::page::{ReportPage, Step},
        },
        tasks::model::UnitRole,
    },
    shared::{locale::Locale, time},
    t,
    ui::{Choice, Choices, ConfidenceBars, Disclosure, Errors, Icon, IconSize, TextArea, TextField},
};

/// What the form holds.
pub struct Filled {
    pub form: ReportForm,
    pub errors: Errors,
    /// Somebody else wrote meanwhile.
    pub conflict: bool,
    /// Nobody wrote anything yet.
    pub fresh: bool,
    /// The key of the command that came back.
    pub key: Option<String>,
}

/// All of them, in the order of mock 04.
pub fn fields(page: &ReportPage, filled: &Filled, locale: Locale) -> AnyView {
    let (form, errors) = (&filled.form, &filled.errors);
    let area = |name: &'static str, label: &'static str, value: &str, rows: u32| {
        view! { <TextArea name label value=value.to_owned() error=errors.of(name) rows maxlength=TEXT as u32 /> }
    };
    view! {
        {percent(page, filled, locale)}
        {steps(page, filled, locale)}
        <TextArea
            name="content"
            label=t::reports::content(locale)
            value=form.content.clone()
            error=errors.of("content")
            hint=t::reports::content_hint(locale)
            required=true
            rows=5
            maxlength=TEXT as u32
        />
        {confidence(form, errors, locale)}
        {area("difficulties", t::reports::difficulties(locale), &form.difficulties, 2)}
        {help(page, form, errors, locale)}
        {area("next_step", t::reports::next_step(locale), &form.next_step, 2)}
    }
    .into_any()
}

/// The number is what is sent; the slider beside it is for thumbs.
fn percent(page: &ReportPage, filled: &Filled, locale: Locale) -> AnyView {
    let hint = match &page.previous {
        Some(previous) => t::reports::percent_hint(locale, previous.text.percent),
        None => t::reports::percent_first(locale).to_owned(),
    };
    let value = filled.form.percent.clone();
    view! {
        <div class="report__percent">
            <TextField
                name="percent"
                label=t::reports::percent(locale)
                value=value.clone()
                hint
                error=filled.errors.of("percent")
                inputmode="numeric"
                autocomplete="off"
                maxlength=3
                required=true
            />
            <input
                class="report__range needs-script"
                type="range"
                min="0"
                max="100"
                step="5"
                value=value
                data-percent=""
                aria-label=t::reports::slide(locale)
            />
        </div>
    }
    .into_any()
}

fn steps(page: &ReportPage, filled: &Filled, locale: Locale) -> Option<AnyView> {
    if page.steps.is_empty() {
        return None;
    }
    // What was done before this period is folded away; what this report says, or came back with a fault, is in view.
    let is_before = |step: &Step| step.done_on.is_some_and(|day| day < page.period.start);
    let (open, done): (Vec<&Step>, Vec<&Step>) =
        page.steps.iter().partition(|step| !is_before(step) || filled.errors.of(&field_of(step)).is_some());
    let rows = |steps: &[&Step]| steps.iter().map(|step| self::step(step, filled, locale)).collect::<Vec<_>>();
    let folded = (!done.is_empty()).then(|| {
        let (summary, rows) = (t::reports::steps_done(locale, done.len() as i64), rows(&done));
        view! { <Disclosure summary><div class="report__steps">{rows}</div></Disclosure> }
    });
    Some(
        view! {
            <fieldset class="field">
                <legend class="field__label">{t::reports::steps(locale)}</legend>
                <div class="report__steps">{rows(&open)}</div>
                {folded}
            </fieldset>
        }
        .into_any(),
    )
}

/// The id of its day.
fn field_of(step: &Step) -> String {
    format!("done-{}", step.id)
}

/// A tick and its day. A new report begins with what is known to be done.
fn step(step: &Step, filled: &Filled, locale: Locale) -> AnyView {
    let id = step.id.to_string();
    let form = &filled.form;
    let (done, day) = if filled.fresh {
        (step.done_on.is_some(), step.done_on.map(time::day).unwrap_or_default())
    } else {
        let at = form.milestones.iter().position(|shown| *shown == id);
        let day = at.and_then(|at| form.done_on.get(at)).cloned().unwrap_or_default();
        (form.done.contains(&id), day)
    };
    let field = field_of(step);
    let error = filled.errors.of(&field).map(|error| {
        view! {
            <span class="field__error" id=format!("{field}-error")>
                <Icon name="alert" size=IconSize::Small />
                <span>{error}</span>
            </span>
        }
    });
    let described = error.is_some().then(|| format!("{field}-error"));
    let due = step.due.map(|due| {
        view! { <span class="field__hint num">{t::reports::step_due(locale, time::day(due))}</span> }
    });
    view! {
        <div class="report__step">
            <span class="report__step-title" lang="zh-Hans-CN"><span>{step.title.clone()}</span> {due}</span>
            {error}
            <div class="report__tick">
                <label class="check">
                    <input type="checkbox" name="done[]" value=id.clone() checked=done />
                    <span>{t::reports::step_done(locale)} <span class="vh">{step.title.clone()}</span></span>
                </label>
                <input type="hidden" name="milestones[]" value=id />
                <input
                    class="input"
                    type="date"
                    name="done_on[]"
                    id=field
                    value=day
                    aria-label=t::reports::step_done_on(locale, &step.title)
                    aria-invalid=described.is_some().then_some("true")
                    aria-describedby=described
                />
            </div>
        </div>
    }
    .into_any()
}

fn confidence(form: &ReportForm, errors: &Errors, locale: Locale) -> AnyView {
    let error = errors.of("confidence").map(|error| {
        view! {
            <span class="field__error" id="confidence-error">
                <Icon name="alert" size=IconSize::Small />
                <span>{error}</span>
            </span>
        }
    });
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then_some("confidence-error");
    let chips = Confidence::ALL
        .iter()
        .map(|choice| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="confidence"
                        value=choice.code()
                        checked=form.confidence == choice.code()
                    />
                    <span><ConfidenceBars level=choice.level() label=choice.label(locale) /></span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" id="confidence" tabindex="-1" data-invalid=invalid aria-describedby=described>
            <legend class="field__label">{t::reports::confidence(locale)}</legend>
            {error}
            <div class="choices choices--fill">{chips}</div>
        </fieldset>
    }
    .into_any()
}

fn help(page: &ReportPage, form: &ReportForm, errors: &Errors, locale: Locale) -> AnyView {
    let lead = page.standing.role == UnitRole::Lead;
    let options = Help::ALL
        .iter()
        .filter(|help| !lead || **help != Help::Lead)
        .map(|help| Choice::new(help.code(), help.label(locale)))
        .collect();
    let chosen = Help::from_code(&form.help).unwrap_or_default().code().to_owned();
    view! {
        <Choices
            name="help"
            label=t::reports::help(locale)
            options
            values=vec![chosen]
            error=errors.of("help")
            required=true
        />
        <div class="report__help">
            <TextArea
                name="help_text"
                label=t::reports::help_text(locale)
                value=form.help_text.clone()
                error=errors.of("help_text")
                rows=2
                maxlength=TEXT as u32
            />
        </div>
    }
    .into_any()
}
