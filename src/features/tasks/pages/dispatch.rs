//! `/tasks/dispatch` and `/tasks/{number}/dispatch`: giving tasks to their units.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        tasks::{
            api::DispatchTasks,
            queries::{
                life::{self, Ready},
                plans,
            },
        },
        units::{
            self,
            queries::{ClassRow, UnitRow},
        },
    },
    server::{
        context::{RequestContext, request},
        http::forms::{Returned, field_errors, returned},
    },
    shared::{error::AppError, ids::CommandKey, locale::Locale},
    t,
    ui::{
        Button, ButtonKind, Callout, Choice, Choices, Crumb, Empty, Errors, Form, FormActions, HeadCell, LinkButton,
        PageHead, Panel, Table, TextArea, Tone, UnitTag,
    },
};

/// All registered tasks of a plan at once.
#[component]
pub fn DispatchPage() -> impl IntoView {
    let plan = use_query_map().with_untracked(|query| query.get("plan"));
    page(async move { many(&request(), plan.as_deref()).await })
}

/// One task, with the units that its open classes stand for.
#[component]
pub fn DispatchTaskPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    page(async move { one(&request(), &number).await })
}

async fn many(context: &RequestContext, prefix: Option<&str>) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    let plan = plans::find(db, prefix).await?.ok_or(AppError::NotFound)?;
    let tasks = life::registered(db, actor, &plan).await?;
    let title = t::life::dispatch_tasks(locale);
    let list = format!("/tasks?plan={}", plan.prefix);
    let crumbs = vec![Crumb::link(list.clone(), t::tasks::ledger(locale)), Crumb::here(title)];
    let head = view! { <PageHead title note=plan.name.clone() crumbs /> };
    if tasks.is_empty() {
        let way_out = view! { <LinkButton href=list label=t::tasks::ledger(locale) /> }.into_any();
        let body = view! { {head} <Empty title=t::life::all_dispatched(locale)>{way_out}</Empty> };
        return Ok(Page::new(title, Some(Place::Tasks), body));
    }
    let body = view! { {head} {list_form(&tasks, locale)} };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn list_form(tasks: &[Ready], locale: Locale) -> AnyView {
    let back = returned("tasks/dispatch");
    let chosen = back.as_ref().map(|back| back.values("numbers[]"));
    let rows = tasks.iter().map(|task| row(task, chosen.as_deref(), locale)).collect_view();
    let head = view! {
        <HeadCell label=t::life::task(locale) />
        <HeadCell label=t::tasks::first_lead(locale) />
        <HeadCell label=t::life::ready(locale) />
    }
    .into_any();
    let ready = tasks.iter().filter(|task| task.is_ready()).count();
    let inside = view! {
        <Panel id="numbers" title=t::life::registered(locale) note=t::life::ready_of(locale, tasks.len(), ready)>
            <Table label=t::life::registered(locale) head class="table--cards">{rows}</Table>
        </Panel>
        {note_and_buttons(back.as_ref(), "/tasks".to_owned(), locale)}
    }
    .into_any();
    form(back.as_ref(), "form form--wide", Vec::new(), inside)
}

fn row(task: &Ready, chosen: Option<&[String]>, locale: Locale) -> AnyView {
    let href = format!("/tasks/{}", task.number);
    let title = format!("{} {}", task.number, task.title);
    let name = if task.is_ready() {
        let checked = chosen.is_none_or(|chosen| chosen.contains(&task.number));
        view! {
            <label class="check">
                <input type="checkbox" name="numbers[]" value=task.number.clone() checked=checked />
                <span>{title}</span>
            </label>
        }
        .into_any()
    } else {
        view! { <a class="link" href=href>{title}</a> }.into_any()
    };
    let comma = t::tasks::list_comma(locale);
    let state = if !task.unknown.is_empty() {
        let href = format!("/tasks/{}/edit", task.number);
        let names = task.unknown.join(comma);
        view! { <p>{t::life::edit_first(locale, names)}</p> <LinkButton href label=t::tasks::edit(locale) icon="edit" /> }
            .into_any()
    } else if task.open.is_empty() {
        t::tasks::units_count(locale, task.units).into_any()
    } else {
        let href = format!("/tasks/{}/dispatch", task.number);
        let classes = task.open.iter().map(|(_, written)| written.as_str()).collect::<Vec<_>>().join(comma);
        view! {
            <p>{t::life::name_first(locale, classes)}</p>
            <LinkButton href label=t::life::name_units(locale) icon="people" />
        }
        .into_any()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}</th>
            <td role="cell"><UnitTag name=task.lead.clone() /></td>
            <td role="cell">{state}</td>
        </tr>
    }
    .into_any()
}

