//! `/tasks/new` and `/tasks/{number}/edit`: one form for both.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        tasks::{
            api::{CreateTask, EditTask},
            components::{task_fields::task_fields, theirs::theirs},
            content::TaskContent,
            inputs::TaskForm,
            model::{DueKind, can_edit_ledger},
            queries::{details, names, plans},
        },
        units,
    },
    server::{
        context::{RequestContext, request},
        http::forms::{Returned, field_errors, returned},
    },
    shared::{error::AppError, ids::CommandKey},
    t,
    ui::{
        Button, ButtonKind, Choice, Crumb, Empty, Errors, Form, FormActions, LinkButton, PageHead, Select, TimelineAxis,
    },
};

/// Entering a task.
#[component]
pub fn NewTaskPage() -> impl IntoView {
    let plan = use_query_map().with_untracked(|query| query.get("plan"));
    page(async move { new_task(&request(), plan.as_deref()).await })
}

/// Editing a task.
#[component]
pub fn EditTaskPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    page(async move { edit_task(&request(), &number).await })
}

async fn new_task(context: &RequestContext, plan: Option<&str>) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_edit_ledger(actor) {
        return Err(AppError::NotFound);
    }
    let title = t::tasks::new(locale);
    let crumbs = vec![Crumb::link("/tasks", t::tasks::ledger(locale)), Crumb::here(title)];
    let plans = plans::all(db).await?;
    if plans.is_empty() {
        let body = view! {
            <PageHead title crumbs />
            <Empty title=t::tasks::no_plan(locale) text=t::tasks::no_plan_text(locale)>
                <LinkButton href="/tasks/import" label=t::tasks::import(locale) icon="upload" />
            </Empty>
        };
        return Ok(Page::new(title, Some(Place::Tasks), body));
    }
    let back = returned("tasks/create");
    let (form, errors) = typed(back.as_ref()).unwrap_or_else(|| {
        (TaskForm { deadline_kind: DueKind::Fixed.code().to_owned(), ..TaskForm::default() }, Errors::default())
    });
    let chosen = back.as_ref().and_then(|back| back.value("plan")).or_else(|| plan.map(str::to_owned));
    let options = plans.iter().map(|plan| Choice::new(&plan.prefix, &plan.name)).collect();
    let value = chosen.unwrap_or_else(|| plans[0].prefix.clone());
    let units = units::queries::pick_list(db).await?;
    let classes = units::queries::classes::all(db).await?;
    let fields = plans::fields(db, plans[0].id).await?;
    let body = view! {
        <PageHead title crumbs />
        <Form action=CreateTask::PATH key=key(back.as_ref()) errors=errors.clone()>
            <Select name="plan" label=t::tasks::plan(locale) options value required=true />
            {task_fields(&form, &errors, &units, &classes, &fields, None, locale)}
            <FormActions>
                <Button label=t::tasks::save_new(locale) kind=ButtonKind::Primary />
                <LinkButton href="/tasks" label=t::tasks::cancel(locale) />
            </FormActions>
        </Form>
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

async fn edit_task(context: &RequestContext, number: &str) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_edit_ledger(actor) {
        return Err(AppError::NotFound);
    }
    let task = details::find(db, actor, number).await?;
    let stored = TaskContent::from(&task);
    let known = names::known(&mut *db.acquire().await?).await?;
    let current = TaskForm::of(&stored, &known);
    let back = returned("tasks/edit");
    // After a conflict the form is at the stored version: saving again is a decision, made with both texts in view.
    let conflict = back.as_ref().filter(|back| back.error == AppError::Conflict);
    let (form, errors) = typed(back.as_ref()).unwrap_or_else(|| (current.clone(), Errors::default()));
    let theirs = conflict.map(|_| theirs(&form, &current, locale));
    let version = match (&back, conflict) {
        (Some(back), None) => back.value("version").unwrap_or_default(),
        _ => task.version.to_string(),
    };
    let title = t::tasks::edit_task(locale, &task.number);
    let href = format!("/tasks/{}", task.number);
    let crumbs = vec![
        Crumb::link("/tasks", t::tasks::ledger(locale)),
        Crumb::link(href.clone(), task.number.clone()),
        Crumb::here(t::tasks::edit(locale)),
    ];
    let units = units::queries::all_units(db).await?;
    let classes = units::queries::classes::all(db).await?;
    let fields = plans::fields(db, crate::shared::ids::PlanId(task.plan_id)).await?;
    let days = task.milestones.iter().filter_map(|milestone| milestone.due).chain(task.due.current);
    let axis = TimelineAxis::over(task.plan_starts_on, task.plan_ends_on, context.app.clock.today(), days);
    let hidden = vec![("number", task.number.clone()), ("version", version)];
    let body = view! {
        <PageHead title=title.clone() crumbs />
        {theirs}
        <Form action=EditTask::PATH key=key(back.as_ref().filter(|_| conflict.is_none())) fields=hidden errors=errors.clone()>
            {task_fields(&form, &errors, &units, &classes, &fields, Some(axis), locale)}
            <FormActions>
                <Button label=t::tasks::save(locale) kind=ButtonKind::Primary />
                <LinkButton href=href label=t::tasks::cancel(locale) />
            </FormActions>
        </Form>
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn typed(back: Option<&Returned>) -> Option<(TaskForm, Errors)> {
    back.map(|back| (TaskForm::typed(&back.fields), Errors(field_errors(&back.error))))
}

/// A form that came back keeps its key: it is still the same command. A new form gets a new one.
fn key(back: Option<&Returned>) -> String {
    back.and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string())
}
