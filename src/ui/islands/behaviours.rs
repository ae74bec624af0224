//! The listeners of the document. See the table in the parent module.

use std::cell::Cell;

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{
    Element, Event, HtmlDetailsElement, HtmlDialogElement, HtmlDocument, HtmlElement, HtmlFormElement,
    HtmlInputElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition, SubmitEvent,
};

use super::{in_place, uploads};
use crate::ui::timeline;

/// An answer that comes sooner needs no sign that it is awaited. Milliseconds.
pub const PATIENCE: i32 = 300;

thread_local! {
    /// Whether the last thing the reader used was a pointer rather than the keyboard.
    static POINTER: Cell<bool> = const { Cell::new(false) };
}

/// Starts listening, for as long as the page lives.
pub fn listen() {
    on("pointerdown", |event| {
        POINTER.set(true);
        close_menus(target(event).as_ref());
    });
    on("keydown", |event| {
        POINTER.set(false);
        let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
        if escape {
            close_menus(None);
        }
    });
    on("focusin", |event| close_menus(target(event).as_ref()));
    on("click", click);
    on("change", change);
    on("submit", submit);
    on("toggle", show_popup);
    timeline::browser::listen();
    uploads::listen();
    in_place::listen();
}

/// Listens at the document, on the way down: not every event comes up again.
pub fn on(name: &str, mut listener: impl FnMut(&Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| listener(&event));
    // A listener that cannot be added leaves the page as it works without one.
    let listener = closure.as_ref().unchecked_ref();
    let _ = document().add_event_listener_with_callback_and_bool(name, listener, true);
    closure.forget();
}

/// Does something after so many milliseconds.
pub fn later(milliseconds: i32, work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), milliseconds);
}

pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The nearest element around `element` that has `attribute`, and its value.
pub fn marked(element: &Element, attribute: &str) -> Option<(Element, String)> {
    let found = element.closest(&format!("[{attribute}]")).ok()??;
    let value = found.get_attribute(attribute)?;
    Some((found, value))
}

fn click(event: &Event) {
    let Some(element) = target(event) else { return };
    if in_place::clicked(event) {
        return;
    }
    if let Some((_, id)) = marked(&element, "data-dialog") {
        let dialog = document().get_element_by_id(&id).and_then(|found| found.dyn_into::<HtmlDialogElement>().ok());
        if dialog.is_some_and(|dialog| dialog.show_modal().is_ok()) {
            event.prevent_default();
        }
    } else if marked(&element, "data-close").is_some() {
        let dialog = element.closest("dialog[open]").ok().flatten();
        if let Some(dialog) = dialog.and_then(|found| found.dyn_into::<HtmlDialogElement>().ok()) {
            event.prevent_default();
            dialog.close();
        }
    } else if marked(&element, "data-dismiss").is_some() {
        if let Ok(Some(message)) = element.closest(".toast") {
            event.prevent_default();
            message.remove();
        }
    } else if let Some((button, _)) = marked(&element, "data-copy") {
        copy_address(&button);
    }
}

fn submit(event: &Event) {
    let Some(form) = target(event) else { return };
    if let Some(prefix) = form.get_attribute("data-forget") {
        forget(&prefix);
    }
    if let Ok(Some(waiting)) = form.query_selector("[data-while-sending]") {
        later(PATIENCE, move || {
            let _ = waiting.remove_attribute("hidden");
        });
    }
    if let Some(button) = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter) {
        let event = event.clone();
        later(PATIENCE, move || {
            // What the page itself answers to says so in its own way.
            if !event.default_prevented() {
                let _ = button.set_attribute("aria-busy", "true");
            }
        });
    }
    in_place::sent(event, &form);
}

/// Removes what this device keeps under names that begin like this.
fn forget(prefix: &str) {
    let Ok(Some(storage)) = window().local_storage() else { return };
    let count = storage.length().unwrap_or_default();
    let names: Vec<String> = (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect();
    for name in names.iter().filter(|name| name.starts_with(prefix)) {
        let _ = storage.remove_item(name);
    }
}

fn change(event: &Event) {
    let Some(element) = target(event) else { return };
    if let Some((_, id)) = marked(&element, "data-reveal") {
        let shown = element.dyn_ref::<HtmlInputElement>().is_some_and(HtmlInputElement::checked);
        if let Some(field) =
            document().get_element_by_id(&id).and_then(|found| found.dyn_into::<HtmlInputElement>().ok())
        {
            field.set_type(if shown { "text" } else { "password" });
        }
    } else if POINTER.get()
        && element.matches("select, [type=date]").unwrap_or(false)
        && let Some((form, _)) = marked(&element, "data-autosubmit")
        && let Ok(form) = form.dyn_into::<HtmlFormElement>()
        && !is_unfolded(&form)
    {
        let _ = form.request_submit();
    }
}

/// Whether the reader unfolded the lists of a narrow window. There picks are gathered until the button applies them: a new
/// page after each would fold the lists away again.
fn is_unfolded(form: &HtmlFormElement) -> bool {
    form.query_selector(".filters__open:checked").is_ok_and(|fold| fold.is_some())
}

/// Brings into view what opens at the edge of the window or of a scroller.
fn show_popup(event: &Event) {
    let opened = target(event).filter(|element| element.matches("details[data-popup][open]").unwrap_or(false));
    if let Some(body) = opened.and_then(|details| details.last_element_child()) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        body.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Closes open menus, except one that holds `inside`.
fn close_menus(inside: Option<&Element>) {
    let Ok(menus) = document().query_selector_all("details[data-popup][open]") else { return };
    for index in 0..menus.length() {
        let Some(menu) = menus.get(index).and_then(|node| node.dyn_into::<HtmlDetailsElement>().ok()) else { continue };
        if !inside.is_some_and(|element| menu.contains(Some(element))) {
            menu.set_open(false);
        }
    }
}

/// By way of a selected field: unlike the clipboard interface it also works over plain HTTP.
fn copy_address(button: &Element) {
    let page = document();
    let (Some(address), Some(body)) = (page.location().and_then(|place| place.href().ok()), page.body()) else {
        return;
    };
    let Some(field) = page.create_element("input").ok().and_then(|made| made.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    field.set_value(&address);
    if body.append_child(&field).is_err() {
        return;
    }
    field.select();
    let copied = page.unchecked_into::<HtmlDocument>().exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(button) = button.dyn_ref::<HtmlElement>() {
        let _ = button.focus();
    }
    if copied {
        button.set_text_content(button.get_attribute("data-copied").as_deref());
    }
}
