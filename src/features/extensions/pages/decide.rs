//! `/tasks/{number}/extension/decide`: the head of the office grants or refuses.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_params_map;

use super::{crumbs, errors, key};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        extensions::{
            api::DecideExtension,
            components::{dates, history, marks, who},
            model::{Decision, Stage, can_decide},
            queries::{self, Request},
        },
        tasks::queries::details::{self, TaskDetails},
    },
    server::{
        context::{RequestContext, request},
        http::forms::returned,
    },
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Choice, Choices, DateField, Fact, Form, FormActions, LinkButton, PageHead, Pairs, Panel,
        TextArea,
    },
};

/// The decision.
#[component]
pub fn DecideExtensionPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    page(async move { decide(&request(), &number).await })
}

async fn decide(context: &RequestContext, number: &str) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_decide(actor) {
        return Err(AppError::NotFound);
    }
    let task = details::find(db, actor, number).await?;
    let requests = queries::of_task(db, actor, task.id).await?;
    let waits = |request: &&Request| request.stage == Stage::ToDecide;
    let open = requests.iter().find(waits).ok_or(AppError::NotFound)?;
    let earlier: Vec<Request> = requests.iter().filter(|request| request.id != open.id).cloned().collect();
    let title = t::extensions::decide_title(locale, &task.number);
    let crumbs = crumbs(&task, t::extensions::decide(locale), locale);
    let (facts, form, earlier) = (facts(&task, open, locale), form(&task, open, locale), history(&earlier, locale));
    let body = view! {
        <div class="stack">
            <PageHead title=title.clone() note=task.title.clone() crumbs />
            <Panel id="request" title=t::extensions::title(locale)>{facts}</Panel>
            {form}
            <Panel id="extensions" title=t::extensions::earlier(locale) long=true>{earlier}</Panel>
        </div>
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn facts(task: &TaskDetails, open: &Request, locale: Locale) -> AnyView {
    let original = task.due.original.map(time::day).unwrap_or_default();
    let items = vec![
        Fact::new(t::tasks::first_lead(locale), open.unit.clone()),
        Fact::new(t::tasks::original_due(locale), original),
        Fact::new(t::extensions::moved(locale), view! { {dates(open)} {marks(open, locale)} }),
        Fact::new(t::extensions::cause(locale), open.cause.clone()),
        Fact::new(t::extensions::progress(locale), open.progress.clone()),
        Fact::new(t::extensions::asked(locale), who(open, locale)),
    ];
    view! { <Pairs items /> }.into_any()
}

fn form(task: &TaskDetails, open: &Request, locale: Locale) -> AnyView {
    let back = returned("extensions/decide");
    let value = |field: &str| back.as_ref().and_then(|back| back.value(field));
    let message = |field: &str| back.as_ref().and_then(|back| back.message(field));
    let decisions = Decision::ALL.map(|decision| Choice::new(decision.code(), decision.label(locale))).to_vec();
    let day = value("granted_due").unwrap_or_else(|| time::day(open.asked_due));
    let hint = t::extensions::granted_due_hint(locale, time::day(open.asked_due), time::day(task.plan_ends_on));
    let (decision_fault, day_fault, fault) = (message("decision"), message("granted_due"), message("reason"));
    let fields = vec![("number", task.number.clone()), ("version", open.version.to_string())];
    let chosen = Vec::from_iter(value("decision"));
    let reason = value("reason").unwrap_or_default();
    let cancel = format!("/tasks/{}", task.number);
    let inside = view! {
        <Choices
            name="decision"
            label=t::extensions::decision(locale)
            options=decisions
            values=chosen
            error=decision_fault
            required=true
        />
        <DateField name="granted_due" label=t::extensions::granted_due(locale) value=day hint error=day_fault required=true />
        <TextArea
            name="reason"
            label=t::extensions::reason(locale)
            value=reason
            error=fault
            required=true
            rows=3
        />
        <FormActions>
            <Button label=t::extensions::decide(locale) kind=ButtonKind::Primary icon="check" />
            <LinkButton href=cancel label=t::tasks::cancel(locale) />
        </FormActions>
    }
    .into_any();
    view! {
        <Form action=DecideExtension::PATH key=key(back.as_ref()) fields errors=errors(back.as_ref())>{inside}</Form>
    }
    .into_any()
}
