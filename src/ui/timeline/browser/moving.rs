//! Moving an item by mouse, finger and keyboard.

use std::cell::RefCell;

use web_sys::{Element, KeyboardEvent, PointerEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{edit, place};
use crate::ui::islands::behaviours::target;

/// An item on its way.
struct Drag {
    item: Element,
    pointer: i32,
    /// Where the pointer took hold, in pixels.
    from: i32,
    /// Pixels.
    width_of_day: f64,
    day: i32,
}

thread_local! {
    static DRAG: RefCell<Option<Drag>> = const { RefCell::new(None) };
}

/// One of the four pointer events, by name.
pub fn pointer(name: &str, event: &PointerEvent) {
    if name == "pointerdown" {
        begin(event);
        return;
    }
    if !DRAG.with_borrow(|drag| drag.as_ref().is_some_and(|drag| drag.pointer == event.pointer_id())) {
        return;
    }
    match name {
        "pointermove" => go(event.client_x()),
        "pointerup" => {
            if let Some(drag) = DRAG.take().filter(|drag| place::day_of(&drag.item) != Some(drag.day)) {
                edit::drop(&drag.item);
            }
        }
        _ => back(),
    }
}

fn begin(event: &PointerEvent) {
    let Some(item) = target(event).and_then(|element| place::movable(&element)) else { return };
    if event.button() != 0 || !event.is_primary() {
        return;
    }
    let lane = item.closest(".timeline__lane").ok().flatten();
    let (Some(lane), Some(day), Some((start, end))) = (lane, place::day_of(&item), place::ends(&item)) else { return };
    let width_of_day = lane.get_bounding_client_rect().width() / f64::from((end - start).max(1));
    // Without capture the item is lost when the pointer leaves it; it still moves.
    let _ = item.set_pointer_capture(event.pointer_id());
    edit::choose(&item);
    DRAG.set(Some(Drag { item, pointer: event.pointer_id(), from: event.client_x(), width_of_day, day }));
}

fn go(x: i32) {
    DRAG.with_borrow(|drag| {
        let Some(drag) = drag else { return };
        let days = (f64::from(x - drag.from) / drag.width_of_day).round() as i32;
        let Some((start, end)) = place::ends(&drag.item) else { return };
        let day = (drag.day + days).clamp(start, end);
        if place::day_of(&drag.item) != Some(day) {
            place::put(&drag.item, Some(day));
            edit::tell();
        }
    });
}

/// Everything as before the drag.
fn back() {
    if let Some(drag) = DRAG.take() {
        let _ = drag.item.release_pointer_capture(drag.pointer);
        place::put(&drag.item, Some(drag.day));
        edit::tell();
    }
}

/// Arrows move the item that has the keyboard, by a week with Shift; Escape ends a drag.
pub fn key(event: &KeyboardEvent) {
    let key = event.key();
    if key == "Escape" {
        back();
        return;
    }
    let days = match key.as_str() {
        "ArrowLeft" => -1,
        "ArrowRight" => 1,
        _ => return,
    };
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    if let Some(item) = target(event).and_then(|element| place::movable(&element)) {
        event.prevent_default();
        edit::choose(&item);
        edit::step(&item, if event.shift_key() { days * 7 } else { days });
        keep_in_view(&item);
    }
}

/// The frame follows an item that leaves it.
fn keep_in_view(item: &Element) {
    if let Some(mark) = place::part(item, ".timeline__hit") {
        let options = ScrollIntoViewOptions::new();
        options.set_inline(ScrollLogicalPosition::Nearest);
        options.set_block(ScrollLogicalPosition::Nearest);
        mark.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
