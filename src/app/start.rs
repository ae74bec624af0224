//! `/`: where somebody lands after signing in.

use leptos::prelude::*;

use super::{
    navigation::{self, Place},
    page::{Page, page},
};
use crate::{
    server::{context::request, http::redirect},
    t,
};

/// Leads on to the first place that the reader may use. The list of what waits for a person takes this page's place once
/// there is something that can wait.
#[component]
pub fn StartPage() -> impl IntoView {
    page(async move {
        let context = request();
        // Somebody whose roles open none of the places still has an account.
        let place = navigation::places(context.actor()?).next().map_or("/account", Place::path);
        redirect::to(place);
        Ok(Page::new(t::shell::product(context.locale), None, ()))
    })
}
