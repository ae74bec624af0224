//! The fields of the form that hold the same rows.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, EventInit, HtmlInputElement};

use super::{all, edit, place};
use crate::ui::islands::behaviours::target;

const DAY: &str = "data-timeline-input";
const LABEL: &str = "data-timeline-label";

/// The field with the day of the item `id`.
pub fn of(id: &str) -> Option<HtmlInputElement> {
    document().query_selector(&format!("[{DAY}=\"{id}\"]")).ok()??.dyn_into().ok()
}

/// Writes the day of the item `id` into its field and lets the form know.
pub fn write(id: &str, day: i32) {
    let Some(field) = of(id) else { return };
    field.set_value(&place::text(day));
    let options = EventInit::new();
    options.set_bubbles(true);
    for name in ["input", "change"] {
        if let Ok(event) = Event::new_with_event_init_dict(name, &options) {
            let _ = field.dispatch_event(&event);
        }
    }
}

/// Somebody typed: the timeline shows it too.
pub fn typed(event: &Event) {
    if let Some(field) = target(event).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        read(&field);
        edit::tell();
    }
}

/// What the fields hold may differ from what the server drew: browsers keep what was typed when a page is loaded again.
pub fn read_all() {
    for field in all("[data-timeline-input], [data-timeline-label]") {
        if let Ok(field) = field.dyn_into::<HtmlInputElement>() {
            read(&field);
        }
    }
}

fn read(field: &HtmlInputElement) {
    if let Some(item) = field.get_attribute(DAY).and_then(|id| place::item(&id)) {
        place::put(&item, place::day(&field.value()));
    } else if let Some(item) = field.get_attribute(LABEL).and_then(|id| place::item(&id)) {
        place::name(&item, &field.value());
    }
}
