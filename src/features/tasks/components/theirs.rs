//! After a conflict: what somebody else has saved meanwhile, field by field, beside what is in the form.

use leptos::prelude::*;

use crate::{
    features::tasks::inputs::TaskForm,
    shared::locale::Locale,
    t,
    ui::{HeadCell, Panel, Table},
};

/// The fields in which the stored task differs from the form.
pub fn theirs(mine: &TaskForm, stored: &TaskForm, locale: Locale) -> AnyView {
    let rows = differences(mine, stored, locale)
        .into_iter()
        .map(|(label, mine, stored)| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{label}</th>
                    <td role="cell" data-label=t::tasks::stored_now(locale)><pre class="kept">{stored}</pre></td>
                    <td role="cell" data-label=t::tasks::yours(locale)><pre class="kept">{mine}</pre></td>
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <HeadCell label=t::tasks::which_field(locale) />
        <HeadCell label=t::tasks::stored_now(locale) />
        <HeadCell label=t::tasks::yours(locale) />
    }
    .into_any();
    view! {
        <Panel id="theirs" title=t::tasks::changed_meanwhile(locale)>
            <p class="quiet">{t::tasks::changed_meanwhile_text(locale)}</p>
            <Table label=t::tasks::changed_meanwhile(locale) head class="table--cards">{rows}</Table>
        </Panel>
    }
    .into_any()
}

/// Label, in the form, stored.
fn differences(mine: &TaskForm, stored: &TaskForm, locale: Locale) -> Vec<(&'static str, String, String)> {
    let list = |values: &[String]| values.join("\n");
    let milestones = |form: &TaskForm| {
        let dues = form.milestone_dues.iter().map(String::as_str).chain(std::iter::repeat(""));
        let rows = form.milestone_titles.iter().zip(dues).filter(|(title, _)| !title.is_empty());
        rows.map(|(title, due)| format!("{title} {due}")).collect::<Vec<_>>().join("\n")
    };
    let line_ends = |text: &str| text.trim().replace("\r\n", "\n");
    let all = [
        (t::tasks::seq(locale), mine.seq.clone(), stored.seq.clone()),
        (t::tasks::field(locale), mine.field.clone(), stored.field.clone()),
        (t::tasks::title(locale), mine.title.clone(), stored.title.clone()),
        (t::tasks::content_and_goal(locale), mine.content.clone(), stored.content.clone()),
        (t::tasks::first_lead(locale), mine.lead.clone(), stored.lead.clone()),
        (t::tasks::role_co_lead(locale), list(&mine.co_leads), list(&stored.co_leads)),
        (t::tasks::participants_label(locale), list(&mine.participants), list(&stored.participants)),
        (t::tasks::classes(locale), list(&mine.classes), list(&stored.classes)),
        (t::tasks::duties(locale), mine.duties.clone(), stored.duties.clone()),
        (t::tasks::due(locale), mine.due.clone(), stored.due.clone()),
        (t::tasks::deadline_text(locale), mine.deadline_text.clone(), stored.deadline_text.clone()),
        (t::tasks::roadmap(locale), milestones(mine), milestones(stored)),
        (t::tasks::sources(locale), mine.sources.clone(), stored.sources.clone()),
        (t::tasks::note(locale), mine.note.clone(), stored.note.clone()),
        (t::tasks::progress(locale), mine.progress.clone(), stored.progress.clone()),
    ];
    all.into_iter().filter(|(_, mine, stored)| line_ends(mine) != line_ends(stored)).collect()
}
