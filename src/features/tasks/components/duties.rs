//! 职责分工: which unit does what in a task, and whether it signed for it.

use leptos::prelude::*;

use crate::{
    features::tasks::{
        api::GiveAgain,
        queries::{
            details::{Part, TaskDetails},
            life::Assignment,
        },
    },
    shared::{ids::CommandKey, locale::Locale, time},
    t,
    ui::{Callout, Disclosure, HeadCell, Outcome, OutcomeKind, Panel, PostButton, Table, Tone, UnitTag},
};
use chrono::NaiveDate;
use leptos::server_fn::ServerFn as _;

/// What the panel needs to know beside the task.
pub struct Hands<'a> {
    pub assignments: &'a [Assignment],
    pub today: NaiveDate,
    /// Whether the reader directs tasks.
    pub directs: bool,
}

impl Hands<'_> {
    fn of(&self, part: &Part) -> Option<&Assignment> {
        self.assignments.iter().find(|assignment| assignment.unit_code == part.unit_code)
    }
}

/// The panel.
pub fn duties(task: &TaskDetails, hands: &Hands<'_>, locale: Locale) -> AnyView {
    // Dozens of units that a class brought along, with no duty of their own, are one line that opens.
    let (named, of_class): (Vec<_>, Vec<_>) = task.parts.iter().partition(|part| {
        part.class.is_none() || !part.duty.is_empty() || hands.of(part).is_some_and(|hand| hand.returned.is_some())
    });
    let given = !hands.assignments.is_empty();
    let rows = named.into_iter().map(|part| row(task, part, hands, locale)).collect_view();
    let signed_head = given.then(|| view! { <HeadCell label=t::life::signing(locale) /> });
    let head = view! {
        <HeadCell label=t::tasks::unit(locale) />
        <HeadCell label=t::tasks::duty(locale) />
        {signed_head}
    }
    .into_any();
    let named_later = to_be_named(task, locale);
    let classes = classes(&of_class, hands, locale);
    let note = if given {
        let signed = hands.assignments.iter().filter(|hand| hand.signed.is_some()).count();
        t::life::signed_of(locale, hands.assignments.len(), signed)
    } else {
        t::tasks::units_count(locale, task.parts.len() as i64)
    };
    view! {
        <Panel id="duties" title=t::tasks::duties(locale) note>
            {named_later}
            <Table label=t::tasks::duties(locale) head class="duty table--cards">{rows}</Table>
            {classes}
        </Panel>
    }
    .into_any()
}

fn row(task: &TaskDetails, part: &Part, hands: &Hands<'_>, locale: Locale) -> AnyView {
    let duty = if part.duty.is_empty() { "—".to_owned() } else { part.duty.clone() };
    let signing = (!hands.assignments.is_empty()).then(|| {
        let signing = hands.of(part).map(|hand| signing(task, hand, hands, locale));
        view! { <td role="cell">{signing}</td> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <UnitTag name=part.unit_name.clone() role=part.role.label(locale) />
            </th>
            <td role="cell">{duty}</td>
            {signing}
        </tr>
    }
    .into_any()
}

fn signing(task: &TaskDetails, hand: &Assignment, hands: &Hands<'_>, locale: Locale) -> AnyView {
    if let Some((at, person)) = &hand.signed {
        let label = t::life::signed_at(locale, time::minute(*at), person);
        return view! { <Outcome kind=OutcomeKind::Pass label /> }.into_any();
    }
    if let Some((at, reason)) = &hand.returned {
        let label = t::life::given_back_at(locale, time::minute(*at));
        let again = hands.directs.then(|| {
            let fields = vec![
                ("number", task.number.clone()),
                ("unit", hand.unit_code.clone()),
                ("key", CommandKey::new().to_string()),
            ];
            view! { <PostButton action=GiveAgain::PATH label=t::life::give_again(locale) fields /> }
        });
        return view! {
            <Outcome kind=OutcomeKind::Stop label />
            <p class="sub">{reason.clone()}</p>
            {again}
        }
        .into_any();
    }
    let label = if hand.sign_by < hands.today {
        t::life::unsigned_late(locale, time::short_day(hand.sign_by))
    } else {
        t::life::unsigned(locale, time::short_day(hand.sign_by))
    };
    view! { <Outcome kind=OutcomeKind::Wait label /> }.into_any()
}

/// Classes that name no unit yet, and words that no unit matches.
fn to_be_named(task: &TaskDetails, locale: Locale) -> AnyView {
    let open: Vec<String> = task
        .classes
        .iter()
        .filter(|class| !class.closed && task.parts.iter().all(|part| part.class_code != Some(class.code.clone())))
        .map(|class| class.written.clone())
        .collect();
    let callout = |text: String| view! { <Callout tone=Tone::Yellow><p>{text}</p></Callout> };
    let comma = t::tasks::list_comma(locale);
    let open = (!open.is_empty()).then(|| callout(t::tasks::open_classes(locale, open.join(comma))));
    let unmatched =
        (!task.unmatched.is_empty()).then(|| callout(t::tasks::unmatched(locale, task.unmatched.join(comma))));
    view! { {open} {unmatched} }.into_any()
}

fn classes(parts: &[&Part], hands: &Hands<'_>, locale: Locale) -> AnyView {
    let mut classes: Vec<(&str, Vec<String>)> = Vec::new();
    for part in parts {
        let class = part.class.as_deref().unwrap_or_default();
        let waits = hands.of(part).is_some_and(Assignment::waits);
        let unit = if waits { t::life::unit_unsigned(locale, &part.unit_name) } else { part.unit_name.clone() };
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, units)) => units.push(unit),
            None => classes.push((class, vec![unit])),
        }
    }
    let lists = classes.into_iter().map(|(class, units)| {
        let summary = t::tasks::class_units(locale, class, units.len() as i64);
        let printed = format!("{summary}: {}", units.join(t::tasks::list_comma(locale)));
        let units = units.into_iter().map(|unit| view! { <li>{unit}</li> }).collect_view().into_any();
        view! {
            <Disclosure summary><ul class="unit-list" lang="zh-Hans-CN">{units}</ul></Disclosure>
            <p class="print-foot">{printed}</p>
        }
        .into_any()
    });
    lists.collect::<Vec<_>>().into_any()
}
