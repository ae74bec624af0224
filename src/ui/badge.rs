//! Small marks: state, count, outcome, sample data, a unit with its role, a person's initial.

use leptos::prelude::*;

use super::{icon::Icon, page::locale};
use crate::t;

/// A state of the work: a grey word, coloured only when it is the reader's turn.
#[component]
pub fn State(#[prop(into)] label: String, #[prop(optional)] mine: bool) -> impl IntoView {
    let class = if mine { "state state--on" } else { "state" };
    view! { <span class=class>{label}</span> }
}

/// How many.
#[component]
pub fn Count(n: i64) -> impl IntoView {
    view! { <span class="count">{n}</span> }
}

/// The verdict of a check or a reply. Never drawn with the filled silhouettes of the lights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    Pass,
    Stop,
    Wait,
    Busy,
    NotApplicable,
}

/// Line icon and word.
#[component]
pub fn Outcome(kind: OutcomeKind, #[prop(into)] label: String) -> impl IntoView {
    let (code, icon) = match kind {
        OutcomeKind::Pass => ("pass", "check"),
        OutcomeKind::Stop => ("stop", "x"),
        OutcomeKind::Wait => ("wait", "alert"),
        OutcomeKind::Busy => ("busy", "sync"),
        OutcomeKind::NotApplicable => ("na", "minus"),
    };
    view! {
        <span class="outcome" data-outcome=code>
            <Icon name=icon />
            <span>{label}</span>
        </span>
    }
}

/// 示例数据
#[component]
pub fn SampleMark() -> impl IntoView {
    let locale = locale();
    view! {
        <span class="sample">
            {t::ui::sample(locale)} <span class="sample__more">{t::ui::sample_more(locale)}</span>
        </span>
    }
}

/// A unit, with its part in the task where that matters (牵头).
#[component]
pub fn UnitTag(
    #[prop(into)] name: String,
    #[prop(optional, into)] role: Option<String>,
    /// The name with what was searched for marked in it.
    #[prop(optional)]
    marked: Option<AnyView>,
) -> impl IntoView {
    let role = role.map(|role| view! { <span class="unit__role">{role}</span> });
    let name = marked.unwrap_or_else(|| name.into_any());
    view! { <span class="unit">{role} <span>{name}</span></span> }
}

/// The first character of a person's name, beside the name.
#[component]
pub fn Avatar(#[prop(into)] name: String) -> impl IntoView {
    let initial: String = name.chars().take(1).collect();
    view! {
        <span class="avatar" aria-hidden="true">
            {initial}
        </span>
    }
}
