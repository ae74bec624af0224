//! A row that an error keeps out: what stands in its cells, what is wrong with them, and no box.

use leptos::prelude::*;

use super::row::marked_cell;
use crate::{
    features::tasks::import::{Column, HeldBack, Report},
    shared::locale::Locale,
    t,
    ui::{Outcome, OutcomeKind},
};

pub(super) fn held_back_row(held: &HeldBack, reports: &[&Report], locale: Locale) -> AnyView {
    let cell = |columns: &[Column]| {
        let texts = columns.iter().map(|column| held.text(*column)).filter(|text| !text.is_empty());
        let texts = texts.map(|text| view! { <p>{text.to_owned()}</p> }).collect_view().into_any();
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        marked_cell(&names, texts, reports, locale)
    };
    // What is wrong with the row as a whole stands at its number; the sheet is named, for rows of several may follow.
    let row = view! { {held.row} <small>{held.sheet.clone()}</small> }.into_any();
    view! {
        <tr role="row" data-skip="">
            <td role="cell"><Outcome kind=OutcomeKind::Stop label=t::tasks::held_back(locale) /></td>
            {marked_cell(&[""], row, reports, locale)}
            {cell(&[Column::Seq])}
            {cell(&[Column::Title, Column::Field, Column::Content])}
            {cell(&[Column::Leads, Column::CoLeads, Column::Participants])}
            {cell(&[Column::Roadmap, Column::Timetable])}
            {cell(&[Column::Deadline])}
            {cell(&[Column::Source, Column::Note, Column::Progress])}
        </tr>
    }
    .into_any()
}
