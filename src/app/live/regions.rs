//! Taking over the marked parts of a page that was asked for again.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, HtmlInputElement, HtmlTextAreaElement, Node};

use crate::ui::islands::{
    exchange::{elements, replace, within},
    morph::morph,
};

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
        // The content alone: what the browser's part notes at the region itself is no difference.
        if alike(&region, &fresh) {
            continue;
        }
        if !forced && is_in_use(&region) {
            outcome.waits = true;
            continue;
        }
        if forced {
            // What was typed or ticked gives way, too.
            replace(&region, &fresh);
        } else {
            morph(&region, &fresh);
        }
        outcome.updated = true;
    }
    outcome
}

/// Whether both hold the same, node for node; to write both out as text would take longer.
fn alike(region: &Element, fresh: &Element) -> bool {
    let (mut own, mut other) = (region.first_child(), fresh.first_child());
    while let (Some(one), Some(two)) = (&own, &other) {
        if !one.is_equal_node(Some(two)) {
            return false;
        }
        (own, other) = (one.next_sibling(), two.next_sibling());
    }
    own.is_none() && other.is_none()
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
