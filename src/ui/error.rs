//! A page that could not be drawn: what happened, what is safe, what to do.

use leptos::prelude::*;

use super::{icon::Icon, page::locale};
use crate::{shared::error::AppError, t};

/// In the place of the page. `text` says what happened and what to do; `request` is the line with the number under which
/// it was logged; the children may hold what was typed, so that it can be copied.
#[component]
pub fn ErrorPanel(
    error: AppError,
    #[prop(into)] text: String,
    #[prop(optional, into)] request: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let icon = match error {
        AppError::NotFound => "search",
        AppError::SignedOut | AppError::Refused(_) => "lock",
        AppError::Conflict => "swap",
        AppError::Wait(_) => "clock",
        AppError::Unavailable => "sync",
        AppError::Fields(_) | AppError::Internal => "alert",
    };
    let locale = locale();
    let (href, label) = match error {
        AppError::SignedOut => ("/login", t::accounts::sign_in(locale)),
        _ => ("/", t::ui::home(locale)),
    };
    view! {
        <section class="panel">
            <div class="empty">
                <Icon name=icon />
                <h1>{text}</h1>
                {request.map(|request| view! { <p class="meta">{request}</p> })}
                {children.map(|children| children())}
                <a class="btn" href=href>
                    {label}
                </a>
            </div>
        </section>
    }
}
