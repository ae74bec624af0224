//! Files on their way to the server (`ui::upload`): one at a time, each with its row that says how far it is, breaks off
//! on demand and tries again. What the server says stays at the row until it is dealt with.

use std::cell::{Cell, RefCell};

use js_sys::{JSON, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, Event, File, FormData, Headers, HtmlElement, HtmlInputElement, HtmlTemplateElement, ProgressEvent,
    RequestInit, Response, XmlHttpRequest,
};

use super::{
    behaviours::{later, marked, on, target},
    exchange::{ask, page, replace},
};

/// What stands between a file and the server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Waits,
    Busy,
    /// The network was away: tried again when it is back.
    CutOff,
    /// The server does not want it, or it is too large: that is for a person to decide.
    Refused,
}

struct Job {
    row: Element,
    area: Element,
    file: File,
    standing: Standing,
    request: Option<XmlHttpRequest>,
}

thread_local! {
    static JOBS: RefCell<Vec<Job>> = const { RefCell::new(Vec::new()) };
    /// Counts how often the list was asked for: only the last answer is shown.
    static FOLLOWED: Cell<u32> = const { Cell::new(0) };
}

/// What was cut off is tried again so often. Milliseconds.
const AGAIN: i32 = 10_000;

/// Starts listening, for as long as the page lives.
pub fn listen() {
    on("change", |event| {
        let chosen = target(event).and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = chosen.filter(|field| field.has_attribute("data-upload-from")) {
            take(&field);
        }
    });
    on("click", click);
    let online = Closure::<dyn FnMut(Event)>::new(|_| again(|job| job.standing == Standing::CutOff)).into_js_value();
    let _ = window().add_event_listener_with_callback("online", online.unchecked_ref());
    let leaving = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        if is_busy() {
            event.prevent_default();
        }
    })
    .into_js_value();
    let _ = window().add_event_listener_with_callback("beforeunload", leaving.unchecked_ref());
    // The field for browsers without script has no part in what is sent from here on.
    if let Ok(fields) = document().query_selector_all("[data-upload] input[type=file][name]") {
        for field in (0..fields.length()).filter_map(|at| fields.get(at)?.dyn_into::<HtmlInputElement>().ok()) {
            field.set_disabled(true);
        }
    }
}

/// Whether a file is still on its way.
pub fn is_busy() -> bool {
    JOBS.with_borrow(|jobs| jobs.iter().any(|job| matches!(job.standing, Standing::Waits | Standing::Busy)))
}

/// Whether a file did not arrive, and what to do about it is still open.
pub fn has_failed() -> bool {
    JOBS.with_borrow(|jobs| jobs.iter().any(|job| matches!(job.standing, Standing::CutOff | Standing::Refused)))
}

fn click(event: &Event) {
    let Some(element) = target(event) else { return };
    let row = || element.closest(".upload").ok().flatten();
    if let Some((button, document)) = marked(&element, "data-upload-remove") {
        if let Some((area, _)) = marked(&button, "data-upload") {
            event.prevent_default();
            spawn_local(remove(area, document));
        }
    } else if marked(&element, "data-upload-retry").is_some() {
        let row = row();
        again(|job| row.as_ref().is_some_and(|row| row.is_same_node(Some(&job.row))));
    } else if marked(&element, "data-upload-cancel").is_some()
        && let Some(row) = row()
    {
        forget(&row);
        start_next();
    }
}

/// Takes what was chosen and leaves the field empty, so that the same file can be chosen again.
fn take(field: &HtmlInputElement) {
    let (Some((area, _)), Some(files)) = (marked(field, "data-upload"), field.files()) else { return };
    for file in (0..files.length()).filter_map(|at| files.get(at)) {
        let Some(row) = new_row(&area, &file) else { continue };
        let fits = fits(&area, &file);
        let standing = if fits { Standing::Waits } else { Standing::Refused };
        show(
            &row,
            if fits { "busy" } else { "refused" },
            &named(&area, if fits { "data-waiting" } else { "data-too-large" }),
        );
        JOBS.with_borrow_mut(|jobs| jobs.push(Job { row, area: area.clone(), file, standing, request: None }));
    }
    field.set_value("");
    start_next();
}

