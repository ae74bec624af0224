//! The one screen on which a report is written.

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::fields::{Filled, fields};
use crate::{
    features::{
        documents::model::{LIMIT, accepted},
        reports::{
            api::{RemoveFile, SaveDraft, SendReport},
            components::documents::listed,
            draft::Draft,
            inputs::ReportForm,
            model::can_send_report,
            queries::{page::ReportPage, stored::Stored},
        },
    },
    server::http::forms::{answered, field_errors, returned},
    shared::{actor::Actor, error::AppError, ids::CommandKey, locale::Locale, text::escaped, time},
    t,
    ui::{Button, ButtonKind, Callout, Errors, Form, Icon, Tone, UploadTarget, Uploads},
};

/// The form's id: the buttons beside it name it.
pub const FORM: &str = "report";

/// What the form holds: what came back with a fault, what was just drawn in, the draft, the last report.
pub fn filled(page: &ReportPage) -> Filled {
    let back =
        ["reports/send", "reports/save_draft", "reports/files", "reports/remove_file"].into_iter().find_map(returned);
    let errors = back.as_ref().map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    let form = back
        .as_ref()
        .map(|back| ReportForm::typed(&back.fields))
        .or_else(|| answered::<ReportForm>("reports/draw_in"))
        .or_else(|| page.stored.as_ref().map(|stored| ReportForm::from(&stored.text)))
        .or_else(|| page.previous.as_ref().map(|previous| ReportForm::from(&previous.text)))
        .unwrap_or_default();
    let conflict = back.as_ref().is_some_and(|back| back.error == AppError::Conflict);
    let fresh = back.is_none() && page.stored.is_none();
    Filled { form, errors, conflict, fresh, key: back.and_then(|back| back.value("key")) }
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
    // What the key Enter presses: not the first button in sight, which takes an attachment off.
    let first = view! { <button type="submit" hidden=true tabindex="-1"></button> };
    let inside = view! {
        {first}
        {said}
        {note}
        {fields(page, &filled, locale)}
        {attachments(page, &filled.errors)}
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

fn attachments(page: &ReportPage, errors: &Errors) -> AnyView {
    let number = &page.standing.number;
    let period = time::day(page.period.start);
    let target = UploadTarget {
        address: format!("/tasks/{number}/report/files?period={period}"),
        page: format!("/tasks/{number}/report?period={period}"),
        remove: RemoveFile::PATH,
        record: format!("number={}&period={period}", escaped(number)),
        limit: LIMIT,
        accept: accepted(),
    };
    let files = page.documents.iter().map(|document| listed(number, document)).collect();
    view! { <Uploads target files error=errors.of("files") /> }.into_any()
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
            data-uploading=t::reports::sync_uploading(locale)
            data-not-uploaded=t::reports::sync_not_uploaded(locale)
            hidden
        >
            <Icon name="sync" />
            <span role="status"></span>
        </p>
    }
    .into_any()
}
