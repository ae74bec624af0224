//! `/tasks/{number}/extension`: asking for more time, and confirming what was asked.

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
            api::{AskExtension, ConfirmExtension, WithdrawExtension},
            components::history,
            inputs::AskForm,
            model::{Stage, can_ask, can_confirm, can_extend, is_late},
            queries::{self, Request},
        },
        tasks::queries::{
            details::{self, TaskDetails},
            of_unit::lead_of,
        },
    },
    server::{
        context::{RequestContext, request},
        http::forms::returned,
    },
    shared::{error::AppError, ids::CommandKey, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Callout, DateField, Form, FormActions, LinkButton, PageHead, Panel, PostButton, TextArea,
        Tone,
    },
};

/// Asking, confirming, withdrawing.
#[component]
pub fn ExtensionPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    page(async move { extension(&request(), &number).await })
}

async fn extension(context: &RequestContext, number: &str) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    let task = details::find(db, actor, number).await?;
    let lead = lead_of(db, task.id).await?;
    if !can_ask(actor, lead) {
        return Err(AppError::NotFound);
    }
    let requests = queries::of_task(db, actor, task.id).await?;
    let open = requests.iter().find(|request| request.stage.is_open());
    let by_head = can_confirm(actor, lead);
    let form = match open {
        Some(open) if open.stage == Stage::ToConfirm && by_head => confirm_form(&task, open, locale),
        Some(open) => waits(open, locale),
        None if can_extend(task.state, task.due.current) => ask_form(&task, by_head, context),
        None => cannot(&task, locale),
    };
    let withdraw = open.map(|open| withdraw(&task, open, locale));
    let requests = history(&requests, locale);
    let title = t::extensions::title_of(locale, &task.number);
    let crumbs = crumbs(&task, t::extensions::title(locale), locale);
    let body = view! {
        <div class="stack">
            <PageHead title=title.clone() note=task.title.clone() crumbs />
            {form}
            {withdraw}
            <Panel id="extensions" title=t::extensions::history(locale) long=true>{requests}</Panel>
        </div>
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn ask_form(task: &TaskDetails, by_head: bool, context: &RequestContext) -> AnyView {
    let locale = context.locale;
    let back = returned("extensions/ask");
    let label = if by_head { t::extensions::send(locale) } else { t::extensions::send_to_head(locale) };
    let late = task.due.current.filter(|due| is_late(*due, context.app.clock.today())).map(|due| {
        view! { <Callout tone=Tone::Yellow><p>{t::extensions::late_note(locale, time::day(due))}</p></Callout> }
    });
    let value = |field: &str| back.as_ref().and_then(|back| back.value(field)).unwrap_or_default();
    let form = AskForm { cause: value("cause"), progress: value("progress"), asked_due: value("asked_due") };
    let fields = vec![("number", task.number.clone())];
    let inside = fields_and_buttons(task, &form, "extensions/ask", label, locale);
    view! {
        {late}
        <Form action=AskExtension::PATH key=key(back.as_ref()) fields errors=errors(back.as_ref())>{inside}</Form>
    }
    .into_any()
}

fn confirm_form(task: &TaskDetails, open: &Request, locale: Locale) -> AnyView {
    let back = returned("extensions/confirm");
    let value = |field: &str, stored: &str| {
        back.as_ref().and_then(|back| back.value(field)).unwrap_or_else(|| stored.to_owned())
    };
    let form = AskForm {
        cause: value("cause", &open.cause),
        progress: value("progress", &open.progress),
        asked_due: value("asked_due", &time::day(open.asked_due)),
    };
    let fields = vec![("number", task.number.clone()), ("version", open.version.to_string())];
    let inside = fields_and_buttons(task, &form, "extensions/confirm", t::extensions::confirm_and_send(locale), locale);
    let note = t::extensions::confirm_note(locale, &open.asked.1);
    view! {
        <Callout tone=Tone::Blue><p>{note}</p></Callout>
        <Form action=ConfirmExtension::PATH key=key(back.as_ref()) fields errors=errors(back.as_ref())>{inside}</Form>
    }
    .into_any()
}

fn fields_and_buttons(
    task: &TaskDetails,
    form: &AskForm,
    function: &str,
    label: &'static str,
    locale: Locale,
) -> AnyView {
    let back = returned(function);
    let message = |field: &str| back.as_ref().and_then(|back| back.message(field));
    let due = task.due.current.map(time::day).unwrap_or_default();
    let cancel = format!("/tasks/{}", task.number);
    let hint = t::extensions::asked_due_hint(locale, due, time::day(task.plan_ends_on));
    view! {
        <TextArea
            name="cause"
            label=t::extensions::cause(locale)
            value=form.cause.clone()
            error=message("cause")
            required=true
            rows=4
        />
        <TextArea
            name="progress"
            label=t::extensions::progress(locale)
            value=form.progress.clone()
            hint=t::extensions::no_secrets(locale)
            error=message("progress")
            required=true
            rows=4
        />
        <DateField
            name="asked_due"
            label=t::extensions::asked_due(locale)
            value=form.asked_due.clone()
            hint
            error=message("asked_due")
            required=true
        />
        <FormActions>
            <Button label kind=ButtonKind::Primary icon="send" />
            <LinkButton href=cancel label=t::tasks::cancel(locale) />
        </FormActions>
    }
    .into_any()
}

/// Somebody else's turn.
fn waits(open: &Request, locale: Locale) -> AnyView {
    let text = match open.stage {
        Stage::ToConfirm => t::extensions::waits_for_head(locale),
        _ => t::extensions::waits_for_office(locale),
    };
    view! { <Callout tone=Tone::Blue><p>{text}</p></Callout> }.into_any()
}

fn cannot(task: &TaskDetails, locale: Locale) -> AnyView {
    let text = if task.due.current.is_none() {
        t::extensions::no_fixed_due(locale, &task.number)
    } else {
        t::life::not_now(locale, &task.number, task.state.label(locale))
    };
    view! { <Callout tone=Tone::Yellow><p>{text}</p></Callout> }.into_any()
}

fn withdraw(task: &TaskDetails, open: &Request, locale: Locale) -> AnyView {
    let fields = vec![
        ("number", task.number.clone()),
        ("version", open.version.to_string()),
        ("key", CommandKey::new().to_string()),
    ];
    view! {
        <PostButton action=WithdrawExtension::PATH label=t::extensions::withdraw(locale) kind=ButtonKind::Quiet icon="x" fields />
    }
    .into_any()
}
