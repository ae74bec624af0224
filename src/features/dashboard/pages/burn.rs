//! 销账进度 as a chart, with the table behind it.

use leptos::prelude::*;

use crate::{
    features::{dashboard::queries::burn::Burn, tasks::filter::LedgerFilter},
    shared::{locale::Locale, time},
    t,
    ui::{Axis, BurnDown, Disclosure, HeadCell, Panel, Table},
};

/// None without tasks. `everything` counts what the chart leaves out, too.
pub fn burn_down(burn: &Burn, everything: i64, axis: Axis, all: &LedgerFilter, locale: Locale) -> Option<AnyView> {
    if burn.total == 0 {
        return None;
    }
    let now = burn.left.last().map_or(burn.total, |(_, count)| *count);
    let even = |day| (burn.total as f64 * (1.0 - axis.share(day) / 100.0)).round() as i64;
    let label = t::dashboard::burn_label(locale, burn.total, now, even(axis.today));
    let without = everything - burn.total;
    let without = (without > 0).then(|| t::dashboard::burn_without(locale, without));
    let days = burn
        .left
        .iter()
        .copied()
        .chain(burn.left.last().filter(|(day, _)| *day < axis.today).map(|_| (axis.today, now)));
    let rows = days
        .map(|(day, count)| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row" class="num">
                        {time::day(day)}
                    </th>
                    <td role="cell" class="num">
                        <a class="n n--inline" href=all.with(|filter| filter.open_on = Some(day)).href("/tasks")>{count}</a>
                    </td>
                    <td role="cell" class="num">
                        {even(day)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let (title, total, left) = (t::dashboard::burn(locale), burn.total, burn.left.clone());
    let head = view! {
        <HeadCell label=t::lights::date(locale) />
        <HeadCell label=t::dashboard::still_open(locale) />
        <HeadCell label=t::dashboard::even_pace(locale) />
    }
    .into_any();
    Some(
        view! {
            <Panel id="burn" title note=t::dashboard::still_open(locale)>
                <BurnDown axis total left label=label.clone() pace=t::dashboard::even_pace(locale) />
                <p class="meta">{label}{without}</p>
                <Disclosure summary=t::dashboard::as_table(locale)>
                    <Table label=title head>
                        {rows}
                    </Table>
                </Disclosure>
            </Panel>
        }
        .into_any(),
    )
}
