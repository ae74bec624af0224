//! 办理记录 of one record: who did what when, and what changed.

use leptos::prelude::*;
use sqlx::PgPool;

use crate::{
    features::activity::{
        changes::{FieldChange, changes},
        model::actor_text,
        queries::history::{History, HistoryRow, Record, history},
        words::verb_text,
    },
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{Diff, EventItem, EventList, LinkButton, Panel},
};

/// Verbs that are a turn in the matter.
const TURNS: [&str; 9] = [
    "task.created",
    "task.imported",
    "plan.created",
    "unit.created",
    "unit.closed",
    "unit_class.created",
    "person.created",
    "person.disabled",
    "import.confirmed",
];

/// The panel of a record that is administered: its history from the place that `?history=` names.
///
/// # Errors
/// Those of the database. The caller has found the record under its own rule.
pub async fn history_panel(
    db: &PgPool,
    record: Record,
    here: &str,
    place: Option<&str>,
    locale: Locale,
) -> Result<AnyView, AppError> {
    let cursor = place.and_then(|place| place.parse().ok());
    let events = history_view(&history(db, record, cursor).await?, here, "history", locale);
    let (title, note) = (t::activity::record_history(locale), t::activity::record_history_note(locale));
    Ok(view! { <Panel id="history" title note long=true>{events}</Panel> }.into_any())
}

/// The timeline. `here` is the address of the page; earlier parts are at `?history={cursor}` (see
/// [`Cursor`](crate::shared::paging::Cursor)), anchored at `anchor`.
#[must_use]
pub fn history_view(history: &History, here: &str, anchor: &str, locale: Locale) -> AnyView {
    if history.rows.is_empty() {
        return view! { <p class="meta">{t::activity::history_none(locale)}</p> }.into_any();
    }
    let items = history.rows.iter().map(|row| item(row, history, locale)).collect();
    let earlier = history.older.map(|cursor| {
        let href = format!("{here}?history={cursor}#{anchor}");
        view! { <p><LinkButton href label=t::activity::earlier(locale) /></p> }
    });
    view! {
        <EventList items />
        {earlier}
    }
    .into_any()
}

fn item(row: &HistoryRow, history: &History, locale: Locale) -> EventItem {
    // A record that begins shows itself on its page; what it held at first is not repeated here.
    let begins = row.before.is_none() && TURNS.contains(&row.verb.as_str());
    let lines =
        if begins { Vec::new() } else { changes(row.before.as_ref(), row.after.as_ref(), &history.names, locale) };
    let unit = row.unit.clone().map(|unit| view! { " " <span class="meta">{unit}</span> });
    let body = view! {
        <p>
            <strong>{actor_text(&row.actor_name, locale).to_owned()}</strong>
            {unit}
            " "
            {verb_text(&row.verb, locale).to_owned()}
        </p>
        {diffs(lines.into_iter().map(FieldChange::short))}
    };
    EventItem {
        at: row.at.to_rfc3339(),
        time: time::minute(row.at),
        body: body.into_any(),
        key: TURNS.contains(&row.verb.as_str()),
    }
}

/// A field: its name, before, after; short ones share a line. The words are the office's own, in its language.
#[must_use]
pub fn diffs(changes: impl Iterator<Item = FieldChange>) -> AnyView {
    changes
        .map(|change| {
            view! {
                <p class="event__change">
                    <Diff label=change.label before=change.before after=change.after />
                </p>
            }
        })
        .collect_view()
        .into_any()
}
