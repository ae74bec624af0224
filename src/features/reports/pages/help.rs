//! `/reports/help`: what units ask of the office.

use leptos::prelude::*;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::reports::{components::help::listed, queries::help},
    server::context::request,
    t,
    ui::{Crumb, Empty, PageHead},
};

/// The office's list.
#[component]
pub fn HelpPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        let requests = help::of_office(&context.app.db, actor).await?;
        let title = t::reports::help_list(locale);
        let crumbs = vec![Crumb::link("/tasks", t::tasks::ledger(locale)), Crumb::here(title)];
        let list = if requests.is_empty() {
            view! { <Empty title=t::reports::help_empty(locale) icon="check" /> }.into_any()
        } else {
            let rows = requests.iter().map(|request| listed(request, actor, locale)).collect::<Vec<_>>();
            view! { <section class="panel"><ul class="reports">{rows}</ul></section> }.into_any()
        };
        let body = view! {
            <div id="help" class="stack" data-live="tasks">
                <PageHead title note=t::reports::help_note(locale) crumbs />
                {list}
            </div>
        };
        Ok(Page::new(title, Some(Place::Work), body))
    })
}
