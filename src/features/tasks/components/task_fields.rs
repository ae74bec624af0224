//! The fields of the task form.

use leptos::prelude::*;

use crate::{
    features::{
        tasks::{
            components::task_items::{DUE_ITEM, lanes_of_form, step_item},
            inputs::TaskForm,
            model::DueKind,
        },
        units::{
            model::UnitKind,
            queries::{ClassRow, UnitRow},
        },
    },
    shared::locale::Locale,
    t,
    ui::{
        Choice, Choices, DateField, Disclosure, Errors, FormRow, Panel, Select, TextArea, TextField, Timeline,
        TimelineAxis,
    },
};

/// Empty rows for further milestones. More appear after saving.
const SPARE_MILESTONES: usize = 3;

/// All fields, in the order of the sheet. With `axis` the milestones can be moved on a timeline, too.
pub fn task_fields(
    form: &TaskForm,
    errors: &Errors,
    units: &[UnitRow],
    classes: &[ClassRow],
    fields: &[String],
    axis: Option<TimelineAxis>,
    locale: Locale,
) -> AnyView {
    view! {
        {what(form, errors, fields, locale)}
        {who(form, errors, units, classes, locale)}
        {when(form, errors, axis, locale)}
        {why(form, errors, locale)}
    }
    .into_any()
}

fn what(form: &TaskForm, errors: &Errors, fields: &[String], locale: Locale) -> AnyView {
    let known = fields.iter().map(|field| view! { <li>{field.clone()}</li> }).collect_view();
    let heads = view! {
        <TextField name="seq" label=t::tasks::seq(locale) value=form.seq.clone() error=errors.of("seq") inputmode="numeric" required=true />
        <TextField name="field" label=t::tasks::field(locale) value=form.field.clone() error=errors.of("field") required=true />
    }
    .into_any();
    let fields = view! {
            <div class="stack">
                <FormRow>{heads}</FormRow>
                <Disclosure summary=t::tasks::fields_in_use(locale)><ul class="meta">{known}</ul></Disclosure>
                <TextField name="title" label=t::tasks::title(locale) value=form.title.clone() error=errors.of("title") required=true />
                <TextArea name="content" label=t::tasks::content_and_goal(locale) value=form.content.clone() error=errors.of("content") rows=6 />
            </div>
    }
    .into_any();
    view! { <Panel id="what" title=t::tasks::what(locale)>{fields}</Panel> }.into_any()
}

fn who(form: &TaskForm, errors: &Errors, units: &[UnitRow], classes: &[ClassRow], locale: Locale) -> AnyView {
    let leads = units.iter().map(|unit| Choice::new(&unit.code, &unit.short_name)).collect();
    let classes = classes.iter().map(|class| Choice::new(&class.code, &class.label)).collect();
    let fields = view! {
            <div class="stack">
                <Select name="lead" label=t::tasks::first_lead(locale) options=leads value=form.lead.clone() empty=t::tasks::choose(locale) error=errors.of("lead") required=true />
                {pick_units("co_leads", t::tasks::role_co_lead(locale), &form.co_leads, errors.of("co_leads"), units, locale)}
                {pick_units("participants", t::tasks::participants_label(locale), &form.participants, errors.of("participants"), units, locale)}
                <Choices name="classes[]" id="classes" label=t::tasks::classes(locale) options=classes values=form.classes.clone() multiple=true hint=t::tasks::classes_hint(locale) />
                <TextArea name="unmatched" label=t::tasks::unmatched_label(locale) value=form.unmatched.clone() hint=t::tasks::unmatched_hint(locale) rows=2 />
                <TextArea name="duties" label=t::tasks::duties(locale) value=form.duties.clone() error=errors.of("duties") hint=t::tasks::duties_hint(locale) rows=4 />
            </div>
    }
    .into_any();
    view! { <Panel id="who" title=t::tasks::who(locale)>{fields}</Panel> }.into_any()
}

