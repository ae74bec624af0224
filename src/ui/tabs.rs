//! Links between views of the same thing. Which one is shown stands in the address.

use leptos::prelude::*;

use super::badge::Count;

/// One view.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    pub href: String,
    pub label: String,
    pub count: Option<i64>,
    pub current: bool,
}

impl Tab {
    pub fn new(href: impl Into<String>, label: impl Into<String>, current: bool) -> Self {
        Self { href: href.into(), label: label.into(), count: None, current }
    }

    #[must_use]
    pub fn counted(self, count: i64) -> Self {
        Self { count: Some(count), ..self }
    }
}

/// A row of tabs. `label` names the group.
#[component]
pub fn Tabs(
    #[prop(into)] label: String,
    items: Vec<Tab>,
    /// Stays in view while the page scrolls.
    #[prop(optional)]
    sticky: bool,
) -> impl IntoView {
    let links = items
        .into_iter()
        .map(|tab| {
            view! {
                <a href=tab.href aria-current=tab.current.then_some("page")>
                    <span>{tab.label}</span>
                    {tab.count.map(|n| view! { <Count n /> })}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class=if sticky { "tabs tabs--sticky" } else { "tabs" } aria-label=label>
            {links}
        </nav>
    }
}

/// Two to four equal choices in one frame, such as chart or table.
#[component]
pub fn Segmented(#[prop(into)] label: String, items: Vec<Tab>) -> impl IntoView {
    let links = items
        .into_iter()
        .map(|tab| {
            view! {
                <div>
                    <a href=tab.href aria-current=tab.current.then_some("true")>
                        <span>{tab.label}</span>
                        {tab.count.map(|n| view! { <Count n /> })}
                    </a>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="segmented" role="group" aria-label=label>
            {links}
        </div>
    }
}
