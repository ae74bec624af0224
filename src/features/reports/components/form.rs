//! The one screen on which a report is written.

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::fields::{Filled, fields};
use crate::{
    features::reports::{
        api::{SaveDraft, SendReport},
        draft::Draft,
        inputs::ReportForm,
        model::can_send_report,
        queries::{page::ReportPage, stored::Stored},
    },
    server::http::forms::{Returned, answered, field_errors, returned},
    shared::{actor::Actor, error::AppError, ids::CommandKey, locale::Locale, time},
    t,
    ui::{Button, ButtonKind, Callout, Errors, Form, Icon, Tone},
};

/// The form's id: the buttons beside it name it.
pub const FORM: &str = "report";

/// What the form holds: what came back with a fault, what was just drawn in, the draft, the last report.
pub fn filled(page: &ReportPage) -> Filled {
    let back = returned("reports/send").or_else(|| returned("reports/save_draft"));
    let errors = back.as_ref().map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    let form = back
        .as_ref()
        .map(typed)
        .or_else(|| answered::<ReportForm>("reports/draw_in"))
        .or_else(|| page.stored.as_ref().map(|stored| ReportForm::from(&stored.text)))
        .or_else(|| page.previous.as_ref().map(|previous| ReportForm::from(&previous.text)))
        .unwrap_or_default();
    let conflict = back.as_ref().is_some_and(|back| back.error == AppError::Conflict);
    let fresh = back.is_none() && page.stored.is_none();
    Filled { form, errors, conflict, fresh, key: back.and_then(|back| back.value("key")) }
}

fn typed(back: &Returned) -> ReportForm {
    let one = |field: &str| back.value(field).unwrap_or_default();
    ReportForm {
        percent: one("percent"),
        content: one("content"),
        difficulties: one("difficulties"),
        help: one("help"),
        help_text: one("help_text"),
        confidence: one("confidence"),
        next_step: one("next_step"),
        milestones: back.values("milestones[]"),
        done: back.values("done[]"),
        done_on: back.values("done_on[]"),
    }
}

/// The form, with what the browser's side needs to keep its draft.
pub fn report_form(page: &ReportPage, actor: &Actor, locale: Locale) -> AnyView {
    let filled = filled(page);
    let of = &page.standing;
    // Sent again after a conflict, it is based on what the writer was shown.
    let version = page.stored.as_ref().map_or(0, |stored| stored.version);
    let hidden =
        vec![("number", of.number.clone()), ("period", time::day(page.period.start)), ("version", version.to_string())];
    let key = filled.key.clone().unwrap_or_else(|| CommandKey::new().to_string());
    let may_send = can_send_report(actor);
    let action = if may_send { SendReport::PATH } else { SaveDraft::PATH };
    let said = filled.conflict.then(|| page.stored.as_ref().map(|stored| conflict(stored, locale)));
    let note = origin(page, &filled, locale);
    let errors = filled.errors.clone();
    let inside = view! {
        {said}
        {note}
        {fields(page, &filled, locale)}
        {buttons(may_send, locale)}
    }
    .into_any();
    let store = format!("duban-report:{}:{}:{}", actor.person, of.number, time::day(page.period.start));
    view! {
        <div
            class="report"
            id="report-draft"
            data-store=store
            data-save=SaveDraft::PATH
            data-send=SendReport::PATH
            data-after=format!("/tasks/{}#reports", of.number)
        >
            <Form id=FORM action key fields=hidden errors class="form report__form">
                {inside}
            </Form>
        </div>
        <Draft />
    }
    .into_any()
}

/// Where the text in the form comes from.
fn origin(page: &ReportPage, filled: &Filled, locale: Locale) -> Option<AnyView> {
    let every = page.standing.rule.every;
    let text = match (&page.stored, &page.previous) {
        (Some(stored), _) => t::reports::draft_of(locale, &stored.saved.1, time::minute(stored.saved.0)),
        (None, Some(previous)) if filled.fresh => t::reports::prefilled(locale, previous.period.label(every, locale)),
        _ => return None,
    };
    Some(view! { <p class="meta">{text}</p> }.into_any())
}

/// What somebody else of the unit wrote meanwhile, beside what is in the form.
fn conflict(stored: &Stored, locale: Locale) -> AnyView {
    let (at, person) = &stored.saved;
    let text = &stored.text;
    let parts = [
        (t::reports::percent(locale), t::reports::done_percent(locale, text.percent)),
        (t::reports::content(locale), text.content.clone()),
        (t::reports::difficulties(locale), text.difficulties.clone()),
        (t::reports::help_text(locale), text.help_text.clone()),
        (t::reports::next_step(locale), text.next_step.clone()),
    ];
    let said = t::reports::conflict(locale, person, time::minute(*at));
    let parts = parts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| view! { <h3>{label}</h3> <p class="report__text" lang="zh-Hans-CN">{text}</p> })
        .collect::<Vec<_>>();
    view! {
        <Callout tone=Tone::Yellow>
            <p>{said}</p>
            {parts}
        </Callout>
    }
    .into_any()
}

fn buttons(may_send: bool, locale: Locale) -> AnyView {
    let send = may_send.then(|| {
        view! { <Button label=t::reports::send(locale) kind=ButtonKind::Primary icon="send" /> }
    });
    let only_draft = (!may_send).then(|| view! { <p class="meta">{t::reports::only_draft(locale)}</p> });
    view! {
        {only_draft}
        <p class="meta report__once">{t::reports::once(locale)}</p>
        {sync(locale)}
        <div class="thumb-bar report__bar">
            {send}
            <Button label=t::reports::save_draft(locale) formaction=SaveDraft::PATH />
        </div>
    }
    .into_any()
}

/// Whether what is typed is kept, and where. Filled by the island.
fn sync(locale: Locale) -> AnyView {
    view! {
        <p
            class="sync needs-script"
            id="report-sync"
            data-sync="ok"
            data-waiting=t::reports::sync_waiting(locale)
            data-offline=t::reports::sync_offline(locale)
            data-queued=t::reports::sync_queued(locale)
            data-conflict=t::reports::sync_conflict(locale)
            data-refused=t::reports::sync_refused(locale)
            data-ended=t::reports::sync_ended(locale)
            data-restored=t::reports::sync_restored(locale)
            hidden
        >
            <Icon name="sync" />
            <span role="status"></span>
        </p>
    }
    .into_any()
}
