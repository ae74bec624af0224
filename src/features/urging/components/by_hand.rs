//! The dialog in which a unit of a task is urged by hand.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use crate::{
    features::{
        tasks::queries::details::TaskDetails,
        urging::{
            api::Urge,
            model::{can_urge, takes_urging},
        },
    },
    server::http::forms::{field_errors, returned},
    shared::{actor::Actor, ids::CommandKey, locale::Locale},
    t,
    ui::{Button, ButtonKind, Choice, DateField, Dialog, DialogCancel, DialogLink, Errors, Form, Select, TextArea},
};

/// The button that opens it.
pub fn urge_action(task: &TaskDetails, actor: &Actor, locale: Locale) -> AnyView {
    (can_urge(actor) && takes_urging(task.state))
        .then(|| view! { <DialogLink target="urge" label=t::urging::urge(locale) icon="send" /> })
        .into_any()
}

/// The dialog, for who may urge.
pub fn urge_dialog(task: &TaskDetails, actor: &Actor, locale: Locale) -> AnyView {
    if !can_urge(actor) || !takes_urging(task.state) {
        return ().into_any();
    }
    let back = returned("urging/urge");
    let value = |field: &str| back.as_ref().and_then(|back| back.value(field)).unwrap_or_default();
    let message = |field: &str| back.as_ref().and_then(|back| back.message(field));
    let key = back.as_ref().and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string());
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    let units = task
        .parts
        .iter()
        .map(|part| Choice::new(part.unit_code.clone(), format!("{} · {}", part.unit_name, part.role.label(locale))));
    let units = units.collect::<Vec<_>>();
    // A link from elsewhere names whom it is about.
    let named = || use_query_map().with_untracked(|query| query.get("unit")).unwrap_or_default();
    let unit = if back.is_some() { value("unit") } else { named() };
    let unit_fault = message("unit");
    let (text, text_fault) = (value("text"), message("text"));
    let (limit, limit_fault) = (value("limit_on"), message("limit_on"));
    let inside = view! {
        <p>{t::urging::urge_note(locale)}</p>
        <Select
            name="unit"
            label=t::urging::unit(locale)
            options=units
            value=unit
            empty=t::tasks::choose(locale)
            error=unit_fault
            required=true
        />
        <TextArea name="text" label=t::urging::text(locale) value=text error=text_fault required=true rows=3 />
        <DateField
            name="limit_on"
            label=t::urging::limit_on(locale)
            value=limit
            error=limit_fault
            hint=t::urging::limit_hint(locale)
            required=true
        />
        <div class="dialog__foot">
            <Button label=t::urging::urge(locale) kind=ButtonKind::Primary icon="send" />
            <DialogCancel href=format!("/tasks/{}", task.number) />
        </div>
    }
    .into_any();
    let title = t::urging::urge_title(locale, &task.number);
    let fields = vec![("number", task.number.clone())];
    let open = back.is_some();
    view! {
        <Dialog id="urge" title open>
            <Form action=Urge::PATH key fields errors>{inside}</Form>
        </Dialog>
    }
    .into_any()
}
