//! A record of what happened, newest first, and what changed from what to what.

use leptos::prelude::*;

/// One entry.
pub struct EventItem {
    /// RFC 3339
    pub at: String,
    /// As the reader reads it.
    pub time: String,
    pub body: AnyView,
    /// Marked: a turn in the matter.
    pub key: bool,
}

#[component]
pub fn EventList(items: Vec<EventItem>) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|item| {
            view! {
                <li data-key=item.key.then_some("")>
                    <time datetime=item.at>{item.time}</time>
                    <div>{item.body}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="events">{items}</ol> }
}

/// Before and after. A missing side is left out.
#[component]
pub fn Diff(
    #[prop(optional, into)] label: Option<String>,
    #[prop(optional_no_strip)] before: Option<String>,
    #[prop(optional_no_strip)] after: Option<String>,
) -> impl IntoView {
    view! {
        <span class="diff">
            {label.map(|label| view! { <span>{label}</span> })}
            {before.map(|before| view! { <del>{before}</del> })}
            {after.map(|after| view! { <ins>{after}</ins> })}
        </span>
    }
}

/// A date and, once it differs, the one first set, struck out.
#[component]
pub fn Due(
    #[prop(into)] current: String,
    #[prop(optional_no_strip)] baseline: Option<String>,
    #[prop(optional)] late: bool,
) -> impl IntoView {
    let baseline = baseline.filter(|baseline| *baseline != current);
    view! {
        <span class="due">
            {baseline.map(|baseline| view! { <s class="num">{baseline}</s> })}
            <strong class=if late { "num ink-red" } else { "num" }>{current}</strong>
        </span>
    }
}
