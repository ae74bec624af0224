//! Renders pages. Every page is rendered whole before the first byte leaves, so that its status is right and a browser
//! without scripts shows the same.

use axum::{
    Router,
    body::{self, Body},
    extract::Request,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use leptos::prelude::provide_context;

use super::{
    bare,
    forms::{Answered, Returned},
    lean::lean,
    redirect,
};
use crate::{
    app::{router, said, shell::shell},
    server::{context::RequestContext, state::App},
    shared::error::AppError,
};

/// One axum route for each page of the Leptos router.
pub fn routes() -> Router<App> {
    router::page_paths().into_iter().fold(Router::new(), |router, path| router.route(&path, get(page)))
}

async fn page(request: Request) -> Response {
    let Some(context) = request.extensions().get::<RequestContext>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let uri = request.uri().clone();
    render(context, &uri, None, None, None).await
}

/// Any other address: the same page for what is not there and what is not to be seen. The router that draws pages does
/// not mind a slash at the end, so such an address is sent on before it is drawn.
pub async fn not_found(request: Request) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if let Some(address) = without_slash(request.uri()) {
        return Redirect::permanent(&address).into_response();
    }
    let Some(context) = request.extensions().get::<RequestContext>().cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    missing(context).await
}

/// The address without the slashes at its end, if it has any and is one of ours: `//host/` is not.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().trim_end_matches('/');
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let address = redirect::inside(&format!("{path}{query}"));
    (uri.path().ends_with('/') && address != "/").then_some(address)
}

/// The page for what is not there, under the address that was asked for.
pub async fn missing(context: RequestContext) -> Response {
    let uri = context.uri.parse().unwrap_or_default();
    render(context, &uri, None, None, Some(StatusCode::NOT_FOUND)).await
}

/// Renders the page at `uri`, with a form that came back or a function's answer if there is one.
pub async fn render(
    context: RequestContext,
    uri: &Uri,
    returned: Option<Returned>,
    answered: Option<Answered>,
    status: Option<StatusCode>,
) -> Response {
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
    let handler = leptos_axum::render_app_async_with_context(provide, shell);
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri.clone();
    // A page that leads on sends the browser there only if it is asked for as a page.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("text/html"));
    let (parts, body) = handler(request).await.into_parts();
    let Ok(html) = body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = Response::from_parts(parts, Body::from(lean(&html)));
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    said::forget(&asked, response.headers_mut());
    response
}

/// A page for where none is drawn: a download that is refused, or no database to find out who asks.
#[must_use]
pub fn plain_error(error: &AppError, context: &RequestContext) -> impl IntoResponse + use<> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::RETRY_AFTER, "5")], Html(bare::page(status, context.locale, &context.request_id)))
}
