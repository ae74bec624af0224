//! After a conflict: what somebody else has saved meanwhile, field by field, beside what is in the form.

use leptos::prelude::*;

use crate::{
    shared::locale::Locale,
    t,
    ui::{HeadCell, Panel, Table},
};

/// One field of a form: its label, what is in the form, what is stored.
pub type Compared = (&'static str, String, String);

/// The fields in which the stored record differs from the form.
pub fn theirs(fields: Vec<Compared>, locale: Locale) -> AnyView {
    let rows = fields
        .into_iter()
        .filter(|(_, mine, stored)| mine.trim() != stored.trim())
        .map(|(label, mine, stored)| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{label}</th>
                    <td role="cell" data-label=t::accounts::stored_now(locale)>{stored}</td>
                    <td role="cell" data-label=t::accounts::yours(locale)>{mine}</td>
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <HeadCell label=t::accounts::which_field(locale) />
        <HeadCell label=t::accounts::stored_now(locale) />
        <HeadCell label=t::accounts::yours(locale) />
    }
    .into_any();
    view! {
        <Panel id="theirs" title=t::accounts::changed_meanwhile(locale)>
            <div class="stack">
                <p class="quiet">{t::accounts::changed_meanwhile_text(locale)}</p>
                <Table label=t::accounts::changed_meanwhile(locale) head class="table--cards">{rows}</Table>
            </div>
        </Panel>
    }
    .into_any()
}
