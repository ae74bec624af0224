//! `/instructions`: a leader's own instructions, or all of them for the office; the open ones first.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::instructions::{
        components::{Reader, table},
        model::can_stand_in,
        queries,
    },
    server::context::{RequestContext, request},
    shared::error::AppError,
    t,
    ui::{Crumb, Empty, LinkButton, PageHead, Pagination},
};

/// One page of the list.
#[component]
pub fn InstructionsPage() -> impl IntoView {
    let after = use_query_map().with_untracked(|query| query.get("after"));
    page(async move { list(&request(), after.as_deref()).await })
}

async fn list(context: &RequestContext, after: Option<&str>) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    let after = after.and_then(|after| after.parse().ok());
    let (instructions, next) = queries::list(&context.app.db, actor, after).await?;
    let title = if can_stand_in(actor) { t::instructions::title(locale) } else { t::instructions::own(locale) };
    let crumbs = vec![Crumb::link("/tasks", t::tasks::ledger(locale)), Crumb::here(title)];
    let first = after.map(|_| view! { <LinkButton href="/instructions" label=t::instructions::first_page(locale) /> });
    let rows = if instructions.is_empty() {
        view! { <Empty title=t::instructions::none(locale) text=t::instructions::none_text(locale) /> }.into_any()
    } else {
        let reader = Reader { actor, today: context.app.clock.today(), locale };
        let next = next.map(|next| format!("/instructions?after={next}"));
        let text = t::instructions::shown(locale, instructions.len() as i64);
        view! { {table(&instructions, true, reader)} <Pagination text previous=None next /> }.into_any()
    };
    let body = view! {
        <PageHead title crumbs actions=first.into_any() />
        <section class="panel" id="instructions" data-live="tasks" aria-label=title>{rows}</section>
    };
    Ok(Page::new(title, Some(Place::Tasks), body).wide())
}
