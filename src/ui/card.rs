//! Panels and the lists of facts inside them. Panels do not nest: separate with a rule.

use leptos::prelude::*;

use super::icon::Icon;

/// A titled part of a page. It is a container, so what is inside lays itself out by its width.
#[component]
pub fn Panel(
    /// Anchor of the section; the heading is `h-{id}`.
    id: &'static str,
    #[prop(into)] title: String,
    /// A remark beside the heading.
    #[prop(optional, into)]
    note: Option<String>,
    /// At the end of the head: a link or a button.
    #[prop(optional)]
    aside: Option<AnyView>,
    /// Under a rule at the foot.
    #[prop(optional)]
    foot: Option<AnyView>,
    /// May break over printed pages.
    #[prop(optional)]
    long: bool,
    children: Children,
) -> impl IntoView {
    let heading = format!("h-{id}");
    let named_by = heading.clone();
    let note = note.map(|note| view! { <span class="panel__note">{note}</span> });
    let aside = aside.map(|aside| view! { <div class="push">{aside}</div> });
    let foot = foot.map(|foot| view! { <div class="panel__foot">{foot}</div> });
    view! {
        <section class=if long { "panel panel--long" } else { "panel" } id=id aria-labelledby=named_by>
            <div class="panel__head">
                <h2 id=heading>{title}</h2>
                {note}
                {aside}
            </div>
            {children()}
            {foot}
        </section>
    }
}

/// A term and what it is.
pub struct Fact {
    pub term: String,
    pub detail: AnyView,
}

impl Fact {
    pub fn new(term: impl Into<String>, detail: impl IntoView + 'static) -> Self {
        Self { term: term.into(), detail: detail.into_any() }
    }
}

/// Facts side by side, as many as fit.
#[component]
pub fn Facts(
    items: Vec<Fact>,
    /// A layout of its own, such as `facts--task`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let items =
        items.into_iter().map(|fact| view! { <div><dt>{fact.term}</dt><dd>{fact.detail}</dd></div> }).collect_view();
    view! { <dl class=format!("facts {class}").trim_end().to_owned()>{items}</dl> }
}

/// Facts below each other, terms in a column.
#[component]
pub fn Pairs(items: Vec<Fact>) -> impl IntoView {
    let items = items.into_iter().map(|fact| view! { <dt>{fact.term}</dt><dd>{fact.detail}</dd> }).collect_view();
    view! { <dl class="pairs">{items}</dl> }
}

/// What may stay folded. Opens without script.
#[component]
pub fn Disclosure(
    #[prop(into)] summary: String,
    #[prop(optional)] open: bool,
    /// Keeps it open when the part of the page around it is taken over anew.
    #[prop(optional, into)]
    id: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" id=id open=open>
            <summary>
                <span>{summary}</span>
                <Icon name="down" />
            </summary>
            {children()}
        </details>
    }
}
