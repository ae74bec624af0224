//! `/tasks/import`: choosing a sheet; `/tasks/import/{id}`: its preview, confirmation, and what was done.

use std::collections::BTreeSet;

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        reports::model::Every,
        tasks::{
            api::ConfirmImport,
            components::import_preview::{CONFIRM, Entered, Shown, preview_rows, reports, skipped},
            model::can_edit_ledger,
            preview_place::{PreviewForm, PreviewPlace},
            queries::{
                imports::{self, Effect, Preview, Upload},
                plans,
            },
        },
    },
    server::{
        context::{RequestContext, request},
        http::forms::{Returned, field_errors, returned},
    },
    shared::{
        error::AppError,
        ids::{CommandKey, ImportId},
        locale::Locale,
    },
    t,
    ui::{
        Button, ButtonKind, Callout, Choice, Crumb, DateField, Errors, FileField, Form, FormActions, FormRow,
        LinkButton, PageHead, Panel, Select, Skeleton, Stat, Stats, TextField, Tone,
    },
};

/// Choosing plan and file.
#[component]
pub fn ImportPage() -> impl IntoView {
    page(async move { choose(&request()).await })
}

/// The preview of an uploaded sheet.
#[component]
pub fn PreviewPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("import")).unwrap_or_default();
    let query = use_query_map().get_untracked();
    let place = PreviewPlace::from_pairs(query.latest_values().map(|(name, value)| (name.as_ref(), value)));
    page(async move { preview(&request(), id.parse().map_err(|_| AppError::NotFound)?, place).await })
}

async fn choose(context: &RequestContext) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_edit_ledger(actor) {
        return Err(AppError::NotFound);
    }
    let back = returned("tasks/import");
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    let plans = plans::all(db).await?;
    let mut options: Vec<Choice> = plans.iter().map(|plan| Choice::new(&plan.prefix, &plan.name)).collect();
    options.push(Choice::new("new", t::tasks::new_plan(locale)));
    let chosen = value(back.as_ref(), "plan").unwrap_or_else(|| options[0].value.clone());
    let title = t::tasks::import(locale);
    let crumbs = vec![Crumb::link("/tasks", t::tasks::ledger(locale)), Crumb::here(title)];
    let fields = new_plan(back.as_ref(), &errors, locale);
    let file = view! {
        <FileField
            name="file"
            label=t::tasks::file(locale)
            accept=".xlsx,.csv"
            required=true
            hint=t::tasks::file_hint(locale)
            error=errors.of("file")
        />
    };
    let select = view! { <Select name="plan" label=t::tasks::into_plan(locale) options value=chosen error=errors.of("plan") required=true /> };
    let body = view! {
        <PageHead title note=t::tasks::import_note(locale) crumbs />
        <Form action="/tasks/import" upload=true errors=errors.clone()>
            {file}
            {select}
            {fields}
            <FormActions>
                <Button label=t::tasks::preview(locale) kind=ButtonKind::Primary icon="upload" />
                <LinkButton href="/tasks" label=t::tasks::cancel(locale) />
            </FormActions>
            <div class="stack" data-while-sending="" hidden=true>
                <p class="meta">{t::tasks::reading_file(locale)}</p>
                <Skeleton lines=5 />
            </div>
        </Form>
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn value(back: Option<&Returned>, field: &str) -> Option<String> {
    back.and_then(|back| back.value(field))
}

/// The fields of a plan opened with the import; they count when 新建计划 is chosen.
fn new_plan(back: Option<&Returned>, errors: &Errors, locale: Locale) -> AnyView {
    let typed = |field: &str| value(back, field).unwrap_or_default();
    let names = view! {
        <TextField name="plan_name" label=t::tasks::plan_name(locale) value=typed("plan_name") error=errors.of("plan_name") />
        <TextField name="plan_prefix" label=t::tasks::plan_prefix(locale) value=typed("plan_prefix") error=errors.of("plan_prefix") hint=t::tasks::plan_prefix_hint(locale) />
    }
    .into_any();
    let days = view! {
        <DateField name="plan_starts_on" label=t::tasks::starts_on(locale) value=typed("plan_starts_on") error=errors.of("plan_starts_on") />
        <DateField name="plan_ends_on" label=t::tasks::ends_on(locale) value=typed("plan_ends_on") error=errors.of("plan_ends_on") />
    }
    .into_any();
    let every = Every::ALL.map(|every| Choice::new(every.code(), every.label(locale))).to_vec();
    let chosen = value(back, "plan_report_every").unwrap_or_else(|| Every::default().code().to_owned());
    let every = view! {
        <Select name="plan_report_every" label=t::reports::report_every(locale) options=every value=chosen hint=t::reports::report_every_hint(locale) required=true />
    };
    view! {
        <Panel id="new-plan" title=t::tasks::new_plan(locale) note=t::tasks::new_plan_note(locale)>
            <div class="stack"><FormRow>{names}</FormRow><FormRow>{days}</FormRow>{every}</div>
        </Panel>
    }
    .into_any()
}

async fn preview(context: &RequestContext, id: ImportId, place: PreviewPlace) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    let mut connection = db.acquire().await?;
    let upload = imports::upload(&mut connection, actor, id).await?;
    let title = t::tasks::preview_of(locale, &upload.file_name);
    let crumbs = vec![
        Crumb::link("/tasks", t::tasks::ledger(locale)),
        Crumb::link("/tasks/import", t::tasks::import(locale)),
        Crumb::here(upload.file_name.clone()),
    ];
    let head = view! { <PageHead title=title.clone() note=t::tasks::into(locale, upload.plan.name()) crumbs /> };
    if let Some((created, changed)) = upload.done {
        let body = view! { {head} {done(&upload, created, changed, locale)} };
        return Ok(Page::new(title, Some(Place::Tasks), body));
    }
    let preview = imports::preview(&mut connection, &upload).await?;
    let back = returned("tasks/confirm_import");
    let place = back.as_ref().map_or(place.clone(), |back| PreviewPlace { out: emptied(back), ..place });
    let shown = Shown::new(&preview, id, place, locale);
    let rows = if shown.enters { confirmation(&shown, back.as_ref()) } else { nothing(&shown, &upload) };
    let body = view! {
        {head}
        {summary(&preview, locale)}
        {reports(&shown)}
        {rows}
        {skipped(&preview, locale)}
    };
    Ok(Page::new(title, Some(Place::Tasks), body).wide())
}

