//! The dialog in which the office returns a report with its reason.

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::reports::{api::ReturnReport, model::can_return_report, queries::of_task::Sent},
    server::http::forms::{field_errors, returned},
    shared::{actor::Actor, ids::CommandKey, locale::Locale},
    t,
    ui::{Button, ButtonKind, Choice, Choices, Dialog, DialogCancel, Errors, Form, TextArea},
};

/// Stands in the page only for who may use it.
pub fn return_dialog(number: &str, sent: &[Sent], actor: &Actor, locale: Locale) -> AnyView {
    let options: Vec<Choice> = sent
        .iter()
        .filter(|sent| !sent.returned)
        .map(|sent| {
            let label = t::reports::report_of(locale, &sent.unit_name, sent.period_label(locale));
            Choice::new(sent.id.to_string(), label)
        })
        .collect();
    if !can_return_report(actor) || options.is_empty() {
        return ().into_any();
    }
    let back = returned("reports/return");
    let value = |field: &str| back.as_ref().and_then(|back| back.value(field));
    let errors = back.as_ref().map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    let key = value("key").unwrap_or_else(|| CommandKey::new().to_string());
    // The only one needs no choosing.
    let only = options.first().filter(|_| options.len() == 1).map(|choice| choice.value.clone());
    let chosen = value("report").or(only).into_iter().collect();
    let (which, why) = (errors.of("report"), errors.of("reason"));
    let (text, open) = (value("reason").unwrap_or_default(), back.is_some());
    let inside = view! {
        <p>{t::reports::return_note(locale)}</p>
        <Choices name="report" label=t::reports::return_which(locale) options values=chosen error=which required=true />
        <TextArea name="reason" id="return-report-reason" label=t::life::reason(locale) value=text error=why required=true rows=3 />
        <div class="dialog__foot">
            <Button label=t::reports::return_report(locale) kind=ButtonKind::Danger />
            <DialogCancel href=format!("/tasks/{number}") />
        </div>
    }
    .into_any();
    view! {
        <Dialog id="return-report" title=t::reports::return_title(locale, number) open>
            <Form action=ReturnReport::PATH key errors>{inside}</Form>
        </Dialog>
    }
    .into_any()
}
