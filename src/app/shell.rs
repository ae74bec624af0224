//! The document around every page.

use axum::http::{HeaderValue, header};
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, provide_meta_context};

use super::router::App;
use crate::server::context::request;

/// The whole document. Only islands are brought to life in the browser; everything works without them.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    provide_meta_context();
    send_policy();
    let context = request();
    view! {
        <!DOCTYPE html>
        <html lang=context.locale.html_lang() data-theme=context.theme.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#161d21" media="(prefers-color-scheme: dark)" />
                <link rel="stylesheet" href=context.app.site.css.clone() />
                <link rel="icon" href="/favicon.ico" />
                <MetaTags />
                <HydrationScripts options islands=true />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

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
