//! Units and regions by light and state.

use leptos::prelude::*;

use crate::{
    features::{
        dashboard::queries::units::{UnitFigures, figure},
        lights::model::light_label,
        tasks::{
            filter::LedgerFilter,
            model::{State, UnitRole},
        },
    },
    shared::locale::Locale,
    t,
    ui::{HeadCell, LightKind, MatrixCell, MatrixLights, Panel, Table},
};

/// Which tasks of a unit are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Lead,
    AnyRole,
}

impl Of {
    const fn role(self) -> Option<UnitRole> {
        match self {
            Self::Lead => Some(UnitRole::Lead),
            Self::AnyRole => None,
        }
    }

    fn states(self, unit: &UnitFigures) -> &[(State, i64)] {
        match self {
            Self::Lead => &unit.lead_states,
            Self::AnyRole => &unit.states,
        }
    }

    fn lights(self, unit: &UnitFigures) -> &[(LightKind, i64)] {
        match self {
            Self::Lead => &unit.lead_lights,
            Self::AnyRole => &unit.lights,
        }
    }
}

/// 牵头单位 × 状态
pub fn by_lead(units: &[UnitFigures], all: &LedgerFilter, locale: Locale) -> Option<AnyView> {
    let units: Vec<&UnitFigures> = units.iter().filter(|unit| unit.lead > 0).collect();
    panel("by-lead", t::dashboard::by_lead(locale), &units, Of::Lead, all, locale)
}

/// 地区 × 状态
pub fn by_region(units: &[UnitFigures], all: &LedgerFilter, locale: Locale) -> Option<AnyView> {
    let units: Vec<&UnitFigures> = units.iter().filter(|unit| unit.is_region).collect();
    panel("by-region", t::dashboard::by_region(locale), &units, Of::AnyRole, all, locale)
}

fn panel(
    id: &'static str,
    title: &'static str,
    units: &[&UnitFigures],
    of: Of,
    all: &LedgerFilter,
    locale: Locale,
) -> Option<AnyView> {
    if units.is_empty() {
        return None;
    }
    let count = |unit: &UnitFigures, state: State| figure(of.states(unit), state);
    let states: Vec<State> =
        State::ALL.iter().copied().filter(|state| units.iter().any(|unit| count(unit, *state) > 0)).collect();
    let most = units
        .iter()
        .flat_map(|unit| states.iter().map(move |state| (unit, *state)))
        .map(|(unit, state)| count(unit, state))
        .max()
        .unwrap_or_default();
    let rows = units.iter().map(|unit| row(unit, of, &states, most, all, locale)).collect_view();
    let heads = states.iter().map(|state| view! { <HeadCell label=state.label(locale) /> }).collect_view();
    let head = view! {
        <HeadCell label=t::tasks::unit(locale) />
        <HeadCell label=t::dashboard::late_and_warned(locale) />
        {heads}
        <HeadCell label=t::dashboard::in_total(locale) />
    }
    .into_any();
    Some(
        view! {
            <Panel id title note=t::dashboard::by_unit_note(locale) long=true>
                <Table label=title head class="matrix matrix--dept">
                    {rows}
                </Table>
            </Panel>
        }
        .into_any(),
    )
}

fn row(unit: &UnitFigures, of: Of, states: &[State], most: i64, all: &LedgerFilter, locale: Locale) -> AnyView {
    let href = |change: &dyn Fn(&mut LedgerFilter)| {
        let filter = all.with(|filter| {
            filter.unit = Some(unit.code.clone());
            filter.role = of.role();
            change(filter);
        });
        filter.href("/tasks")
    };
    let pressing = [LightKind::Red, LightKind::Yellow];
    let counts =
        pressing.map(|light| (light, light_label(light, locale).to_owned(), figure(of.lights(unit), light))).to_vec();
    let cells = states
        .iter()
        .map(|state| {
            let count = figure(of.states(unit), *state);
            view! { <MatrixCell count max=most href=href(&|filter| filter.state = Some(*state)) /> }
        })
        .collect_view();
    let total: i64 = of.states(unit).iter().map(|(_, count)| count).sum();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=href(&|_| {})>{unit.name.clone()}</a>
            </th>
            <MatrixLights counts href=href(&|filter| filter.lights = pressing.to_vec()) />
            {cells}
            <td>
                <a href=href(&|_| {})>{total}</a>
            </td>
        </tr>
    }
    .into_any()
}
