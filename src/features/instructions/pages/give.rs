//! `/tasks/{number}/instruct`: giving an instruction, or entering one that came on paper.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{errors, key};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        instructions::{
            api::GiveInstruction,
            model::{can_give, can_instruct, can_note, can_stand_in},
            queries::{self, Instruction},
        },
        tasks::{model::UnitRole, queries::details},
    },
    server::{
        context::{RequestContext, request},
        http::forms::{Returned, returned},
    },
    shared::{error::AppError, ids::InstructionId, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Callout, Choice, Crumb, DateField, Form, FormActions, FormRow, LinkButton, PageHead,
        Select, TextArea, Tone,
    },
};

/// The form.
#[component]
pub fn InstructPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    let follows = use_query_map().with_untracked(|query| query.get("follows"));
    page(async move { instruct(&request(), &number, follows.as_deref()).await })
}

async fn instruct(context: &RequestContext, number: &str, follows: Option<&str>) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_give(actor) && !can_stand_in(actor) {
        return Err(AppError::NotFound);
    }
    let task = details::find(db, actor, number).await?;
    let follows = match follows.and_then(|id| id.parse::<InstructionId>().ok()) {
        Some(id) => Some(queries::find(db, actor, id).await?).filter(|earlier| earlier.task == task.id),
        None => None,
    };
    let follows = follows.filter(|earlier| can_note(actor, earlier.leader));
    let title = t::instructions::give_title(locale, &task.number);
    let crumbs = vec![
        Crumb::link(format!("/tasks?plan={}", task.plan_prefix), t::tasks::ledger(locale)),
        Crumb::link(format!("/tasks/{}", task.number), task.number.clone()),
        Crumb::here(t::instructions::title(locale)),
    ];
    let body = if can_instruct(task.state) {
        let back = returned("instructions/give");
        let leaders = if can_stand_in(actor) { queries::leaders(db).await? } else { Vec::new() };
        let today = context.app.clock.today();
        let lead = task.units(UnitRole::Lead).map(|part| part.unit_name.as_str()).collect::<String>();
        let asked = Asked {
            number: task.number.clone(),
            lead,
            reply_due: time::day(queries::usual_reply_due(db, today).await?),
            today: time::day(today),
            leader: follows.as_ref().map_or(actor.person, |earlier| earlier.leader).to_string(),
            leaders: leaders.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect(),
            follows,
        };
        form(asked, back.as_ref(), locale)
    } else {
        let text = t::life::not_now(locale, &task.number, task.state.label(locale));
        view! { <Callout tone=Tone::Yellow><p>{text}</p></Callout> }.into_any()
    };
    let body = view! { <PageHead title=title.clone() note=task.title.clone() crumbs /> {body} };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

/// What the form starts from.
struct Asked {
    number: String,
    lead: String,
    reply_due: String,
    today: String,
    leader: String,
    /// For the office, which says whose it is.
    leaders: Vec<Choice>,
    follows: Option<Instruction>,
}

fn form(asked: Asked, back: Option<&Returned>, locale: Locale) -> AnyView {
    let value = |field: &str| back.and_then(|back| back.value(field));
    let message = |field: &str| back.and_then(|back| back.message(field));
    let mut fields = vec![("number", asked.number.clone())];
    let earlier = asked.follows.map(|earlier| {
        fields.push(("follows", earlier.id.to_string()));
        let text = t::instructions::follows(locale, earlier.text);
        view! { <Callout tone=Tone::Blue><p>{text}</p></Callout> }
    });
    let on_behalf = (!asked.leaders.is_empty()).then(|| {
        let leader = value("leader").unwrap_or(asked.leader);
        let given_on = value("given_on").unwrap_or_else(|| asked.today.clone());
        let (leader_fault, day_fault) = (message("leader"), message("given_on"));
        view! {
            <FormRow>
                <Select
                    name="leader"
                    label=t::instructions::leader(locale)
                    options=asked.leaders
                    value=leader
                    empty=t::instructions::choose_leader(locale)
                    error=leader_fault
                    required=true
                />
                <DateField
                    name="given_on"
                    label=t::instructions::given_on(locale)
                    value=given_on
                    max=asked.today
                    error=day_fault
                    required=true
                />
            </FormRow>
        }
    });
    let (text, text_fault) = (value("text").unwrap_or_default(), message("text"));
    let (reply_due, due_fault) = (value("reply_due").unwrap_or(asked.reply_due), message("reply_due"));
    let hint = t::instructions::text_hint(locale, asked.lead);
    let cancel = format!("/tasks/{}", asked.number);
    let inside = view! {
        {on_behalf}
        <TextArea name="text" label=t::instructions::text(locale) value=text hint error=text_fault required=true rows=5 />
        <DateField
            name="reply_due"
            label=t::instructions::reply_due(locale)
            value=reply_due
            hint=t::instructions::reply_due_hint(locale)
            error=due_fault
            required=true
        />
        <FormActions>
            <Button label=t::instructions::give(locale) kind=ButtonKind::Primary icon="send" />
            <LinkButton href=cancel label=t::tasks::cancel(locale) />
        </FormActions>
    }
    .into_any();
    view! {
        {earlier}
        <Form action=GiveInstruction::PATH key=key(back) fields errors=errors(back)>{inside}</Form>
    }
    .into_any()
}
