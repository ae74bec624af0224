//! Server functions as forms use them: `POST /fn/{feature}/{verb}`, with or without WebAssembly in the browser.
//!
//! A form posts natively. When the command is done, the browser is sent on (303). When it is not, the page the form
//! came from is drawn again with what was typed and the messages beside their fields: nothing is lost, and there is
//! one way for every browser.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Redirect, Response},
};
use leptos::{
    prelude::{provide_context, use_context},
    server_fn::axum::get_server_fn_service,
};

use super::{FORM_LIMIT, pages, redirect};
use crate::{
    app::said,
    server::{context::RequestContext, state::App},
    shared::error::{AppError, FieldError},
    t,
};

/// A form that came back: what was typed and why it was not accepted.
#[derive(Clone, Debug)]
pub struct Returned {
    /// The function that was called, e.g. `tasks/create`.
    pub function: String,
    pub fields: BTreeMap<String, Vec<String>>,
    pub error: AppError,
    shown: Arc<AtomicBool>,
}

/// The returned form of `function` on this page, if it came back. Whoever asks shows what was typed.
#[must_use]
pub fn returned(function: &str) -> Option<Returned> {
    let returned = use_context::<Returned>().filter(|returned| returned.function == function)?;
    returned.set_shown();
    Some(returned)
}

impl Returned {
    #[must_use]
    pub fn new(function: impl Into<String>, fields: BTreeMap<String, Vec<String>>, error: AppError) -> Self {
        Self { function: function.into(), fields, error, shown: Arc::default() }
    }

    /// Takes note that what was typed is on the page.
    pub fn set_shown(&self) {
        self.shown.store(true, Ordering::Relaxed);
    }

    /// Whether it is: a page may have no place for the form any more, because somebody else was faster.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.shown.load(Ordering::Relaxed)
    }

    /// What was typed in `field`.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<String> {
        self.fields.get(field).and_then(|values| values.first()).cloned()
    }

    /// All values of a field that can be chosen several times.
    #[must_use]
    pub fn values(&self, field: &str) -> Vec<String> {
        self.fields.get(field).cloned().unwrap_or_default()
    }

    /// The message beside `field`.
    #[must_use]
    pub fn message(&self, field: &str) -> Option<String> {
        self.error.of_field(field).map(str::to_owned)
    }
}

/// What a function answered, on the page of its form, when it asked for that with [`show_answer`].
#[derive(Clone, Debug)]
pub struct Answered {
    function: String,
    answer: serde_json::Value,
}

/// The answer of `function` that is shown on this page.
#[must_use]
pub fn answered<T: serde::de::DeserializeOwned>(function: &str) -> Option<T> {
    let answered = use_context::<Answered>().filter(|answered| answered.function == function)?;
    serde_json::from_value(answered.answer).ok()
}

const SHOWN: HeaderName = HeaderName::from_static("x-duban-answer");

/// Called by a server function whose answer must be seen once and kept nowhere, such as an initial password: the page of
/// the form is drawn again with it ([`answered`]), instead of sending the browser on.
pub fn show_answer() {
    if let Some(options) = use_context::<leptos_axum::ResponseOptions>() {
        options.insert_header(SHOWN, HeaderValue::from_static("shown"));
    }
}

/// Handler of `/fn/*`.
pub async fn server_function(State(app): State<App>, request: Request) -> Response {
    let function = request.uri().path().trim_start_matches("/fn/").to_owned();
    let mut response = answer(request).await;
    if response.status().is_success() || response.status().is_redirection() {
        said::remember(&function, response.headers_mut(), app.config.behind_tls);
    }
    response
}

