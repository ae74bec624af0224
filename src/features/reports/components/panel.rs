//! 进展 on the page of a task: each unit's last report, the first lead's first, and the earlier ones folded away.

use leptos::prelude::*;

use super::{documents::sent_along, help::requests};
use crate::{
    features::reports::{
        model::{Every, can_return_report},
        queries::{help::Request, of_task::Sent},
    },
    shared::{actor::Actor, locale::Locale, time},
    t,
    ui::{ButtonKind, ConfidenceBars, DialogLink, Disclosure, LinkButton, Meter, Outcome, OutcomeKind, Panel, UnitTag},
};

/// What the panel shows and offers.
pub struct Reported<'a> {
    pub number: &'a str,
    pub every: Every,
    pub sent: &'a [Sent],
    pub requests: &'a [Request],
    /// The reader's unit reports on this task now.
    pub reports: bool,
    /// It will, once the first lead has signed.
    pub reports_later: bool,
    /// The reader speaks for the first lead.
    pub leads: bool,
}

/// What the page's head offers whose unit reports now.
pub fn report_link(of: &Reported<'_>, locale: Locale) -> Option<AnyView> {
    let href = format!("/tasks/{}/report", of.number);
    let label = t::reports::report(locale);
    of.reports.then(|| view! { <LinkButton href label kind=ButtonKind::Primary icon="edit" /> }.into_any())
}

/// The panel of a task.
pub fn panel(of: &Reported<'_>, actor: &Actor, locale: Locale) -> AnyView {
    let (latest, earlier) = latest(of.sent);
    let rows = latest.into_iter().map(|sent| row(of.number, sent, locale)).collect::<Vec<_>>();
    let none = rows.is_empty().then(|| view! { <p class="quiet">{t::reports::not_reported(locale)}</p> });
    let later =
        of.reports_later.then(|| view! { <p class="meta">{t::reports::lead_signs_first(locale, of.number)}</p> });
    let folded = (!earlier.is_empty()).then(|| {
        let count = earlier.len() as i64;
        let rows = earlier.into_iter().map(|sent| row(of.number, sent, locale)).collect::<Vec<_>>();
        view! { <Disclosure summary=t::reports::earlier(locale, count)><ul class="reports">{rows}</ul></Disclosure> }
    });
    let returning = (can_return_report(actor) && of.sent.iter().any(|sent| !sent.returned))
        .then(|| view! { <DialogLink target="return-report" label=t::reports::return_report(locale) icon="swap" /> });
    let aside = returning.into_any();
    let note = t::reports::every_note(locale, of.every.label(locale));
    let requests = requests(of.requests, of.leads, actor, locale);
    view! {
        <Panel id="reports" title=t::reports::progress(locale) note aside>
            <div class="stack">
                {none} {later}
                <ul class="reports">{rows}</ul>
                {folded}
                {requests}
            </div>
        </Panel>
    }
    .into_any()
}

/// The first of each unit's reports, and the rest.
fn latest(sent: &[Sent]) -> (Vec<&Sent>, Vec<&Sent>) {
    let mut seen = std::collections::HashSet::new();
    sent.iter().partition(|sent| seen.insert(sent.unit_code.as_str()))
}

fn row(number: &str, sent: &Sent, locale: Locale) -> AnyView {
    let role = sent.role.map(|role| role.label(locale)).unwrap_or_default();
    let percent = t::reports::done_percent(locale, sent.percent);
    let late = sent.late().then(|| view! { <Outcome kind=OutcomeKind::Wait label=t::reports::late(locale) /> });
    let returned =
        sent.returned.then(|| view! { <Outcome kind=OutcomeKind::Stop label=t::reports::returned(locale) /> });
    let more =
        [(t::reports::difficulties(locale), &sent.difficulties), (t::reports::next_step(locale), &sent.next_step)];
    let more = more
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| {
            let text = t::reports::of_unit(locale, label, text);
            view! { <p class="report__text" lang="zh-Hans-CN">{text}</p> }
        })
        .collect_view();
    let text = (!sent.content.is_empty())
        .then(|| view! { <p class="report__text" lang="zh-Hans-CN">{sent.content.clone()}</p> });
    view! {
        <li class="reports__row">
            <p class="row">
                <UnitTag name=sent.unit_name.clone() role />
                <Meter value=f64::from(sent.percent) label=percent />
                <ConfidenceBars level=sent.confidence.level() label=sent.confidence.label(locale) />
                {late}
                {returned}
            </p>
            {text}
            {more}
            {sent_along(number, &sent.documents, locale)}
            <p class="meta">
                {sent.period_label(locale)} " "
                {t::reports::sent_on(locale, &sent.sent_by, time::minute(sent.sent_at))}
            </p>
        </li>
    }
    .into_any()
}
