//! Days and where they stand. A day is a number here: days since 1970-01-01.

use js_sys::{Date, Number};
use leptos::prelude::document;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// Milliseconds.
const DAY: f64 = 86_400_000.0;

/// Reads `2016-11-30`.
pub fn day(text: &str) -> Option<i32> {
    let instant = Date::parse(text);
    (text.len() == 10 && !instant.is_nan()).then_some((instant / DAY) as i32)
}

fn date(day: i32) -> Date {
    Date::new(&JsValue::from_f64(f64::from(day) * DAY))
}

/// Writes `2016-11-30`.
pub fn text(day: i32) -> String {
    let mut text = String::from(date(day).to_iso_string());
    text.truncate(10);
    text
}

/// 0 is Sunday.
pub fn weekday(day: i32) -> usize {
    date(day).get_utc_day() as usize
}

/// The movable item around `element`.
pub fn movable(element: &Element) -> Option<Element> {
    element.closest("[data-item][data-movable]").ok()?
}

/// The item with this id.
pub fn item(id: &str) -> Option<Element> {
    document().query_selector(&format!("[data-item=\"{id}\"]")).ok()?
}

pub fn part(around: &Element, selector: &str) -> Option<Element> {
    around.query_selector(selector).ok()?
}

/// First and last day of the timeline around `element`.
pub fn ends(element: &Element) -> Option<(i32, i32)> {
    let plot = element.closest(".timeline__plot").ok()??;
    Some((day(&plot.get_attribute("data-start")?)?, day(&plot.get_attribute("data-end")?)?))
}

/// Where the item stands.
pub fn day_of(item: &Element) -> Option<i32> {
    day(&item.get_attribute("data-day")?)
}

/// Draws the item on `at`; without a day it is hidden.
pub fn put(item: &Element, at: Option<i32>) {
    let _ = item.toggle_attribute_with_force("hidden", at.is_none());
    let (Some(at), Some((start, end))) = (at, ends(item)) else {
        let _ = item.remove_attribute("data-day");
        return;
    };
    let share = |day: i32| f64::from((day - start).clamp(0, end - start)) * 100.0 / f64::from((end - start).max(1));
    let _ = item.set_attribute("data-day", &text(at));
    set(item, ".timeline__at", "x", share(at));
    set(item, ".timeline__base line", "x2", share(at));
    if let Some(thread) = part(item, ".timeline__base") {
        let from = part(&thread, "circle").and_then(|circle| day(&circle.get_attribute("data-from")?));
        let _ = thread.toggle_attribute_with_force("hidden", from == Some(at));
    }
    if let Some(from) = part(item, ".timeline__bar").and_then(|bar| day(&bar.get_attribute("data-from")?)) {
        set(item, ".timeline__bar", "width", (share(at) - share(from)).max(0.0));
    }
    name(item, &label(item));
}

fn set(item: &Element, selector: &str, attribute: &str, share: f64) {
    let Ok(share) = Number::from(share).to_fixed(2) else { return };
    if let Some(part) = part(item, selector) {
        let _ = part.set_attribute(attribute, &format!("{}%", String::from(share)));
    }
}

/// What the item is called.
pub fn label(item: &Element) -> String {
    part(item, "text").and_then(|text| text.text_content()).unwrap_or_default()
}

/// Calls the item `label`, with its day for those who listen.
pub fn name(item: &Element, label: &str) {
    if let Some(text) = part(item, "text") {
        text.set_text_content(Some(label));
    }
    if let Some(link) = part(item, "a") {
        let day = item.get_attribute("data-day").unwrap_or_default();
        let _ = link.set_attribute("aria-label", &format!("{day} {label}"));
    }
}
