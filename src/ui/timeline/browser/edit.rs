//! The chosen item: its bar of buttons, and moving it by days.

use std::cell::RefCell;

use web_sys::Element;

use super::{all, fields, place};

thread_local! {
    /// Its id.
    static CHOSEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn id(item: &Element) -> String {
    item.get_attribute("data-item").unwrap_or_default()
}

/// Makes `item` the chosen one.
pub fn choose(item: &Element) {
    for other in all("[data-chosen]") {
        let _ = other.remove_attribute("data-chosen");
    }
    let _ = item.set_attribute("data-chosen", "");
    CHOSEN.set(Some(id(item)));
    tell();
}

/// Moves the chosen item and its field.
pub fn nudge(days: i32) {
    let chosen = CHOSEN.with_borrow(|id| id.as_deref().and_then(place::item));
    if let Some(item) = chosen {
        step(&item, days);
    }
}

/// Moves an item and its field by `days`, not beyond the axis.
pub fn step(item: &Element, days: i32) {
    if let (Some(day), Some((start, end))) = (place::day_of(item), place::ends(item)) {
        let day = (day + days).clamp(start, end);
        place::put(item, Some(day));
        fields::write(&id(item), day);
        tell();
    }
}

/// Takes the item's place over into its field.
pub fn drop(item: &Element) {
    step(item, 0);
}

/// Shows the chosen item's name and day, and how far it was moved.
pub fn tell() {
    let Some(item) = CHOSEN.with_borrow(|id| id.as_deref().and_then(place::item)) else { return };
    let Some(bar) =
        item.closest(".timeline").ok().flatten().and_then(|around| place::part(&around, ".timeline__chosen"))
    else {
        return;
    };
    let day = place::day_of(&item);
    let _ = bar.toggle_attribute_with_force("hidden", day.is_none());
    if let Some(name) = place::part(&bar, ".timeline__name") {
        name.set_text_content(Some(&place::label(&item)));
    }
    if let (Some(link), Some(own)) = (place::part(&bar, ".timeline__to"), place::part(&item, "a")) {
        let _ = link.set_attribute("href", &own.get_attribute("href").unwrap_or_default());
    }
    if let (Some(output), Some(day)) = (place::part(&bar, "output"), day) {
        let text = words(&output, day, fields::of(&id(&item)).and_then(|field| place::day(&field.default_value())));
        if output.text_content().as_deref() != Some(&text) {
            output.set_text_content(Some(&text));
        }
    }
}

/// `12-09 周五 · 推后 3 天`, by the templates of the page.
fn words(output: &Element, day: i32, before: Option<i32>) -> String {
    let template = |name: &str| output.get_attribute(name).unwrap_or_default();
    let weekday = template("data-weekdays").split(',').nth(place::weekday(day)).unwrap_or_default().to_owned();
    let moved = before.map_or(0, |before| day - before);
    let (sign, count) = if moved < 0 { ("data-earlier", -moved) } else { ("data-later", moved) };
    let how = match count {
        0 => template("data-same"),
        1 => template(&format!("{sign}-one")),
        _ => template(sign).replace("{n}", &count.to_string()),
    };
    format!("{} {weekday} · {how}", &place::text(day)[5..])
}
