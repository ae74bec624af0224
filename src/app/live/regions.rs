//! Taking over the marked parts of a page that was asked for again.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node, NodeList};

/// What can hold the keyboard.
const FOCUSABLE: &str = "a[href],button,summary,input,select,textarea,[tabindex]";
/// What scrolls by itself.
const SCROLLERS: &str = ".table-wrap,[data-scroll]";

/// What became of the page.
#[derive(Default)]
pub struct Outcome {
    pub updated: bool,
    /// Something changed but is in use, or has no place on this page.
    pub waits: bool,
}

/// Whether any part of the page shows something of `changed`.
pub fn are_concerned(changed: &[(String, String)]) -> bool {
    marked().iter().any(|region| is_concerned(region, changed))
}

/// Replaces what differs. Parts in use are left unless `forced`.
pub fn take_over(page: &Document, changed: &[(String, String)], forced: bool) -> Outcome {
    let mut outcome = Outcome::default();
    for region in marked() {
        if !is_concerned(&region, changed) {
            continue;
        }
        let Some(fresh) = page.get_element_by_id(&region.id()) else {
            outcome.waits = true;
            continue;
        };
        fold_alike(&region, &fresh);
        let html = fresh.inner_html();
        if html == region.inner_html() {
            continue;
        }
        if !forced && is_in_use(&region) {
            outcome.waits = true;
            continue;
        }
        replace(&region, &html);
        outcome.updated = true;
    }
    outcome
}

fn is_concerned(region: &Element, changed: &[(String, String)]) -> bool {
    let topics = region.get_attribute("data-live").unwrap_or_default();
    let only = region.get_attribute("data-live-id").unwrap_or_default();
    changed.iter().any(|(topic, id)| {
        let of_topic = topic == "*" || topics.split_ascii_whitespace().any(|own| own == topic);
        of_topic && (only.is_empty() || id.is_empty() || *id == only)
    })
}

fn marked() -> Vec<Element> {
    document().query_selector_all("[data-live]").map(|found| elements(&found)).unwrap_or_default()
}

fn within(region: &Element, selector: &str) -> Vec<Element> {
    region.query_selector_all(selector).map(|found| elements(&found)).unwrap_or_default()
}

fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// Whether the reader is typing, has typed or ticked something, or is selecting text there.
fn is_in_use(region: &Element) -> bool {
    let region_node: &Node = region;
    let typing = document().active_element().is_some_and(|active| {
        region_node.contains(Some(&active))
            && active.matches("input,select,textarea,[contenteditable]").unwrap_or(false)
    });
    let typed = within(region, "input,textarea").into_iter().any(|field| {
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.checked() != input.default_checked() || input.value() != input.default_value()
        } else {
            field
                .dyn_ref::<HtmlTextAreaElement>()
                .is_some_and(|area| area.default_value().is_ok_and(|unchanged| area.value() != unchanged))
        }
    });
    let selecting = window().get_selection().ok().flatten().is_some_and(|selection| {
        !selection.is_collapsed() && selection.anchor_node().is_some_and(|node| region_node.contains(Some(&node)))
    });
    typing || typed || selecting
}

/// What the reader opened or closed stays so, and does not count as a difference.
fn fold_alike(region: &Element, fresh: &Element) {
    let shown = folds(region);
    for (place, details) in folds(fresh) {
        if let Some((_, own)) = shown.iter().find(|(known, _)| *known == place) {
            let _ = details.toggle_attribute_with_force("open", own.has_attribute("open"));
        }
    }
}

/// Every `<details>` with what it is known by: the nearest element with an id (itself, too) and its place in there.
fn folds(region: &Element) -> Vec<((String, usize), Element)> {
    let mut folds: Vec<((String, usize), Element)> = Vec::new();
    for details in within(region, "details") {
        let around = details.closest("[id]").ok().flatten().map(|around| around.id()).unwrap_or_default();
        let before = folds.iter().filter(|((known, _), _)| *known == around).count();
        folds.push(((around, before), details));
    }
    folds
}

/// Where the keyboard was: the element's address if it has one, else its place among what can hold the keyboard within
/// the nearest element with an id, which may have moved.
struct Focus {
    around: String,
    href: Option<String>,
    index: usize,
}

fn replace(region: &Element, html: &str) {
    let focus = focus_in(region);
    let scrolled: Vec<(i32, i32)> =
        within(region, SCROLLERS).iter().map(|frame| (frame.scroll_left(), frame.scroll_top())).collect();
    region.set_inner_html(html);
    for (frame, (left, top)) in within(region, SCROLLERS).iter().zip(scrolled) {
        frame.set_scroll_left(left);
        frame.set_scroll_top(top);
    }
    if let Some(focus) = focus {
        refocus(region, &focus);
    }
}

fn focus_in(region: &Element) -> Option<Focus> {
    let active = document().active_element()?;
    let region_node: &Node = region;
    let around = active.closest("[id]").ok()??;
    if *region == active || !region_node.contains(Some(&active)) {
        return None;
    }
    let index = within(&around, FOCUSABLE).iter().position(|element| *element == active).unwrap_or_default();
    Some(Focus { around: around.id(), href: active.get_attribute("href"), index })
}

fn refocus(region: &Element, focus: &Focus) {
    let around = document().get_element_by_id(&focus.around);
    // What had the keyboard may itself be the element with the id.
    let itself = around.clone().filter(|element| element.matches(FOCUSABLE).unwrap_or(false));
    let all = within(around.as_ref().unwrap_or(region), FOCUSABLE);
    let found = itself
        .as_ref()
        .or_else(|| all.iter().find(|element| focus.href.is_some() && element.get_attribute("href") == focus.href))
        .or_else(|| all.get(focus.index.min(all.len().saturating_sub(1))));
    if let Some(element) = found.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
