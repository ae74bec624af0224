//! Where each unit's roadmap stands, with what the reader can do about it.

use leptos::prelude::*;

use crate::{
    features::{
        roadmaps::{
            model::{Hand, Standing, can_change, can_confirm_roadmap, can_draft_roadmap, can_review_roadmap},
            queries::standings::UnitStanding,
        },
        tasks::queries::details::TaskDetails,
    },
    shared::{actor::Actor, locale::Locale, time},
    t,
    ui::{ButtonKind, Disclosure, HeadCell, LinkButton, State, Table, UnitTag},
};

/// Units that sent something and the reader's own in a table, all others in a line that opens.
pub fn standings(task: &TaskDetails, all: &[UnitStanding], actor: &Actor, locale: Locale) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let (shown, not_yet): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|one| one.standing != Standing::NotYet || (one.unit == actor.unit && actor.works_for_unit()));
    let table = (!shown.is_empty()).then(|| {
        let rows = shown.into_iter().map(|one| row(task, one, actor, locale)).collect_view();
        let head = view! {
            <HeadCell label=t::roadmaps::unit(locale) />
            <HeadCell label=t::roadmaps::state(locale) />
            <HeadCell label=t::roadmaps::since(locale) />
            <HeadCell label=t::roadmaps::review(locale) quiet=true />
        }
        .into_any();
        view! { <Table label=t::roadmaps::standing(locale) head class="table--cards">{rows}</Table> }
    });
    let others = (!not_yet.is_empty()).then(|| {
        let summary = t::roadmaps::not_yet_units(locale, not_yet.len() as i64);
        let units = not_yet.into_iter().map(|one| view! { <li>{one.unit_name.clone()}</li> }).collect_view().into_any();
        view! { <Disclosure summary><ul class="unit-list" lang="zh-Hans-CN">{units}</ul></Disclosure> }
    });
    view! { {table} {others} }.into_any()
}

fn row(task: &TaskDetails, one: &UnitStanding, actor: &Actor, locale: Locale) -> AnyView {
    let label = if one.holds && one.standing != Standing::Approved {
        t::roadmaps::new_round(locale, one.standing.label(locale))
    } else {
        one.standing.label(locale).to_owned()
    };
    let turn = turn(task, one, actor, locale);
    let mine = turn.as_ref().is_some_and(|turn| turn.mine);
    let since = one.at.map(time::minute).unwrap_or_default();
    let comment = (!one.comment.is_empty()).then(|| view! { <p class="sub">{one.comment.clone()}</p> });
    let button = turn.map(|turn| {
        let kind = if turn.mine { ButtonKind::Primary } else { ButtonKind::Plain };
        view! { <LinkButton href=turn.href label=turn.label kind /> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><UnitTag name=one.unit_name.clone() role=one.role.label(locale) /></th>
            <td role="cell"><State label mine />{comment}</td>
            <td role="cell" class="num">{since}</td>
            <td role="cell">{button}</td>
        </tr>
    }
    .into_any()
}

/// What the reader can do with a unit's roadmap.
struct Turn {
    href: String,
    label: &'static str,
    /// It waits for the reader.
    mine: bool,
}

fn turn(task: &TaskDetails, one: &UnitStanding, actor: &Actor, locale: Locale) -> Option<Turn> {
    let own = one.unit == actor.unit && can_draft_roadmap(actor, Hand { task: task.state, signed: one.signed });
    if own {
        let label = match one.standing {
            Standing::NotYet => t::roadmaps::propose(locale),
            Standing::Draft => t::roadmaps::go_on(locale),
            Standing::SentBack | Standing::Returned => t::roadmaps::mend(locale),
            Standing::WithHead if can_confirm_roadmap(actor) => t::roadmaps::check(locale),
            Standing::WithHead | Standing::WithOffice => t::roadmaps::look(locale),
            Standing::Approved => t::roadmaps::change(locale),
        };
        let mine = can_change(actor, one.standing) && one.standing != Standing::Approved;
        return Some(Turn { href: format!("/tasks/{}/roadmap", task.number), label, mine });
    }
    (can_review_roadmap(actor) && one.standing == Standing::WithOffice).then(|| Turn {
        href: format!("/tasks/{}/roadmap/review?unit={}", task.number, one.unit_code),
        label: t::roadmaps::review(locale),
        mine: true,
    })
}
