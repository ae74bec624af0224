//! Renders pages. Every page is rendered whole before the first byte leaves, so that its status is right and a browser
//! without scripts shows the same.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use leptos::{config::LeptosOptions, prelude::provide_context};

use super::forms::{Answered, Returned};
use crate::{
    app::{router, said, shell::shell},
    server::{context::RequestContext, state::App},
    shared::{error::AppError, locale::Locale},
    t,
};

/// One axum route for each page of the Leptos router.
pub fn routes() -> Router<App> {
    router::page_paths().into_iter().fold(Router::new(), |router, path| router.route(&path, get(page)))
}

async fn page(State(app): State<App>, request: Request) -> Response {
    let Some(context) = request.extensions().get::<RequestContext>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let uri = request.uri().clone();
    render(&app, context, &uri, None, None, None).await
}

/// Any other address: the same page for what is not there and what is not to be seen.
pub async fn not_found(request: Request) -> Response {
    if request.method() != Method::GET {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some(context) = request.extensions().get::<RequestContext>().cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    missing(context).await
}

/// The page for what is not there, under the address that was asked for.
pub async fn missing(context: RequestContext) -> Response {
    let (app, uri) = (context.app.clone(), context.uri.parse().unwrap_or_default());
    render(&app, context, &uri, None, None, Some(StatusCode::NOT_FOUND)).await
}

/// Renders the page at `uri`, with a form that came back or a function's answer if there is one.
pub async fn render(
    app: &App,
    context: RequestContext,
    uri: &Uri,
    returned: Option<Returned>,
    answered: Option<Answered>,
    status: Option<StatusCode>,
) -> Response {
    let options = LeptosOptions::builder()
        .output_name("duban")
        .site_pkg_dir(format!("pkg/{}", app.site.hash))
        .site_root(app.site.root.display().to_string())
        .build();
    let asked = context.clone();
    let provide = move || {
        provide_context(context.clone());
        if let Some(returned) = &returned {
            provide_context(returned.clone());
        }
        if let Some(answered) = &answered {
            provide_context(answered.clone());
        }
    };
    let handler = leptos_axum::render_app_async_with_context(provide, move || shell(options.clone()));
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri.clone();
    // A page that leads on sends the browser there only if it is asked for as a page.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("text/html"));
    let mut response = handler(request).await;
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    said::forget(&asked, response.headers_mut());
    response
}

/// A page for when not even the reader can be found out, e.g. without a database.
#[must_use]
pub fn plain_error(error: &AppError, locale: Locale) -> impl IntoResponse {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let text = t::errors::unavailable_page(locale);
    let html = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{status}</title><h1>{text}</h1></html>",
        locale.html_lang(),
    );
    (status, [(header::RETRY_AFTER, "5")], Html(html))
}
