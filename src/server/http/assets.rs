//! The built front end: files that never change under their name, already compressed.

use std::path::{Component, Path as FilePath, PathBuf};

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::server::state::App;

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `/pkg/{hash}/{file}`
pub async fn built(State(app): State<App>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    match safe(&file) {
        Some(path) => send(&app.site.root.join("pkg").join(path), &headers, FOREVER).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Browsers ask for this name on their own.
pub async fn favicon(State(app): State<App>, headers: HeaderMap) -> Response {
    let path = app.site.root.join("pkg").join(&app.site.hash).join("favicon.ico");
    send(&path, &headers, HeaderValue::from_static("public, max-age=86400")).await
}

/// Nothing here is for search engines but the public pages.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\nAllow: /public\n"
}

/// A relative path without any step upwards.
fn safe(file: &str) -> Option<PathBuf> {
    let path = FilePath::new(file);
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| path.to_owned())
}

async fn send(path: &FilePath, headers: &HeaderMap, cache: HeaderValue) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz"), ("", "")] {
        if !accepted.contains(encoding) {
            continue;
        }
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        if let Ok(content) = tokio::fs::read(PathBuf::from(name)).await {
            let mut response = Response::new(Body::from(content));
            let out = response.headers_mut();
            out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
            out.insert(header::CACHE_CONTROL, cache);
            out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
            if !encoding.is_empty() {
                out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            return response;
        }
    }
    StatusCode::NOT_FOUND.into_response()
}

fn content_type(path: &FilePath) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("ico") => "image/x-icon",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        assert!(safe("abc/duban.css").is_some());
        for path in ["../secret", "a/../../b", "/etc/passwd", "a/./../b", ".."] {
            assert!(safe(path).is_none(), "{path}");
        }
    }
}
