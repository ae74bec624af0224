//! `/`: where somebody lands after signing in.

use leptos::prelude::*;

use super::{
    navigation,
    page::{Page, page},
};
use crate::{
    server::{context::request, http::redirect},
    shared::error::AppError,
    t,
};

/// Leads on to the first place that the reader may use. The list of what waits for a person takes this page's place once
/// there is something that can wait.
#[component]
pub fn StartPage() -> impl IntoView {
    page(async move {
        let context = request();
        let place = navigation::places(context.actor()?).next().ok_or(AppError::NotFound)?;
        redirect::to(place.path());
        Ok(Page::new(t::shell::product(context.locale), None, ()))
    })
}