fn summary(preview: &Preview, locale: Locale) -> AnyView {
    let stat = |label: &str, value: usize, href: &str| Stat {
        label: label.to_owned(),
        value: value as i64,
        unit: t::tasks::rows(locale).to_owned(),
        href: href.to_owned(),
        ..Stat::default()
    };
    let errors = preview
        .reading
        .reports
        .iter()
        .filter(|report| report.severity == crate::features::tasks::import::Severity::Error);
    let held_back = errors.count();
    let warnings = preview.reading.reports.len() - held_back;
    let items = vec![
        stat(t::tasks::effect_new(locale), preview.count(|effect| matches!(effect, Effect::New)), "#rows"),
        stat(t::tasks::effect_changed(locale), preview.count(|effect| matches!(effect, Effect::Changed(_))), "#rows"),
        stat(t::tasks::effect_unchanged(locale), preview.count(|effect| matches!(effect, Effect::Unchanged)), "#rows"),
        stat(t::tasks::errors(locale), held_back, "#reports"),
        stat(t::tasks::warnings(locale), warnings, "#reports"),
    ];
    view! { <section class="panel" aria-label=t::tasks::summary(locale)><Stats items /></section> }.into_any()
}

/// The rows whose boxes were empty in a form that came back.
fn emptied(back: &Returned) -> BTreeSet<i32> {
    let form = PreviewForm {
        out: back.value("out").unwrap_or_default(),
        shown: back.values("shown[]"),
        rows: back.values("rows[]"),
        ..PreviewForm::default()
    };
    form.left_out()
}

/// A sheet of which nothing would be entered.
fn nothing(shown: &Shown<'_>, upload: &Upload) -> AnyView {
    let (preview, locale) = (shown.preview, shown.locale);
    let text = if preview.rows.is_empty() || !preview.reading.held_back.is_empty() {
        t::tasks::nothing_to_enter(locale)
    } else {
        t::tasks::nothing_to_change(locale)
    };
    let list = format!("/tasks?plan={}", upload.plan.prefix());
    view! {
        <Callout tone=Tone::Green><p>{text}</p></Callout>
        <div class="row"><LinkButton href=list label=t::tasks::to_ledger(locale) icon="ledger" /></div>
        {preview_rows(shown)}
    }
    .into_any()
}

fn confirmation(shown: &Shown<'_>, back: Option<&Returned>) -> AnyView {
    let locale = shown.locale;
    let key = value(back.filter(|back| back.error != AppError::Conflict), "key");
    let key = key.unwrap_or_else(|| CommandKey::new().to_string());
    let mut fields = vec![("import", shown.import.to_string()), ("digest", shown.preview.digest.clone())];
    fields.extend(shown.fields());
    let Entered { here, elsewhere, left_out } = shown.entered();
    let all = (here + elsewhere) as i64;
    let label = match elsewhere {
        0 => t::tasks::confirm_rows(locale, all),
        more => t::tasks::confirm_all_rows(locale, all, more),
    };
    // Said where there is something that cannot be seen on this page.
    let unseen = elsewhere > 0 || left_out > 0;
    let note = unseen.then(|| view! { <p>{t::tasks::confirm_note(locale, all, here, elsewhere, left_out)}</p> });
    let rows = preview_rows(shown);
    view! {
        <Form id=CONFIRM action=ConfirmImport::PATH key=key fields=fields class="stack">
            {rows}
            {note}
            <FormActions>
                <Button label kind=ButtonKind::Primary />
                <LinkButton href="/tasks/import" label=t::tasks::another_file(locale) />
            </FormActions>
        </Form>
    }
    .into_any()
}

fn done(upload: &Upload, created: i32, changed: i32, locale: Locale) -> AnyView {
    let list = format!("/tasks?plan={}", upload.plan.prefix());
    view! {
        <Callout tone=Tone::Green>
            <p role="status">{t::tasks::imported(locale, i64::from(created), i64::from(changed))}</p>
        </Callout>
        <div class="row">
            <LinkButton href=list label=t::tasks::to_ledger(locale) kind=ButtonKind::Primary icon="ledger" />
            <LinkButton href="/tasks/import" label=t::tasks::another_file(locale) />
        </div>
    }
    .into_any()
}
