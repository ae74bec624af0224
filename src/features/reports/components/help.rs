//! 协调请求: what was asked, what was answered, and the place to answer.

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::reports::{
        api::AnswerHelp,
        model::{Help, can_return_report, can_send_report},
        queries::help::Request,
    },
    server::http::forms::{field_errors, returned},
    shared::{actor::Actor, ids::CommandKey, locale::Locale, time},
    t,
    ui::{Button, Disclosure, Errors, Form, TextArea},
};

/// The requests of one task. `leads`: the reader's unit is its first lead.
pub fn requests(requests: &[Request], leads: bool, actor: &Actor, locale: Locale) -> Option<AnyView> {
    if requests.is_empty() {
        return None;
    }
    let rows = requests
        .iter()
        .map(|request| {
            let asks = match request.whom {
                Help::Office => t::reports::help_asks_office(locale, &request.unit),
                _ => t::reports::help_asks(locale, &request.unit),
            };
            view! { <li class="reports__row"><p><strong>{asks}</strong></p>{body(request, leads, actor, locale)}</li> }
        })
        .collect::<Vec<_>>();
    Some(view! { <h3>{t::reports::help(locale)}</h3> <ul class="reports">{rows}</ul> }.into_any())
}

/// One request in the list of the office.
pub fn listed(request: &Request, actor: &Actor, locale: Locale) -> AnyView {
    let href = format!("/tasks/{}#reports", request.number);
    let title = format!("{} {}", request.number, request.title);
    view! {
        <li class="reports__row">
            <p>
                <strong>{request.unit.clone()}</strong> " "
                <a class="link" href=href lang="zh-Hans-CN">{title}</a>
            </p>
            {body(request, false, actor, locale)}
        </li>
    }
    .into_any()
}

fn body(request: &Request, leads: bool, actor: &Actor, locale: Locale) -> AnyView {
    let asked = match request.whom {
        Help::Office => can_return_report(actor),
        _ => leads && can_send_report(actor),
    };
    let outcome = match &request.ended {
        Some((at, person)) if !request.answer.is_empty() => {
            let text = t::reports::help_answered(locale, person, time::minute(*at), &request.answer);
            view! { <p class="report__text" lang="zh-Hans-CN">{text}</p> }.into_any()
        }
        Some((at, _)) => view! { <p class="meta">{t::reports::help_closed(locale, time::minute(*at))}</p> }.into_any(),
        None if asked => answer(request, locale),
        None => view! { <p class="meta">{t::reports::help_open(locale)}</p> }.into_any(),
    };
    view! {
        <p class="report__text" lang="zh-Hans-CN">{request.text.clone()}</p>
        <p class="meta">{t::reports::help_since(locale, time::minute(request.asked_at))}</p>
        {outcome}
    }
    .into_any()
}

/// Folded until it is wanted, open when it came back with a fault.
fn answer(request: &Request, locale: Locale) -> AnyView {
    let id = request.id.to_string();
    let back = returned("reports/answer_help").filter(|back| back.value("request").as_ref() == Some(&id));
    let errors = back.as_ref().map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    let value = back.as_ref().and_then(|back| back.value("answer")).unwrap_or_default();
    let key = back.as_ref().and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string());
    let (open, error) = (back.is_some(), errors.of("answer"));
    let fold = format!("request-{id}");
    let field = if open { "answer".to_owned() } else { format!("answer-{id}") };
    let inside = view! {
        <TextArea name="answer" id=field label=t::reports::help_answer(locale) value error required=true rows=2 />
        <Button label=t::reports::help_answer_now(locale) icon="check" />
    }
    .into_any();
    view! {
        <Disclosure id=fold summary=t::reports::help_answer(locale) open>
            <Form action=AnswerHelp::PATH key fields=vec![("request", id)] errors>{inside}</Form>
        </Disclosure>
    }
    .into_any()
}