/// Units as boxes to tick, folded by kind; the kind that holds ticked ones is open.
fn pick_units(
    name: &'static str,
    label: &'static str,
    chosen: &[String],
    error: Option<String>,
    units: &[UnitRow],
    locale: Locale,
) -> AnyView {
    let names: Vec<&str> =
        units.iter().filter(|unit| chosen.contains(&unit.code)).map(|unit| unit.short_name.as_str()).collect();
    let summary = if names.is_empty() {
        t::tasks::none_chosen(locale, label)
    } else {
        t::tasks::chosen(locale, label, names.join(t::tasks::list_comma(locale)))
    };
    let groups = UnitKind::ALL
        .iter()
        .map(|kind| {
            let of_kind = units.iter().filter(|unit| unit.kind == *kind);
            let options: Vec<Choice> = of_kind.map(|unit| Choice::new(&unit.code, &unit.short_name)).collect();
            let id = format!("{name}-{}", kind.code());
            (!options.is_empty()).then(|| {
                view! {
                    <Choices name=format!("{name}[]") id label=kind.label(locale) options values=chosen.to_vec() multiple=true />
                }
            })
        })
        .collect_view();
    let open = error.is_some();
    let error = error.map(|error| view! { <p class="field__error">{error}</p> });
    view! { <div id=name tabindex="-1">{error}<Disclosure summary open>{groups}</Disclosure></div> }.into_any()
}

fn when(form: &TaskForm, errors: &Errors, axis: Option<TimelineAxis>, locale: Locale) -> AnyView {
    let kinds = DueKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label(locale))).collect();
    let rows = form.milestone_titles.len() + SPARE_MILESTONES;
    let milestones = (0..rows)
        .map(|index| {
            let title = form.milestone_titles.get(index).cloned().unwrap_or_default();
            let due = form.milestone_dues.get(index).cloned().unwrap_or_default();
            let step = index + 1;
            view! {
                <FormRow>
                    <TextField name="milestone_titles[]" id=format!("milestone-{step}") label=t::tasks::step_title(locale, step) value=title timeline=step_item(step) />
                    <DateField name="milestone_dues[]" id=format!("milestone-due-{step}") label=t::tasks::step_due(locale, step) value=due timeline=step_item(step) />
                </FormRow>
            }
        })
        .collect_view();
    let timeline = axis.map(|axis| {
        let lanes = lanes_of_form(form, rows, locale);
        view! { <Timeline axis lanes label=t::tasks::roadmap(locale) corner=t::tasks::step(locale) editing=true /> }
    });
    let error = errors.of("milestones").map(|error| view! { <p class="field__error">{error}</p> });
    let deadline = view! {
        <Select name="deadline_kind" label=t::tasks::deadline_kind(locale) options=kinds value=form.deadline_kind.clone() required=true />
        <DateField name="due" label=t::tasks::due(locale) value=form.due.clone() error=errors.of("due") timeline=DUE_ITEM />
    }
    .into_any();
    let fields = view! {
            <div class="stack">
                <FormRow>{deadline}</FormRow>
                <TextField name="deadline_text" label=t::tasks::deadline_text(locale) value=form.deadline_text.clone() error=errors.of("deadline_text") hint=t::tasks::deadline_text_hint(locale) />
                <div id="milestones" tabindex="-1" class="stack">
                    <h3>{t::tasks::roadmap(locale)}</h3>
                    {error}
                    {timeline}
                    {milestones}
                </div>
            </div>
    }
    .into_any();
    view! { <Panel id="when" title=t::tasks::when(locale)>{fields}</Panel> }.into_any()
}

fn why(form: &TaskForm, errors: &Errors, locale: Locale) -> AnyView {
    let fields = view! {
            <div class="stack">
                <TextArea name="sources" label=t::tasks::sources(locale) value=form.sources.clone() hint=t::tasks::sources_hint(locale) rows=3 />
                <TextArea name="progress" label=t::tasks::progress(locale) value=form.progress.clone() error=errors.of("progress") rows=3 />
                <TextArea name="note" label=t::tasks::note(locale) value=form.note.clone() error=errors.of("note") rows=3 />
            </div>
    }
    .into_any();
    view! { <Panel id="why" title=t::tasks::why(locale)>{fields}</Panel> }.into_any()
}
