//! A page that could not be drawn: what happened, what is safe, what to do.

use leptos::prelude::*;

use super::{icon::Icon, language::locale};
use crate::{shared::error::AppError, t};

/// `request` is the number under which a fault of ours was logged.
#[component]
pub fn ErrorPanel(error: AppError, #[prop(optional, into)] request: Option<String>) -> impl IntoView {
    let locale = locale();
    let (icon, title, text) = match error {
        AppError::NotFound => ("search", t::ui::not_found(locale), t::ui::not_found_text(locale).to_owned()),
        AppError::SignedOut => ("lock", t::ui::signed_out(locale), t::ui::signed_out_text(locale).to_owned()),
        AppError::Conflict => ("swap", t::ui::conflict(locale), t::ui::conflict_text(locale).to_owned()),
        AppError::Refused(reason) => ("lock", t::ui::refused(locale), reason),
        AppError::Wait(seconds) => ("clock", t::ui::wait(locale), t::ui::wait_text(locale, seconds)),
        AppError::Unavailable => ("sync", t::ui::unavailable(locale), t::ui::unavailable_text(locale).to_owned()),
        AppError::Fields(errors) => (
            "alert",
            t::ui::bad_input(locale),
            errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join(" "),
        ),
        AppError::Internal => ("alert", t::ui::internal(locale), t::ui::internal_text(locale).to_owned()),
    };
    let request = request.map(|request| view! { <p class="meta">{t::ui::request_number(locale, request)}</p> });
    view! {
        <section class="panel">
            <div class="empty">
                <Icon name=icon />
                <h1>{title}</h1>
                <p>{text}</p>
                {request}
                <a class="btn" href="/">
                    {t::ui::home(locale)}
                </a>
            </div>
        </section>
    }
}
