//! What the other units of the task reported on the same period, for who writes the lead's report.

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::{documents::sent_along, form::FORM};
use crate::{
    features::{
        reports::{
            api::DrawIn,
            model::drawn_in,
            queries::{of_task::Sent, page::ReportPage},
        },
        tasks::model::UnitRole,
    },
    shared::locale::Locale,
    t,
    ui::{ConfidenceBars, Icon, Panel, UnitTag},
};

/// Only for the leads: each report can be drawn into their own.
pub fn others(page: &ReportPage, locale: Locale) -> Option<AnyView> {
    if page.standing.role == UnitRole::Participant {
        return None;
    }
    let rows = page.others.iter().map(|sent| row(&page.standing.number, sent, locale)).collect::<Vec<_>>();
    let none = rows.is_empty().then(|| view! { <p class="quiet">{t::reports::others_none(locale)}</p> });
    Some(
        view! {
            <Panel id="others" title=t::reports::others(locale)>
                {none}
                <ul class="reports">{rows}</ul>
            </Panel>
        }
        .into_any(),
    )
}

fn row(number: &str, sent: &Sent, locale: Locale) -> AnyView {
    let role = sent.role.map(|role| role.label(locale)).unwrap_or_default();
    let spoken = t::reports::drawn(locale, &sent.unit_name);
    view! {
        <li class="reports__row">
            <p class="row">
                <UnitTag name=sent.unit_name.clone() role />
                <span class="num">{t::reports::done_percent(locale, sent.percent)}</span>
                <ConfidenceBars level=sent.confidence.level() label=sent.confidence.label(locale) />
                <button
                    class="btn push"
                    type="submit"
                    form=FORM
                    formaction=DrawIn::PATH
                    name="draw"
                    value=sent.unit_code.clone()
                    data-draw=drawn_in("", &sent.unit_name, &sent.content)
                    aria-label=spoken
                >
                    <Icon name="copy" />
                    <span>{t::reports::draw_in(locale)}</span>
                </button>
            </p>
            <p class="report__text" lang="zh-Hans-CN">{sent.content.clone()}</p>
            {sent_along(number, &sent.documents, locale)}
        </li>
    }
    .into_any()
}
