//! The document around every page.

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, provide_meta_context};

use super::router::App;
use crate::server::context::request;

/// The whole document. Only islands are brought to life in the browser; everything works without them.
pub fn shell() -> impl IntoView {
    provide_meta_context();
    send_policy();
    let context = request();
    let site = &context.app.site;
    let wake = format!("{}({:?},{:?})", *WAKE, site.js, site.wasm);
    // What is outside of islands carries no marks for the browser's part; `leptos::hydration::HydrationScripts` says the same.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    view! {
        <!DOCTYPE html>
        <html lang=context.locale.html_lang() data-theme=context.theme.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#161d21" media="(prefers-color-scheme: dark)" />
                <link rel="stylesheet" href=site.css.clone() />
                <link rel="icon" href="/favicon.ico" />
                <MetaTags />
                <script nonce=use_nonce()>{wake}</script>
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// In place of leptos's own script, whose hints make the program race the style sheet. Without its comments.
static WAKE: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("wake.js").lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
});

/// The page's content security policy (CSP 3): our own files, scripts by nonce, no inline styles, no other host.
fn send_policy() {
    let (Some(nonce), Some(options)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}
