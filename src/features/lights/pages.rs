//! `/admin/lights`: the rules of lights.

use leptos::prelude::*;

use super::{
    components::rules::{rule_form, rule_list},
    queries::rules,
};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::accounts::components::admin_tabs::{AdminPlace, admin_tabs},
    server::context::request,
    t,
    ui::PageHead,
};

/// The rules, and what adds one.
#[component]
pub fn LightRulesPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        let rules = rules(&mut *context.app.db.acquire().await?, actor).await?;
        let (title, today) = (t::lights::title(locale), context.app.clock.today());
        let body = view! {
            <PageHead title />
            {admin_tabs(actor, AdminPlace::Lights, locale)}
            <div class="cols cols--main-side">
                {rule_list(&rules, today, locale)} {rule_form(&rules, today, locale)}
            </div>
        };
        Ok(Page::new(title, Some(Place::Admin), body).wide())
    })
}
