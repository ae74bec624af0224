//! When a draft is kept, saved and sent.

use std::cell::{Cell, RefCell};

use js_sys::{JSON, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, Event, Headers, HtmlElement, HtmlFormElement, HtmlInputElement, RequestInit, Response, SubmitEvent,
};

use super::{fields, kept};
use crate::ui::islands::{
    behaviours::{marked, on, target},
    uploads,
};

/// Saved so long after the last key.
const PAUSE: i32 = 1_200;
/// Without network it is tried again so often: the browser does not always know that the network is back.
const AGAIN: i32 = 10_000;

thread_local! {
    static TIMER: Cell<i32> = const { Cell::new(0) };
    /// A request is under way.
    static BUSY: Cell<bool> = const { Cell::new(false) };
    /// The report is to go out once its files have arrived. Kept as a draft meanwhile: after a reload the files are gone.
    static WANTED: Cell<bool> = const { Cell::new(false) };
    /// The form is on its way out by the browser itself.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
    static TICK: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// What the server said.
enum Answer {
    Done(JsValue),
    /// The status.
    Refused(u16),
    NoNetwork,
}

struct Page {
    root: Element,
    form: HtmlFormElement,
}

fn page() -> Option<Page> {
    let root = document().get_element_by_id("report-draft")?;
    let form = root.query_selector("form").ok()??.dyn_into().ok()?;
    Some(Page { root, form })
}

impl Page {
    fn named(&self, attribute: &str) -> String {
        self.root.get_attribute(attribute).unwrap_or_default()
    }

    fn store(&self) -> String {
        self.named("data-store")
    }

    /// By the browser itself, so that the server's page says what is wrong.
    fn post(&self, address: &str) {
        LEAVING.set(true);
        self.form.set_action(address);
        let _ = self.form.submit();
    }
}

/// Takes up what this device kept, and listens.
pub fn begin() {
    let Some(page) = page() else { return };
    // A form that came back holds what was typed, with the messages: it is newer than anything kept.
    let came_back = document().query_selector("#errors, [role=alert]").ok().flatten().is_some();
    TICK.set(Some(Closure::<dyn FnMut()>::new(tick).into_js_value().unchecked_into()));
    fields::level_percent(&page.form, None);
    on("input", typed);
    on("change", typed);
    on("submit", submitted);
    on("click", clicked);
    let online = Closure::<dyn FnMut(Event)>::new(|_| tick()).into_js_value();
    let _ = window().add_event_listener_with_callback("online", online.unchecked_ref());
    match kept::kept(&page.store()) {
        Some(_) if came_back => kept::drop_kept(&page.store()),
        Some((body, send)) => {
            fields::fill(&page.form, &body);
            fields::level_percent(&page.form, None);
            say("waiting", if send { "data-queued" } else { "data-restored" });
            plan(0);
        }
        None => {}
    }
}

fn typed(event: &Event) {
    let (Some(page), Some(element)) = (page(), target(event)) else { return };
    if !page.root.contains(Some(&element)) {
        return;
    }
    fields::level_percent(&page.form, element.dyn_ref::<HtmlInputElement>());
    // Typing on takes a queued report back: it is a draft again.
    WANTED.set(false);
    kept::keep(&page.store(), &fields::body(&page.form), false);
    plan(PAUSE);
}

fn clicked(event: &Event) {
    if let Some((_, line)) = target(event).and_then(|element| marked(&element, "data-draw")) {
        event.prevent_default();
        fields::draw_in(&line);
    }
}

fn submitted(event: &Event) {
    let Some(page) = page() else { return };
    if target(event).is_none_or(|form| !form.is_same_node(Some(&page.form))) {
        return;
    }
    let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
    let address = button.and_then(|button: HtmlElement| button.get_attribute("formaction"));
    let address = address.unwrap_or_else(|| page.form.get_attribute("action").unwrap_or_default());
    let send = address == page.named("data-send");
    if !send && address != page.named("data-save") {
        return;
    }
    event.prevent_default();
    if send && uploads::has_failed() {
        say("offline", "data-not-uploaded");
        return;
    }
    WANTED.set(send && uploads::is_busy());
    kept::keep(&page.store(), &fields::body(&page.form), send && !WANTED.get());
    spawn_local(deliver(true));
}

fn plan(after: i32) {
    window().clear_timeout_with_handle(TIMER.get());
    let timer = TICK.with_borrow(|tick| {
        let tick = tick.as_ref()?;
        window().set_timeout_with_callback_and_timeout_and_arguments_0(tick, after).ok()
    });
    TIMER.set(timer.unwrap_or_default());
}

fn tick() {
    spawn_local(deliver(false));
}

/// Brings what is kept to the server. `asked`: somebody pressed a button and waits for the page that follows.
async fn deliver(asked: bool) {
    let Some(page) = page() else { return };
    if BUSY.get() || LEAVING.get() {
        plan(PAUSE);
        return;
    }
    if WANTED.get() {
        if uploads::is_busy() {
            say("waiting", "data-uploading");
            plan(PAUSE);
            return;
        }
        WANTED.set(false);
        if !uploads::has_failed() {
            kept::keep(&page.store(), &fields::body(&page.form), true);
        }
    }
    let Some((body, send)) = kept::kept(&page.store()) else { return };
    let address = page.named(if send { "data-send" } else { "data-save" });
    BUSY.set(true);
    say("waiting", "data-waiting");
    let answer = post(&address, &body).await;
    BUSY.set(false);
    match answer {
        Answer::Done(_) if send => {
            kept::drop_kept(&page.store());
            LEAVING.set(true);
            let _ = window().location().assign(&page.named("data-after"));
        }
        Answer::Done(saved) => saved_draft(&page, &body, &saved),
        Answer::NoNetwork => {
            say("offline", if send { "data-queued" } else { "data-offline" });
            plan(AGAIN);
        }
        // Nothing was done, so the browser may ask again for the page that says why.
        Answer::Refused(_) if asked || send => page.post(&address),
        Answer::Refused(401) => say("offline", "data-ended"),
        Answer::Refused(409) => say("offline", "data-conflict"),
        Answer::Refused(_) => say("offline", "data-refused"),
    }
}

/// The next draft is based on this one. What was typed meanwhile waits for the next turn.
fn saved_draft(page: &Page, body: &str, saved: &JsValue) {
    let text = |name: &str| Reflect::get(saved, &name.into()).ok();
    if let Some(version) = text("version").and_then(|version| version.as_f64()) {
        fields::set(&page.form, "version", &version.to_string());
    }
    let newer = kept::kept(&page.store()).filter(|(now, _)| now != body);
    if let Some((_, send)) = newer {
        kept::keep(&page.store(), &fields::body(&page.form), send);
        plan(if send { 0 } else { PAUSE });
        return;
    }
    kept::drop_kept(&page.store());
    if uploads::has_failed() {
        // The text is safe; that the report is not whole is what has to be said.
        say("offline", "data-not-uploaded");
    } else {
        show("ok", &text("said").and_then(|said| said.as_string()).unwrap_or_default());
    }
}

async fn post(address: &str, body: &str) -> Answer {
    let (Ok(headers), init) = (Headers::new(), RequestInit::new()) else { return Answer::NoNetwork };
    let _ = headers.set("Accept", "application/json");
    let _ = headers.set("Content-Type", "application/x-www-form-urlencoded");
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    let Ok(response) = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await else {
        return Answer::NoNetwork;
    };
    let Ok(response) = response.dyn_into::<Response>() else { return Answer::NoNetwork };
    match response.status() {
        // A proxy or the server itself is not there for the moment.
        502..=504 => Answer::NoNetwork,
        200..=299 => {
            let Ok(text) = response.text() else { return Answer::NoNetwork };
            let text = JsFuture::from(text).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            Answer::Done(JSON::parse(&text).unwrap_or(JsValue::NULL))
        }
        status => Answer::Refused(status),
    }
}

/// One of the sentences that the line brought along.
fn say(state: &str, attribute: &str) {
    let text = document().get_element_by_id("report-sync").and_then(|line| line.get_attribute(attribute));
    show(state, &text.unwrap_or_default());
}

fn show(state: &str, text: &str) {
    let Some(line) = document().get_element_by_id("report-sync") else { return };
    let _ = line.set_attribute("data-sync", state);
    let _ = line.remove_attribute("hidden");
    if let Ok(Some(words)) = line.query_selector("[role=status]")
        && words.text_content().as_deref() != Some(text)
    {
        words.set_text_content(Some(text));
    }
}
