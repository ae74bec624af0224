//! `/login`

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use crate::{
    app::page::{Page, page},
    features::accounts::api::SignIn,
    server::{context::request, http::forms::returned},
    t,
};

/// The sign-in page.
#[component]
pub fn LoginPage() -> impl IntoView {
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_else(|| "/".to_owned());
    page(async move {
        let locale = request().locale;
        let returned = returned("accounts/sign_in");
        let value = |field: &str| returned.as_ref().and_then(|returned| returned.value(field)).unwrap_or_default();
        let message = |field: &str| returned.as_ref().and_then(|returned| returned.message(field));
        let body = view! {
            <form method="post" action=SignIn::PATH>
                <input type="hidden" name="next" value=next />
                <label>{t::accounts::account(locale)} <input name="account" value=value("account") /></label>
                {message("account")}
                <label>{t::accounts::password(locale)} <input name="password" type="password" /></label>
                {message("password")}
                <button>{t::accounts::sign_in(locale)}</button>
            </form>
        };
        Ok(Page::new(t::accounts::sign_in_title(locale), None, body))
    })
}
