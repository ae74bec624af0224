//! Counts that lead to their rows: tiles, and a bar stacked by light.

use leptos::prelude::*;

use super::{
    axis::percent,
    light::{LightKind, LightLabel},
};

/// A tile; the whole of it is the link.
#[derive(Clone, Debug, Default)]
pub struct Stat {
    pub label: String,
    pub light: Option<LightKind>,
    pub value: i64,
    /// 项
    pub unit: String,
    /// A comparison: 较上次 +2
    pub note: Option<String>,
    pub href: String,
}

#[component]
pub fn Stats(items: Vec<Stat>) -> impl IntoView {
    let tiles = items
        .into_iter()
        .map(|stat| {
            let label = match stat.light {
                Some(kind) => view! { <LightLabel kind label=stat.label /> }.into_any(),
                None => view! { <span class="meta">{stat.label}</span> }.into_any(),
            };
            view! {
                <a class="stat" href=stat.href>
                    {label}
                    <span class="stat__value">{stat.value} <small>{stat.unit}</small></span>
                    {stat.note.map(|note| view! { <span class="stat__delta">{note}</span> })}
                </a>
            }
        })
        .collect_view();
    view! { <div class="stats">{tiles}</div> }
}

/// Every part keeps room for its silhouette, this share of the whole.
const LEAST_SHARE: f64 = 6.0;

/// How the whole is divided. `label` says it in words.
#[component]
pub fn LightBar(parts: Vec<(LightKind, i64)>, #[prop(into)] label: String) -> impl IntoView {
    let parts: Vec<_> = parts.into_iter().filter(|(_, count)| *count > 0).collect();
    let total = parts.iter().map(|(_, count)| *count).sum::<i64>().max(1) as f64;
    let spare = 100.0 - LEAST_SHARE * parts.len() as f64;
    let mut x = 0.0;
    let segments = parts
        .into_iter()
        .map(|(kind, count)| {
            let width = LEAST_SHARE + count as f64 / total * spare;
            let left = x;
            x += width;
            view! {
                <svg x=percent(left) width=percent(width - 0.2) height="100%" data-light=kind.code()>
                    <rect width="100%" height="100%" rx="2"></rect>
                    <use_ href=kind.symbol() x="4" y="4" width="16" height="16"></use_>
                    <text x="24" y="17">{count}</text>
                </svg>
            }
        })
        .collect_view();
    view! {
        <svg class="light-bar" role="img" aria-label=label>
            {segments}
        </svg>
    }
}