/// A copy of the template's row at the end of the list.
fn new_row(area: &Element, file: &File) -> Option<Element> {
    let template = area.query_selector("template").ok()??.dyn_into::<HtmlTemplateElement>().ok()?;
    let row = template.content().first_element_child()?.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
    let name = file.name();
    let badge = name.rsplit_once('.').map(|(_, ending)| ending.to_uppercase()).unwrap_or_default();
    write(&row, ".upload__icon", &badge);
    write(&row, ".upload__name", &name);
    let _ = row.query_selector("progress").ok()??.set_attribute("aria-label", &name);
    area.query_selector("[data-uploading]").ok()??.append_child(&row).ok()?;
    Some(row)
}

/// Sends the next file that waits, unless one is under way.
fn start_next() {
    let unsent = JOBS.with_borrow_mut(|jobs| {
        if jobs.iter().any(|job| job.standing == Standing::Busy) {
            return None;
        }
        let job = jobs.iter_mut().find(|job| job.standing == Standing::Waits)?;
        job.request = send(job);
        job.standing = if job.request.is_some() { Standing::Busy } else { Standing::Refused };
        job.request.is_none().then(|| (job.row.clone(), job.area.clone()))
    });
    if let Some((row, area)) = unsent {
        fail(&row, Standing::Refused, "failed", &named(&area, "data-failed-server"));
        start_next();
    }
}

/// The older interface: it is the one that tells how far a body has gone.
fn send(job: &Job) -> Option<XmlHttpRequest> {
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async("POST", &named(&job.area, "data-upload"), true).ok()?;
    request.set_request_header("Accept", "application/json").ok()?;
    let (row, size) = (job.row.clone(), job.file.size());
    let moved = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        let share = if event.total() > 0.0 { event.loaded() / event.total() } else { 0.0 };
        let percent = (share * 100.0) as u32;
        if let Ok(Some(bar)) = row.query_selector("progress") {
            let _ = bar.set_attribute("value", &percent.to_string());
        }
        write(&row, ".upload__meta", &format!("{percent}% · {} / {} MB", megabytes(size * share), megabytes(size)));
    });
    request.upload().ok()?.set_onprogress(Some(moved.as_ref().unchecked_ref()));
    moved.forget();
    let (row, area, name, asked) = (job.row.clone(), job.area.clone(), job.file.name(), request.clone());
    let ended = Closure::<dyn FnMut(Event)>::new(move |_| {
        let answer = asked.response_text().ok().flatten().unwrap_or_default();
        done(&row, &area, &name, asked.status().unwrap_or_default(), &answer);
    });
    request.set_onloadend(Some(ended.as_ref().unchecked_ref()));
    ended.forget();
    let body = FormData::new().ok()?;
    body.append_with_blob_and_filename("files[]", &job.file, &job.file.name()).ok()?;
    request.send_with_opt_form_data(Some(&body)).ok()?;
    show(&job.row, "busy", "");
    Some(request)
}

/// 1.9, by the browser's own formatting: Rust's for fractions would be a quarter of the whole module.
fn megabytes(bytes: f64) -> String {
    js_sys::Number::from(bytes / 1024.0 / 1024.0).to_fixed(1).map(String::from).unwrap_or_default()
}

fn fits(area: &Element, file: &File) -> bool {
    named(area, "data-limit").parse::<u64>().is_ok_and(|limit| file.size() as u64 <= limit)
}

/// What became of a file; status 0 is no answer at all. One that was given up has no job any more.
fn done(row: &Element, area: &Element, name: &str, status: u16, answer: &str) {
    if !JOBS.with_borrow(|jobs| jobs.iter().any(|job| job.row.is_same_node(Some(row)))) {
        return;
    }
    match status {
        200..=299 => {
            forget(row);
            let said = named(area, "data-uploaded").replace("{}", name);
            let area = area.clone();
            spawn_local(async move { follow(&area, &said).await });
        }
        0 | 502 | 504 => {
            fail(row, Standing::CutOff, "failed", &named(area, "data-failed"));
            // The browser does not always know that the way is open again.
            later(AGAIN, || again(|job| job.standing == Standing::CutOff));
        }
        401 => fail(row, Standing::Refused, "failed", &named(area, "data-failed-session")),
        _ => match reason(answer) {
            Some(why) => fail(row, Standing::Refused, "refused", &why),
            None => fail(row, Standing::Refused, "failed", &named(area, "data-failed-server")),
        },
    }
    start_next();
}