async fn one(context: &RequestContext, number: &str) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    let task = life::registered_task(db, actor, number).await?;
    let title = t::life::dispatch_title(locale, &task.number);
    let href = format!("/tasks/{}", task.number);
    let crumbs = vec![
        Crumb::link("/tasks", t::tasks::ledger(locale)),
        Crumb::link(href.clone(), task.number.clone()),
        Crumb::here(t::life::dispatch(locale)),
    ];
    let units = units::queries::all_units(db).await?;
    let classes = units::queries::classes::all(db).await?;
    let back = returned("tasks/dispatch");
    let named = back.as_ref().map(|back| back.values("named[]")).unwrap_or_default();
    let choices = task.open.iter().map(|(code, written)| {
        let class = classes.iter().find(|class| class.code == *code);
        let error = back.as_ref().and_then(|back| back.message(&format!("class-{code}")));
        class.map(|class| class_choices(class, written, &units, &named, error, locale))
    });
    let choices = choices.collect::<Vec<_>>();
    let unknown = (!task.unknown.is_empty()).then(|| {
        let names = task.unknown.join(t::tasks::list_comma(locale));
        view! { <Callout tone=Tone::Yellow><p>{t::life::edit_first(locale, names)}</p></Callout> }
    });
    let note = t::life::given_to(locale, &task.lead, task.units);
    let inside = view! {
        <p id="numbers">{note}</p>
        {unknown}
        {choices}
        {note_and_buttons(back.as_ref(), href, locale)}
    }
    .into_any();
    let fields = vec![("numbers[]", task.number.clone())];
    let body = view! { <PageHead title=title.clone() note=task.title.clone() crumbs /> {form(back.as_ref(), "form", fields, inside)} };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

/// The units that may stand for an open class, as boxes to tick.
fn class_choices(
    class: &ClassRow,
    written: &str,
    units: &[UnitRow],
    named: &[String],
    error: Option<String>,
    locale: Locale,
) -> AnyView {
    let options = units
        .iter()
        .filter(|unit| unit.closed_on.is_none())
        .filter(|unit| class.candidate_kinds.is_empty() || class.candidate_kinds.contains(&unit.kind))
        .map(|unit| Choice::new(format!("{}/{}", class.code, unit.code), &unit.short_name))
        .collect();
    let label = t::life::stands_for(locale, written);
    let id = format!("class-{}", class.code);
    view! { <Choices name="named[]" id label options values=named.to_vec() multiple=true error required=true /> }
        .into_any()
}

fn note_and_buttons(back: Option<&Returned>, cancel: String, locale: Locale) -> AnyView {
    let value = back.and_then(|back| back.value("note")).unwrap_or_default();
    let error = back.and_then(|back| back.message("note"));
    view! {
        <TextArea name="note" label=t::life::note(locale) value hint=t::life::note_hint(locale) error rows=2 />
        <FormActions>
            <Button label=t::life::dispatch(locale) kind=ButtonKind::Primary icon="send" />
            <LinkButton href=cancel label=t::tasks::cancel(locale) />
        </FormActions>
    }
    .into_any()
}

fn form(back: Option<&Returned>, class: &'static str, fields: Vec<(&'static str, String)>, inside: AnyView) -> AnyView {
    let key = back.and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string());
    let errors = back.map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    view! { <Form action=DispatchTasks::PATH key fields errors class>{inside}</Form> }.into_any()
}
