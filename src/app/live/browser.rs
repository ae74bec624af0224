//! Listening to `/live` and asking for the page again. The stream is open only while the page is visible: browsers allow
//! few connections to one server, and a hidden page has nobody to show anything to.

use std::cell::{Cell, RefCell};

use js_sys::{Function, JSON, JsString, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, EventSource, Headers, MessageEvent, RequestInit, Response};

use super::regions;
use crate::ui::islands::{
    behaviours::later,
    exchange::{here, page},
};

/// Changes that come together are shown together.
const GATHER: i32 = 300;
/// Shortest time between two requests.
const APART: f64 = 1_000.0;
/// A cut that lasts no longer is not spoken of.
const GRACE: i32 = 5_000;
/// How often the line is looked at.
const LOOK: i32 = 5_000;
/// The server gives a sign every 15 s; a line silent for so long is dead.
const SILENT: f64 = 40_000.0;
/// A line that has been away for so long is called offline.
const LONG: f64 = 30_000.0;
/// Words for those who listen come no more often.
const SPOKEN: f64 = 10_000.0;

thread_local! {
    static LINE: RefCell<Option<EventSource>> = const { RefCell::new(None) };
    /// The last version heard of.
    static VERSION: RefCell<String> = const { RefCell::new(String::new()) };
    /// Topics and records to ask for; a topic `*` stands for all.
    static CHANGED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
    static HEAR: RefCell<Option<Function>> = const { RefCell::new(None) };
    static HEARD_AT: Cell<f64> = const { Cell::new(0.0) };
    /// When the line was lost; 0 while it is good.
    static LOST_AT: Cell<f64> = const { Cell::new(0.0) };
    static ASKED_AT: Cell<f64> = const { Cell::new(0.0) };
    static SPOKE_AT: Cell<f64> = const { Cell::new(0.0) };
    static PLANNED: Cell<bool> = const { Cell::new(false) };
    static ASKING: Cell<bool> = const { Cell::new(false) };
    /// Take over what the reader uses, too: the button was pressed.
    static FORCED: Cell<bool> = const { Cell::new(false) };
    static ENDED: Cell<bool> = const { Cell::new(false) };
}

/// Starts, if the page has anything to follow.
pub fn follow() {
    let followed = document().query_selector("[data-live]").ok().flatten().is_some();
    // A form that came back stands at the address of its command, which cannot be asked for again.
    let path = window().location().pathname().unwrap_or_default();
    let Some(root) = element("live").filter(|_| followed && !path.starts_with("/fn/")) else { return };
    VERSION.set(root.get_attribute("data-version").unwrap_or_default());
    HEAR.set(Some(function(hear)));
    let (document, window) = (document(), window());
    listen(&document, "visibilitychange", |_| look());
    listen(&window, "pagehide", |_| close());
    for name in ["pageshow", "online", "offline"] {
        listen(&window, name, |_| look());
    }
    if let Some(button) = element("live-show") {
        listen(&button, "click", |_| {
            FORCED.set(true);
            changed("*", "");
        });
    }
    let look = function(|_| look());
    let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(&look, LOOK);
    open();
}

fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// A listener that lives as long as the page.
fn function(listener: impl FnMut(Event) + 'static) -> Function {
    Closure::<dyn FnMut(Event)>::new(listener).into_js_value().unchecked_into()
}

fn listen(target: &web_sys::EventTarget, name: &str, listener: impl FnMut(Event) + 'static) {
    let _ = target.add_event_listener_with_callback(name, &function(listener));
}

fn now() -> f64 {
    js_sys::Date::now()
}

fn open() {
    if ENDED.get() || document().hidden() || LINE.with_borrow(Option::is_some) {
        return;
    }
    let inbox = element("bell-link").and_then(|bell| bell.get_attribute("data-inbox")).unwrap_or_default();
    let address = VERSION.with_borrow(|version| format!("/live?since={version}&inbox={inbox}"));
    let Ok(line) = EventSource::new(&address) else { return };
    HEAR.with_borrow(|hear| {
        for name in ["ready", "change", "reset", "beat", "ended", "error"] {
            let _ = hear.as_ref().map(|hear| line.add_event_listener_with_callback(name, hear));
        }
    });
    HEARD_AT.set(now());
    LINE.set(Some(line));
}

fn close() {
    if let Some(line) = LINE.take() {
        line.close();
    }
}

/// Opens what should be open, closes what should not, and says how it stands.
fn look() {
    if document().hidden() {
        // Not a loss, so nothing is said of it.
        LOST_AT.set(0.0);
        close();
        return;
    }
    let dead = LINE.with_borrow(|line| line.as_ref().is_some_and(|line| line.ready_state() == EventSource::CLOSED));
    if dead || now() - HEARD_AT.get() > SILENT {
        close();
    }
    open();
    if CHANGED.with_borrow(|changed| !changed.is_empty()) {
        plan(0);
    }
    say_state();
}

