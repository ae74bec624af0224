//! Another order, filter or page of the same list without another document: inside an element marked `data-in-place`,
//! links and forms that lead to the page's own path are asked for in the background, the element is exchanged and the
//! address follows. Style sheet, module and event stream stay as they are, so it takes a fraction of a page load.
//!
//! Whatever does not go by the book (another page answers, no network, a newer click) is left to the browser.

use std::cell::{Cell, RefCell};

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Element, Event, FormData, HtmlAnchorElement, HtmlFormElement, HtmlInputElement, MouseEvent, UrlSearchParams,
};

use super::{
    behaviours::{PATIENCE, later, marked, target},
    exchange::{self, SCROLLERS, ask, elements, here, within},
};

thread_local! {
    /// Counts what was asked for: only the last answer is shown.
    static ASKED: Cell<u32> = const { Cell::new(0) };
    /// The address that is shown, without the part after `#`.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Starts following the browser's way back, where the page has such an element.
pub fn listen() {
    if region().is_none() {
        return;
    }
    SHOWN.set(here());
    let back = Closure::<dyn FnMut(Event)>::new(|_| {
        let address = here();
        if SHOWN.with_borrow(|shown| *shown != address) {
            follow(address, false);
        }
    });
    let _ = window().add_event_listener_with_callback("popstate", back.into_js_value().unchecked_ref());
}

/// A link that was clicked. Whether it is followed here.
pub fn clicked(event: &Event) -> bool {
    let plain = event.dyn_ref::<MouseEvent>().is_some_and(|click| {
        click.button() == 0 && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
    });
    let link = target(event).and_then(|element| element.closest("a[href]").ok().flatten());
    let Some(link) = link.filter(|_| plain).and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
        return false;
    };
    let leaves = link.has_attribute("download") || link.has_attribute("target") || !link.hash().is_empty();
    if leaves || marked(&link, "data-in-place").is_none() || !is_here(&link.origin(), &link.pathname()) {
        return false;
    }
    event.prevent_default();
    follow(format!("{}{}", link.pathname(), link.search()), true);
    true
}

/// A form that is sent: one that asks by address and names this page is answered here, without the fields left empty.
pub fn sent(event: &Event, form: &Element) {
    let Some(form) = form.dyn_ref::<HtmlFormElement>().filter(|form| form.method() == "get") else { return };
    let Ok(action) = web_sys::Url::new(&form.action()) else { return };
    if marked(form, "data-in-place").is_none() || !is_here(&action.origin(), &action.pathname()) {
        return;
    }
    let (Ok(fields), Ok(query)) = (FormData::new_with_form(form), UrlSearchParams::new()) else { return };
    for pair in fields.entries().into_iter().flatten() {
        let pair: js_sys::Array = pair.unchecked_into();
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string())
            && !value.is_empty()
        {
            query.append(&name, &value);
        }
    }
    event.prevent_default();
    let query = String::from(query.to_string());
    let mark = if query.is_empty() { "" } else { "?" };
    follow(format!("{}{mark}{query}", action.pathname()), true);
}

fn region() -> Option<Element> {
    document().query_selector("[data-in-place]").ok().flatten()
}

fn is_here(origin: &str, path: &str) -> bool {
    let place = window().location();
    place.origin().is_ok_and(|own| own == origin) && place.pathname().is_ok_and(|own| own == path)
}

/// Shows what is at `address`; `pushed` makes it a step that the way back undoes.
fn follow(address: String, pushed: bool) {
    let turn = ASKED.get().wrapping_add(1);
    ASKED.set(turn);
    later(PATIENCE, move || {
        if ASKED.get() == turn
            && let Some(region) = region()
        {
            let _ = region.set_attribute("aria-busy", "true");
        }
    });
    spawn_local(async move {
        let shown = show(&address, turn, pushed).await;
        if ASKED.get() != turn {
            return;
        }
        ASKED.set(turn.wrapping_add(1));
        if shown.is_none() {
            let _ = window().location().assign(&address);
        }
    });
}

/// None when it has to be left to the browser.
async fn show(address: &str, turn: u32, pushed: bool) -> Option<()> {
    let answer = ask(address).await.ok().filter(|answer| answer.ok() && !answer.redirected())?;
    let page = exchange::page(&answer).await?;
    if ASKED.get() != turn {
        return Some(());
    }
    let region = region()?;
    let fresh = page.get_element_by_id(&region.id())?;
    if pushed {
        window().history().ok()?.push_state_with_url(&JsValue::NULL, "", Some(address)).ok()?;
    }
    SHOWN.set(here());
    document().set_title(&page.title());
    let _ = region.remove_attribute("aria-busy");
    exchange::replace(&region, &fresh);
    begin_at_the_top(&region);
    name_the_page(address);
    speak(&region);
    Some(())
}

/// As after a page load; sideways the reader stays where they were.
fn begin_at_the_top(region: &Element) {
    for frame in within(region, SCROLLERS) {
        frame.set_scroll_top(0);
    }
    if region.get_bounding_client_rect().top() < 0.0 {
        region.scroll_into_view();
    }
}

/// Forms elsewhere on the page that come back to it.
fn name_the_page(address: &str) {
    let fields = document().query_selector_all("input[name=here]").map(|found| elements(&found)).unwrap_or_default();
    for field in fields.iter().filter_map(|field| field.dyn_ref::<HtmlInputElement>()) {
        field.set_value(address);
    }
}

/// How much there is now, for who does not see it.
fn speak(region: &Element) {
    let count = region.query_selector("[data-count]").ok().flatten().and_then(|count| count.text_content());
    if let Some(said) = document().get_element_by_id("in-place-said") {
        said.set_text_content(count.as_deref());
    }
}
