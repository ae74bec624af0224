//! `/instructions/{id}`: one instruction, its replies, and what the reader does about it.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_params_map;

use super::{errors, key};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::instructions::{
        api::{AnswerInstruction, NoteInstruction},
        components::{Reader, replies, said, standing},
        model::{Stage, can_answer, can_note, needs_reason},
        queries::{self, Instruction},
    },
    server::{
        context::{RequestContext, request},
        http::forms::returned,
    },
    shared::{error::AppError, ids::InstructionId, locale::Locale},
    t,
    ui::{Button, ButtonKind, Crumb, Form, FormActions, LinkButton, PageHead, Panel, TextArea},
};

/// The instruction.
#[component]
pub fn InstructionPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    page(async move { instruction(&request(), &id).await })
}

async fn instruction(context: &RequestContext, id: &str) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    let id: InstructionId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = queries::find(&context.app.db, actor, id).await?;
    let reader = Reader { actor, today: context.app.clock.today(), locale };
    let title = t::instructions::title_of(locale, &found.number);
    let crumbs = vec![
        Crumb::link("/tasks", t::tasks::ledger(locale)),
        Crumb::link(format!("/tasks/{}", found.number), found.number.clone()),
        Crumb::here(t::instructions::title(locale)),
    ];
    let answer = (found.stage.is_open() && can_answer(actor, found.lead)).then(|| answer_form(&found, locale));
    let note = (found.stage.is_open() && can_note(actor, found.leader)).then(|| note_form(&found, reader));
    let said = view! { {said(&found, locale)} {standing(&found, reader)} }.into_any();
    let replies = replies(&found.replies, locale);
    let body = view! {
        <div class="stack" data-live="tasks" id="instruction">
            <PageHead title=title.clone() note=found.title.clone() crumbs />
            <Panel id="said" title=t::instructions::instruction(locale) note=found.lead_name.clone()>{said}</Panel>
            <Panel id="replies" title=t::instructions::replies(locale) long=true>{replies}</Panel>
        </div>
        // Outside the part that changes under the reader: what is typed stays.
        <div class="stack">{answer} {note}</div>
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn answer_form(found: &Instruction, locale: Locale) -> AnyView {
    let back = returned("instructions/answer");
    let value = back.as_ref().and_then(|back| back.value("reply")).unwrap_or_default();
    let error = back.as_ref().and_then(|back| back.message("reply"));
    let label = match found.stage {
        Stage::Waiting => t::instructions::reply(locale),
        _ => t::instructions::reply_more(locale),
    };
    let fields = vec![("instruction", found.id.to_string())];
    let inside = view! {
        <TextArea
            name="reply"
            label=t::instructions::reply_text(locale)
            value
            hint=t::extensions::no_secrets(locale)
            error
            required=true
            rows=5
        />
        <FormActions>
            <Button label kind=ButtonKind::Primary icon="send" />
        </FormActions>
    }
    .into_any();
    view! {
        <Form action=AnswerInstruction::PATH key=key(back.as_ref()) fields errors=errors(back.as_ref())>{inside}</Form>
    }
    .into_any()
}

fn note_form(found: &Instruction, reader: Reader<'_>) -> AnyView {
    let locale = reader.locale;
    let back = returned("instructions/note");
    let value = back.as_ref().and_then(|back| back.value("reason")).unwrap_or_default();
    let error = back.as_ref().and_then(|back| back.message("reason"));
    let required = needs_reason(reader.actor, found.leader, found.stage);
    let hint = if required { t::instructions::note_reason_needed(locale) } else { "" };
    let again = (found.stage == Stage::Answered).then(|| {
        let href = format!("/tasks/{}/instruct?follows={}", found.number, found.id);
        view! { <LinkButton href label=t::instructions::ask_back(locale) icon="pen" /> }
    });
    let fields = vec![("instruction", found.id.to_string()), ("version", found.version.to_string())];
    let kind = if found.stage == Stage::Answered { ButtonKind::Primary } else { ButtonKind::Plain };
    let inside = view! {
        <TextArea name="reason" label=t::instructions::note_reason(locale) value hint error required rows=2 />
        <FormActions>
            <Button label=t::instructions::note(locale) kind icon="check" />
            {again}
        </FormActions>
    }
    .into_any();
    let form = view! {
        <Form action=NoteInstruction::PATH key=key(back.as_ref()) fields errors=errors(back.as_ref())>{inside}</Form>
    }
    .into_any();
    view! { <Panel id="note" title=t::instructions::note_title(locale)>{form}</Panel> }.into_any()
}