async fn answer(request: Request) -> Response {
    let Some(context) = request.extensions().get::<RequestContext>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return pages::not_found(request).await;
    }
    if request.method() != Method::POST || !is_page_form(request.headers()) {
        return call(&context, request).await;
    }
    let function = request.uri().path().trim_start_matches("/fn/").to_owned();
    let referrer = referrer(request.headers());
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, FORM_LIMIT).await else {
        let origin = page_of_form(None, referrer.as_deref());
        let error = AppError::Refused(t::errors::form_too_large(context.locale).to_owned());
        return back(context, &origin, Returned::new(function, BTreeMap::new(), error)).await;
    };
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body).unwrap_or_default() {
        fields.entry(name).or_default().push(value);
    }
    let here = fields.remove("here").and_then(|values| values.into_iter().next());
    let origin = page_of_form(here.as_deref(), referrer.as_deref());
    let answer = call(&context, Request::from_parts(parts, Body::from(body))).await;
    if let Some(location) = answer.headers().get(header::LOCATION).cloned() {
        return send_on(answer, location);
    }
    if answer.headers().contains_key(&SHOWN) {
        let body = to_bytes(answer.into_body(), FORM_LIMIT).await.unwrap_or_default();
        let answered = Answered { function, answer: serde_json::from_slice(&body).unwrap_or_default() };
        return draw(context, &origin, None, Some(answered), None).await;
    }
    if answer.status().is_success() {
        let location = HeaderValue::from_str(&origin).unwrap_or(HeaderValue::from_static("/"));
        return send_on(answer, location);
    }
    let error = read_error(answer).await;
    back(context, &origin, Returned::new(function, fields, error)).await
}

async fn call(context: &RequestContext, mut request: Request) -> Response {
    let context = context.clone();
    // As a program asks, so that an error comes back whole instead of in an address.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let answer = leptos_axum::handle_server_fns_with_context(move || provide_context(context.clone()), request).await;
    let mut response = answer.into_response();
    // server_fn answers every error with 500; the error itself knows better.
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR {
        let (mut parts, body) = response.into_parts();
        let body = to_bytes(body, FORM_LIMIT).await.unwrap_or_default();
        if let Ok(error) = serde_json::from_slice::<AppError>(&body) {
            parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        }
        response = Response::from_parts(parts, Body::from(body));
    }
    response
}

/// Keeps the cookies that the function set, and sends the browser to `location`.
fn send_on(answer: Response, location: HeaderValue) -> Response {
    let mut response = Redirect::to("/").into_response();
    response.headers_mut().insert(header::LOCATION, location);
    for cookie in answer.headers().get_all(header::SET_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    response
}

async fn read_error(answer: Response) -> AppError {
    let body = to_bytes(answer.into_body(), FORM_LIMIT).await.unwrap_or_default();
    serde_json::from_slice(&body).unwrap_or_else(|_| {
        tracing::error!(body = %String::from_utf8_lossy(&body), "an error that is none of ours");
        AppError::Internal
    })
}

/// Draws the page of the form again. A form whose session has ended is kept too: it is shown under a sign-in link.
async fn back(context: RequestContext, origin: &str, returned: Returned) -> Response {
    let status = StatusCode::from_u16(returned.error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    draw(context, origin, Some(returned), None, Some(status)).await
}

async fn draw(
    context: RequestContext,
    origin: &str,
    returned: Option<Returned>,
    answered: Option<Answered>,
    status: Option<StatusCode>,
) -> Response {
    let uri: Uri = origin.parse().unwrap_or_else(|_| Uri::from_static("/"));
    pages::render(RequestContext { uri: origin.to_owned(), ..context }, &uri, returned, answered, status).await
}

fn is_page_form(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    text(header::ACCEPT).contains("text/html")
        && text(header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded")
}

/// Path and query of the page that sent the form, as the form itself says (`here`), else as the browser says. A form
/// that came back stands at the address of its function, so the browser's word alone would lead astray the second time.
/// Never another host, never a function.
fn page_of_form(here: Option<&str>, referrer: Option<&str>) -> String {
    [here, referrer]
        .into_iter()
        .flatten()
        .map(redirect::inside)
        .find(|path| path != "/" && !path.starts_with("/fn/"))
        .unwrap_or_else(|| "/".to_owned())
}

fn referrer(headers: &HeaderMap) -> Option<String> {
    let uri: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    uri.path_and_query().map(|path| path.as_str().to_owned())
}

/// An error with one message for the whole form.
#[must_use]
pub fn field_errors(error: &AppError) -> Vec<FieldError> {
    match error {
        AppError::Fields(errors) => errors.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_its_page_never_to_a_function_or_another_host() {
        assert_eq!(page_of_form(Some("/tasks/new?plan=35"), Some("/fn/tasks/create")), "/tasks/new?plan=35");
        assert_eq!(page_of_form(None, Some("/tasks/new")), "/tasks/new");
        assert_eq!(page_of_form(Some("//evil.example/"), Some("/fn/tasks/create")), "/");
        assert_eq!(page_of_form(None, None), "/");
    }
}
