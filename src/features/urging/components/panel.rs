//! 催办 on a task's page: the ladders of what comes next, and what was sent.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::line::line;
use crate::{
    features::{
        tasks::model::State,
        urging::{
            model::{Level, can_read_urges, takes_urging},
            queries::of_task::{Ladder, Rung, TaskUrges},
        },
    },
    shared::{actor::Actor, locale::Locale, time},
    t,
    ui::{Icon, IconSize, Panel},
};

/// The panel. Nothing for who may read no urges, and where none was or will be sent.
pub fn panel(urges: &TaskUrges, state: State, actor: &Actor, today: NaiveDate, locale: Locale) -> AnyView {
    let nothing = urges.ladders.is_empty() && urges.urges.lines.is_empty();
    if !can_read_urges(actor) || nothing {
        return ().into_any();
    }
    let ladders = if takes_urging(state) {
        urges.ladders.iter().map(|one| ladder(one, locale)).collect_view().into_any()
    } else {
        held(locale)
    };
    let sent = urges.urges.lines.iter().map(|one| line(one, false, actor, today, locale)).collect_view();
    let aside = view! { <a class="link" href="/urges">{t::urging::all_urges(locale)}</a> }.into_any();
    view! {
        <Panel id="urging" title=t::urging::ladder(locale) note=t::urging::ladder_note(locale) aside>
            <div class="ladders">{ladders}</div>
            <ul class="urges">{sent}</ul>
        </Panel>
    }
    .into_any()
}

fn ladder(of: &Ladder, locale: Locale) -> AnyView {
    let rungs = (1_usize..).zip(&of.rungs).map(|(place, (level, rung))| step(place, *level, *rung, locale));
    let rungs = rungs.collect_view();
    view! {
        <div class="stack">
            <h3 lang="zh-Hans-CN">{of.matter.sentence(&of.what, of.day, locale)}</h3>
            <p class="meta">{of.unit_name.clone()}</p>
            <ol class="ladder">{rungs}</ol>
        </div>
    }
    .into_any()
}

fn step(place: usize, level: Level, rung: Rung, locale: Locale) -> AnyView {
    let (state, text) = match rung {
        Rung::Sent(on, limit) => ("sent", t::urging::sent_on(locale, time::short_day(on), time::short_day(limit))),
        Rung::Now(on, limit) => ("now", t::urging::sent_on(locale, time::short_day(on), time::short_day(limit))),
        Rung::Next(from) => ("next", t::urging::from(locale, time::short_day(from))),
        Rung::Skipped => ("next", "—".to_owned()),
    };
    let mark = match rung {
        Rung::Sent(..) => view! { <Icon name="check" size=IconSize::Small /> }.into_any(),
        Rung::Now(..) => view! { <Icon name="send" size=IconSize::Small /> }.into_any(),
        Rung::Next(_) | Rung::Skipped => place.into_any(),
    };
    let current = (state == "now").then_some("step");
    view! {
        <li data-rung=state aria-current=current>
            <span class="ladder__rung" aria-hidden="true">{mark}</span>
            <p><strong>{level.label(locale)}</strong> " " <span class="num meta">{text}</span></p>
        </li>
    }
    .into_any()
}

/// The task is not with its units, or its closure is reviewed.
fn held(locale: Locale) -> AnyView {
    view! {
        <ol class="ladder">
            <li data-rung="held">
                <span class="ladder__rung" aria-hidden="true"><Icon name="pause" size=IconSize::Small /></span>
                <p><strong>{t::urging::held(locale)}</strong></p>
            </li>
        </ol>
    }
    .into_any()
}
