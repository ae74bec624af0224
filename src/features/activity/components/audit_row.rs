//! One event in the auditor's list.

use leptos::prelude::*;

use super::history::diffs;
use crate::{
    features::activity::{
        changes::{FieldChange, UnitNames, changes},
        model::{BY_ITSELF, actor_text},
        queries::audit::AuditRow,
        words::{kind_text, verb_text},
    },
    server::audit::content::hex,
    shared::{locale::Locale, time},
    t,
    ui::{Diff, Fact, Pairs},
};

/// So much of a digest is shown in the list.
pub const DIGEST_SHOWN: usize = 12;

/// The row: five columns, the last with all details folded.
#[must_use]
pub fn audit_row(row: &AuditRow, names: &UnitNames, locale: Locale) -> AnyView {
    let changes = changes(row.before.as_ref(), row.after.as_ref(), names, locale);
    let refused = row.verb == "session.refused";
    view! {
        <tr role="row" data-mark=refused.then_some("")>
            <td role="cell"><time datetime=row.at.to_rfc3339() class="num">{time::second(row.at)}</time></td>
            <td role="cell">{actor(row, locale)}</td>
            <td role="cell" class=refused.then_some("ink-red")>{verb_text(&row.verb, locale).to_owned()}</td>
            <td role="cell">
                <span>{row.object_name.clone()}</span>
                <span class="sub meta--s">{kind_text(&row.kind, locale).to_owned()}</span>
            </td>
            <td role="cell">{details(row, changes, locale)}</td>
        </tr>
    }
    .into_any()
}

fn actor(row: &AuditRow, locale: Locale) -> AnyView {
    match &row.account {
        None if row.actor_name == BY_ITSELF => {
            view! { <strong>{actor_text(&row.actor_name, locale).to_owned()}</strong> }.into_any()
        }
        None => view! {
            <strong>{t::activity::nobody(locale)}</strong>
            <span class="sub meta--s">{row.actor_name.clone()}</span>
        }
        .into_any(),
        Some(account) => {
            let unit = row.unit.clone().map(|unit| format!("{unit} · ")).unwrap_or_default();
            view! {
                <strong>{row.actor_name.clone()}</strong>
                <span class="sub meta--s">{unit}{account.clone()}</span>
            }
            .into_any()
        }
    }
}

fn details(row: &AuditRow, changes: Vec<FieldChange>, locale: Locale) -> AnyView {
    let more = changes.len().saturating_sub(1) as i64;
    let summary = match changes.first().cloned() {
        None => view! { <span class="meta">{t::activity::unchanged(locale)}</span> }.into_any(),
        Some(first) => {
            let first = first.short();
            let more =
                (more > 0).then(|| view! { " " <span class="meta">{t::activity::and_more(locale, more + 1)}</span> });
            view! { <Diff label=first.label before=first.before after=first.after /> {more} }.into_any()
        }
    };
    let all = diffs(changes.into_iter());
    view! {
        <details class="record__more" id=format!("event-{}", row.id.simple())>
            <summary>{summary}</summary>
            {all}
            <Pairs items=facts(row, locale) />
        </details>
    }
    .into_any()
}

fn facts(row: &AuditRow, locale: Locale) -> Vec<Fact> {
    let number =
        row.number.map_or_else(|| t::activity::waiting_for_seal(locale).to_owned(), |number| number.to_string());
    let mut facts = vec![
        Fact::new(t::activity::number(locale), view! { <span class="num">{number}</span> }),
        Fact::new(t::activity::address(locale), view! { <span class="num">{row.address.clone()}</span> }),
        Fact::new(t::activity::request_id(locale), view! { <span class="num">{row.request_id.clone()}</span> }),
    ];
    if let Some(digest) = &row.digest {
        let digest = hex(digest);
        let short = digest.get(..DIGEST_SHOWN).unwrap_or(&digest).to_owned();
        facts.push(Fact::new(t::activity::digest(locale), view! { <abbr class="num" title=digest>{short}</abbr> }));
    }
    facts
}
