//! The width of a day: by buttons, by two fingers, by Ctrl and the wheel.

use std::cell::Cell;

use js_sys::Number;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, TouchEvent, WheelEvent};

use super::place;
use crate::ui::islands::behaviours::target;

/// Pixels; a day wider than that shows nothing more.
const WIDEST: f64 = 48.0;
/// Below so many pixels a day the names of weeks, then those of thirds of a month run into each other.
const WEEKS: f64 = 7.0;
const THIRDS: f64 = 2.2;

thread_local! {
    /// Pixels between two fingers; 0 while there are not two.
    static APART: Cell<f64> = const { Cell::new(0.0) };
}

/// Opens a frame so that today stands at six tenths of it.
pub fn show_today(frame: &Element) {
    let Some(today) = place::part(frame, ".timeline__today") else { return };
    let place = today.get_bounding_client_rect().left() - frame.get_bounding_client_rect().left();
    frame.set_scroll_left((place - f64::from(frame.client_width()) * 0.6) as i32);
}

/// One of the buttons.
pub fn pressed(button: &Element, how: &str) {
    let around = button.closest(".timeline").ok().flatten();
    let Some(frame) = around.and_then(|around| place::part(&around, ".timeline__scroll")) else { return };
    let bounds = frame.get_bounding_client_rect();
    let middle = bounds.left() + bounds.width() * 0.6;
    match how {
        "in" => by(&frame, 1.5, middle),
        "out" => by(&frame, 1.0 / 1.5, middle),
        _ => by(&frame, 0.0, middle),
    }
}

/// A wheel or touch event of a frame.
pub fn gesture(event: &Event) {
    let Some(element) = target(event) else { return };
    let Ok(Some(frame)) = element.closest(".timeline__scroll") else { return };
    if let Some(wheel) = event.dyn_ref::<WheelEvent>() {
        if wheel.ctrl_key() {
            event.prevent_default();
            by(&frame, (1.0 - wheel.delta_y() * 0.01).clamp(0.5, 2.0), f64::from(wheel.client_x()));
        }
    } else if let Some(touch) = event.dyn_ref::<TouchEvent>() {
        let before = APART.take();
        if let Some((apart, middle)) = fingers(touch) {
            // The browser would pan.
            event.prevent_default();
            if before > 0.0 {
                by(&frame, apart / before, middle);
            }
            APART.set(apart);
        } else if event.type_() == "touchstart" && place::movable(&element).is_some() {
            // This finger drags.
            event.prevent_default();
        }
    }
}

/// How far two fingers are apart sideways, and where their middle is.
fn fingers(event: &TouchEvent) -> Option<(f64, f64)> {
    let touches = event.touches();
    let (first, second) = (touches.get(0)?, touches.get(1)?);
    let (a, b) = (f64::from(first.client_x()), f64::from(second.client_x()));
    let height = f64::from(first.client_y() - second.client_y());
    Some((((a - b).powi(2) + height.powi(2)).sqrt().max(1.0), f64::midpoint(a, b)))
}

/// Makes days `factor` times as wide, as narrow as the frame allows at 0. What is under `x` stays there.
fn by(frame: &Element, factor: f64, x: f64) {
    let (Some(axis), Some(root)) = (place::part(frame, ".timeline__axis"), document().document_element()) else {
        return;
    };
    let Some((start, end)) = place::ends(&axis) else { return };
    let days = f64::from((end - start).max(1));
    let before = axis.get_bounding_client_rect();
    let wanted = (before.width() / days * factor).min(WIDEST);
    if let (Some(root), Ok(width)) = (root.dyn_ref::<HtmlElement>(), Number::from(wanted).to_fixed(3)) {
        let _ = root.style().set_property("--timeline-day", &format!("{}px", String::from(width)));
    }
    let after = axis.get_bounding_client_rect();
    let scale = match after.width() / days {
        width if width >= WEEKS => "week",
        width if width >= THIRDS => "ten",
        _ => "month",
    };
    let _ = root.set_attribute("data-timeline-scale", scale);
    let stood = (x - before.left()) / before.width();
    let stands = after.left() + stood * after.width();
    frame.set_scroll_left(frame.scroll_left() + (stands - x).round() as i32);
}