/// The sentence in an `AppError` as the server writes it.
fn reason(answer: &str) -> Option<String> {
    let error = JSON::parse(answer).ok()?;
    let of = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok().filter(|found| !found.is_undefined());
    if let Some(refused) = of(&error, "Refused") {
        return refused.as_string();
    }
    let fields = of(&error, "Fields")?.dyn_into::<js_sys::Array>().ok()?;
    of(&fields.get(0), "message")?.as_string()
}

/// `state` is `failed` where another try may help, `refused` where it cannot.
fn fail(row: &Element, standing: Standing, state: &str, why: &str) {
    JOBS.with_borrow_mut(|jobs| {
        if let Some(job) = jobs.iter_mut().find(|job| job.row.is_same_node(Some(row))) {
            job.standing = standing;
            job.request = None;
        }
    });
    show(row, state, why);
    if let Some((area, _)) = marked(row, "data-upload") {
        say(&area, why);
    }
}

/// Lets those wait again that `which` names.
fn again(which: impl Fn(&Job) -> bool) {
    JOBS.with_borrow_mut(|jobs| {
        for job in jobs.iter_mut().filter(|job| job.standing != Standing::Busy && which(job)) {
            if fits(&job.area, &job.file) {
                job.standing = Standing::Waits;
                show(&job.row, "busy", &named(&job.area, "data-waiting"));
            }
        }
    });
    start_next();
}

/// Takes the row away, and the file with it.
fn forget(row: &Element) {
    let job = JOBS
        .with_borrow_mut(|jobs| jobs.iter().position(|job| job.row.is_same_node(Some(row))).map(|at| jobs.remove(at)));
    // The keyboard's place goes with the row.
    if row.contains(document().active_element().as_deref())
        && let Some(area) = marked(row, "data-upload").and_then(|(area, _)| area.dyn_into::<HtmlElement>().ok())
    {
        let _ = area.focus();
    }
    row.remove();
    // After the job is gone: breaking off calls `done`.
    if let Some(request) = job.and_then(|job| job.request) {
        let _ = request.abort();
    }
}

/// Removes a file that is there.
async fn remove(area: Element, document: String) {
    let body = format!("{}&document={document}", named(&area, "data-record"));
    let (Ok(headers), init) = (Headers::new(), RequestInit::new()) else { return };
    let _ = headers.set("Accept", "application/json");
    let _ = headers.set("Content-Type", "application/x-www-form-urlencoded");
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    let answer = JsFuture::from(window().fetch_with_str_and_init(&named(&area, "data-remove"), &init)).await;
    match answer.ok().and_then(|answer| answer.dyn_into::<Response>().ok()) {
        Some(answer) if answer.ok() => follow(&area, "").await,
        Some(answer) if answer.status() == 401 => say(&area, &named(&area, "data-failed-session")),
        _ => say(&area, &named(&area, "data-failed-server")),
    }
}

/// Takes the list from the page as it is now, unless a later answer is on its way.
async fn follow(area: &Element, said: &str) {
    let turn = FOLLOWED.get().wrapping_add(1);
    FOLLOWED.set(turn);
    let page = async { page(&ask(&named(area, "data-page")).await.ok()?).await };
    let fresh = page.await.and_then(|page| page.get_element_by_id("files-list"));
    if let (Some(fresh), Ok(Some(list))) = (fresh, area.query_selector("#files-list"))
        && FOLLOWED.get() == turn
    {
        replace(&list, &fresh);
    }
    say(area, said);
}

/// For who does not see the rows.
fn say(area: &Element, text: &str) {
    write(area, "[data-said]", text);
}

fn show(row: &Element, state: &str, text: &str) {
    let _ = row.set_attribute("data-state", state);
    write(row, ".upload__meta", text);
}

fn write(around: &Element, selector: &str, text: &str) {
    if let Ok(Some(element)) = around.query_selector(selector) {
        element.set_text_content(Some(text));
    }
}

fn named(element: &Element, attribute: &str) -> String {
    element.get_attribute(attribute).unwrap_or_default()
}
