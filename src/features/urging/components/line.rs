//! One urge with its receipt and reply.

use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::urging::{
        api::{Receive, Reply},
        model::{Level, can_answer},
        queries::list::Line,
    },
    server::http::forms::{field_errors, returned},
    shared::{actor::Actor, ids::CommandKey, locale::Locale, time},
    t,
    ui::{Button, ButtonKind, Disclosure, Errors, Form, Outcome, OutcomeKind, PostButton, TextArea},
};

/// An item of a list of urges. `with_task` names the task, where the page does not.
pub fn line(line: &Line, with_task: bool, actor: &Actor, today: NaiveDate, locale: Locale) -> AnyView {
    let task = with_task.then(|| {
        let name = format!("{} {}", line.number, line.title);
        view! { <a class="link" lang="zh-Hans-CN" href=format!("/tasks/{}#urging", line.number)>{name}</a> }
    });
    let sender = match &line.by {
        Some(person) => t::urging::by_person(locale, person),
        None => t::urging::by_itself(locale).to_owned(),
    };
    let sent = format!("{} · {sender} · {}", time::minute(line.sent_at), t::urging::to(locale, &line.unit_name));
    let receipt = line.received.as_ref().filter(|_| line.replied.is_none());
    let receipt = receipt
        .map(|(at, person)| view! { <p class="meta">{t::urging::received_at(locale, time::minute(*at), person)}</p> });
    let reply = line.replied.as_ref().map(|(at, person)| {
        view! {
            <p class="urge__reply">{line.reply.clone()}</p>
            <p class="meta">{t::urging::replied_at(locale, time::minute(*at), person)}</p>
        }
    });
    let answer = (line.standing.is_open() && can_answer(actor, line.unit)).then(|| answer(line, locale));
    view! {
        <li class="urge" id=format!("urge-{}", line.id)>
            <p class="urge__head">
                <strong data-level=line.level.code() class="urge__level">{line.level.label(locale)}</strong>
                {standing(line, today, locale)}
                <span class="num">{t::urging::limit(locale, time::day(line.limit_on))}</span>
            </p>
            {task}
            <p class="urge__text" lang="zh-Hans-CN">{line.sentence(locale)}</p>
            <p class="meta">{sent}</p>
            {receipt}
            {reply}
            {answer}
        </li>
    }
    .into_any()
}

fn standing(line: &Line, today: NaiveDate, locale: Locale) -> AnyView {
    if line.is_unanswered(today) {
        return view! { <Outcome kind=OutcomeKind::Stop label=t::urging::unanswered(locale) /> }.into_any();
    }
    let kind = match line.standing {
        standing if standing.is_open() => OutcomeKind::Wait,
        _ if line.replied.is_some() => OutcomeKind::Pass,
        _ => OutcomeKind::NotApplicable,
    };
    view! { <Outcome kind label=line.standing.label(locale) /> }.into_any()
}

/// The unit's turn: taking note, replying.
fn answer(line: &Line, locale: Locale) -> AnyView {
    let id = line.id.to_string();
    let kind = if line.level == Level::Red { ButtonKind::Primary } else { ButtonKind::default() };
    let receive = line.received.is_none().then(|| {
        let fields = vec![("urge", id.clone())];
        view! { <PostButton action=Receive::PATH label=t::urging::receive(locale) icon="check" fields /> }
    });
    // The reply that came back with a fault, if it is this one's.
    let back = returned("urging/reply").filter(|back| back.value("urge").as_deref() == Some(id.as_str()));
    let value = back.as_ref().and_then(|back| back.value("reply")).unwrap_or_default();
    let error = back.as_ref().and_then(|back| back.message("reply"));
    let key = back.as_ref().and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string());
    let open = back.is_some();
    let errors = Errors(back.map(|back| field_errors(&back.error)).unwrap_or_default());
    // The summary of errors leads to the field by its name; only one form of a page comes back.
    let field = if open { "reply".to_owned() } else { format!("reply-{id}") };
    let fold = format!("answer-{id}");
    let inside = view! {
        <TextArea
            name="reply"
            id=field
            label=t::urging::reply(locale)
            hint=t::urging::reply_hint(locale)
            value=value
            error=error
            required=true
            rows=3
        />
        <div class="row"><Button label=t::urging::send_reply(locale) kind icon="send" /></div>
    }
    .into_any();
    let fields = vec![("urge", id)];
    view! {
        <div class="urge__answer">
            {receive}
            <Disclosure id=fold summary=t::urging::reply_to(locale) open>
                <Form action=Reply::PATH key fields errors>{inside}</Form>
            </Disclosure>
        </div>
    }
    .into_any()
}
