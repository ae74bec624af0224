//! What the browser adds to a timeline. The look of it changes only by attributes and one custom property on the root
//! element, so live updates may replace the timeline at any time.

mod edit;
mod fields;
mod moving;
mod place;
mod zoom;

use js_sys::{JsString, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, Event, KeyboardEvent, PointerEvent};

use crate::ui::islands::behaviours::{marked, on, target};

/// Starts listening, on pages with a timeline.
pub fn listen() {
    let found = all(".timeline__scroll");
    if found.is_empty() {
        return;
    }
    for frame in &found {
        wire(frame);
        zoom::show_today(frame);
    }
    fields::read_all();
    // After a live update the frame is another one.
    on("pointerover", |event| {
        if let Some(frame) = target(event).and_then(|element| element.closest(".timeline__scroll").ok()?) {
            wire(&frame);
        }
    });
    for name in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        on(name, move |event| {
            if let Some(event) = event.dyn_ref::<PointerEvent>() {
                moving::pointer(name, event);
            }
        });
    }
    on("keydown", |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            moving::key(event);
        }
    });
    on("dragstart", |event| {
        // The browser would drag the link itself.
        if target(event).is_some_and(|element| place::movable(&element).is_some()) {
            event.prevent_default();
        }
    });
    on("click", click);
    on("input", fields::typed);
    on("change", fields::typed);
}

fn click(event: &Event) {
    let Some(element) = target(event) else { return };
    if let Some((button, how)) = marked(&element, "data-timeline-zoom") {
        zoom::pressed(&button, &how);
    } else if let Some((_, days)) = marked(&element, "data-timeline-nudge") {
        edit::nudge(if days == "1" { 1 } else { -1 });
    } else if place::movable(&element).is_some()
        && event.dyn_ref::<PointerEvent>().is_some_and(|event| event.detail() > 0)
    {
        // A tap chooses; Enter follows the link to the field.
        event.prevent_default();
    }
}

/// All elements that `selector` finds.
fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// Listens for what the browser would otherwise use to scroll or zoom the page.
fn wire(frame: &Element) {
    let mark = JsString::from("wired");
    if Reflect::get(frame, &mark).is_ok_and(|known| known.is_truthy()) {
        return;
    }
    let _ = Reflect::set(frame, &mark, &JsValue::TRUE);
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    for name in ["wheel", "touchstart", "touchmove"] {
        let listener = Closure::<dyn FnMut(Event)>::new(|event: Event| zoom::gesture(&event)).into_js_value();
        let _ = frame.add_event_listener_with_callback_and_add_event_listener_options(
            name,
            listener.unchecked_ref(),
            &options,
        );
    }
}
