//! Counts as bars, each leading to its rows.

use leptos::prelude::*;

use super::{axis::percent, light::LightKind};

/// One bar.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    pub label: String,
    pub count: i64,
    pub href: String,
    pub light: Option<LightKind>,
    /// The bar of now: this month.
    pub current: bool,
}

fn share(count: i64, items: &[Bar]) -> f64 {
    let most = items.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
    count as f64 * 100.0 / most as f64
}

/// Bars below each other: a table of names and numbers.
#[component]
pub fn BarList(#[prop(into)] label: String, items: Vec<Bar>) -> impl IntoView {
    let widths: Vec<String> = items.iter().map(|bar| percent(share(bar.count, &items))).collect();
    let rows = items
        .into_iter()
        .zip(widths)
        .map(|(bar, width)| {
            view! {
                <tr data-light=bar.light.map(LightKind::code)>
                    <th scope="row">{bar.label}</th>
                    <td>
                        <svg aria-hidden="true">
                            <rect width=width height="100%" rx="2"></rect>
                        </svg>
                    </td>
                    <td>
                        <a href=bar.href>{bar.count}</a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="bars" aria-label=label>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Bars side by side, for months: a list of names and numbers.
#[component]
pub fn ColumnChart(#[prop(into)] label: String, items: Vec<Bar>) -> impl IntoView {
    // The tallest bar leaves room for its number.
    let heights: Vec<f64> = items.iter().map(|bar| share(bar.count, &items) * 0.86).collect();
    let columns = items
        .into_iter()
        .zip(heights)
        .map(|(bar, height)| {
            let top = 100.0 - height;
            let spoken = format!("{} {}", bar.label, bar.count);
            view! {
                <li>
                    <a href=bar.href aria-label=spoken aria-current=bar.current.then_some("date")>
                        <svg aria-hidden="true">
                            <rect x="20%" width="60%" y=percent(top) height=percent(height) rx="2"></rect>
                            <text x="50%" y=percent(top) dy="-4">
                                {bar.count}
                            </text>
                        </svg>
                        <span>{bar.label}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="columns" aria-label=label>
            {columns}
        </ol>
    }
}