fn hear(event: Event) {
    let name = event.type_();
    if name == "error" {
        lose();
        return;
    }
    let Some(message) = event.dyn_ref::<MessageEvent>() else { return };
    HEARD_AT.set(now());
    LOST_AT.set(0.0);
    let version = message.last_event_id();
    if !version.is_empty() {
        VERSION.set(version);
    }
    match name.as_str() {
        "change" => {
            let data = message.data().as_string().and_then(|data| JSON::parse(&data).ok()).unwrap_or(JsValue::NULL);
            changed(&text(&data, "topic"), &text(&data, "id"));
        }
        "reset" => changed("*", ""),
        "ended" => end(),
        _ => {}
    }
    say_state();
}

fn text(data: &JsValue, field: &str) -> String {
    Reflect::get(data, &JsString::from(field)).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// The line is cut. Most cuts mend themselves; one that the server refused may mean that the session ended, which only
/// a request can tell.
fn lose() {
    if LOST_AT.get() == 0.0 {
        LOST_AT.set(now());
        later(GRACE, say_state);
    }
    let refused = LINE.with_borrow(|line| line.as_ref().is_some_and(|line| line.ready_state() == EventSource::CLOSED));
    if refused && !document().hidden() {
        changed("*", "");
    }
}

/// The session is over: nothing more will come.
fn end() {
    ENDED.set(true);
    close();
    say_state();
}

fn say_state() {
    let Some(sync) = element("live-sync") else { return };
    let lost = if LOST_AT.get() == 0.0 { 0.0 } else { now() - LOST_AT.get() };
    let online = window().navigator().on_line();
    let state = match (ENDED.get(), online) {
        (true, _) => "ended",
        (_, false) => "offline",
        _ if lost >= LONG => "offline",
        _ if lost >= f64::from(GRACE) => "waiting",
        _ => "ok",
    };
    let _ = sync.remove_attribute("hidden");
    let _ = sync.set_attribute("data-sync", state);
    let words = sync.get_attribute(&format!("data-{state}")).unwrap_or_default();
    if let Ok(Some(place)) = sync.query_selector(".sync__text")
        && place.text_content().unwrap_or_default() != words
    {
        place.set_text_content(Some(&words));
    }
}

/// Something changed: asks for it, soon.
fn changed(topic: &str, id: &str) {
    CHANGED.with_borrow_mut(|changed| {
        if changed.len() < 100 {
            changed.push((topic.to_owned(), id.to_owned()));
        } else {
            *changed = vec![("*".to_owned(), String::new())];
        }
    });
    plan(GATHER);
}

fn plan(after: i32) {
    if PLANNED.replace(true) {
        return;
    }
    let apart = (ASKED_AT.get() + APART - now()).max(0.0) as i32;
    later(after.max(apart), || {
        PLANNED.set(false);
        // A hidden page asks when it is looked at again.
        if !document().hidden() && !ASKING.replace(true) {
            spawn_local(async {
                ask().await;
                ASKING.set(false);
                if CHANGED.with_borrow(|changed| !changed.is_empty()) {
                    plan(GATHER);
                }
            });
        }
    });
}

/// Asks for the page again and takes over what changed.
async fn ask() {
    let changed = CHANGED.take();
    let forced = FORCED.take();
    let refused = LINE.with_borrow(|line| line.as_ref().is_none_or(|line| line.ready_state() == EventSource::CLOSED));
    if !refused && !regions::are_concerned(&changed) {
        return;
    }
    ASKED_AT.set(now());
    let address = here();
    let Ok(response) = fetch(&address).await else {
        // The network is away; what was asked for is asked for again when it is back.
        CHANGED.with_borrow_mut(|waiting| waiting.extend(changed));
        return;
    };
    if response.status() == 401 || (response.redirected() && response.url().contains("/login")) {
        end();
        return;
    }
    if response.status() >= 500 {
        CHANGED.with_borrow_mut(|waiting| waiting.extend(changed));
        return;
    }
    let page = page(&response).await.filter(|_| response.ok());
    if here() != address {
        // Another filter or page of the list is shown by now (`ui::islands::in_place`).
        CHANGED.with_borrow_mut(|waiting| waiting.extend(changed));
        return;
    }
    let Some(page) = page else {
        // The record is gone or not to be seen any more: what is on the page stays until the reader asks.
        if forced {
            let _ = window().location().reload();
        }
        offer(true);
        return;
    };
    let outcome = regions::take_over(&page, &changed, forced);
    offer(outcome.waits);
    if outcome.updated {
        speak();
    }
}

async fn fetch(address: &str) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("x-live", "1")?;
    headers.set("accept", "text/html")?;
    let options = RequestInit::new();
    options.set_headers(&headers);
    JsFuture::from(window().fetch_with_str_and_init(address, &options)).await?.dyn_into()
}

/// Shows or hides the button for what waits.
fn offer(waits: bool) {
    if let Some(offer) = element("live-offer") {
        let _ = offer.toggle_attribute_with_force("hidden", !waits);
    }
}

/// Says politely that the page changed.
fn speak() {
    if now() - SPOKE_AT.get() < SPOKEN {
        return;
    }
    SPOKE_AT.set(now());
    let words = element("live").and_then(|root| root.get_attribute("data-updated"));
    if let Some(place) = element("live-said") {
        place.set_text_content(None);
        later(100, move || place.set_text_content(words.as_deref()));
    }
}
