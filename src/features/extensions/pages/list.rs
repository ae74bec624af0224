//! `/extensions`: all requests, the open ones first.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::extensions::{
        components::{dates, marks, outcome, who},
        model::{Stage, can_decide},
        queries::{self, Request},
    },
    server::context::{RequestContext, request},
    shared::{actor::Actor, error::AppError, locale::Locale},
    t,
    ui::{Crumb, Empty, HeadCell, LinkButton, PageHead, Pagination, Table, UnitTag},
};

/// One page of the list.
#[component]
pub fn ExtensionsPage() -> impl IntoView {
    let after = use_query_map().with_untracked(|query| query.get("after"));
    page(async move { list(&request(), after.as_deref()).await })
}

async fn list(context: &RequestContext, after: Option<&str>) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    let after = after.and_then(|after| after.parse().ok());
    let (requests, next) = queries::list(&context.app.db, actor, after).await?;
    let title = t::extensions::title(locale);
    let crumbs = vec![Crumb::link("/tasks", t::tasks::ledger(locale)), Crumb::here(title)];
    let first = after.map(|_| view! { <LinkButton href="/extensions" label=t::extensions::first_page(locale) /> });
    let rows = if requests.is_empty() {
        view! { <Empty title=t::extensions::none(locale) text=t::extensions::none_text(locale) /> }.into_any()
    } else {
        let next = next.map(|next| format!("/extensions?after={next}"));
        let text = t::extensions::shown(locale, requests.len() as i64);
        view! { {table(&requests, actor, locale)} <Pagination text previous=None next /> }.into_any()
    };
    let body = view! {
        <PageHead title crumbs actions=first.into_any() />
        <section class="panel" id="extensions" data-live="tasks" aria-label=title>{rows}</section>
    };
    Ok(Page::new(title, Some(Place::Tasks), body).wide())
}

fn table(requests: &[Request], actor: &Actor, locale: Locale) -> AnyView {
    let head = view! {
        <HeadCell label=t::life::task(locale) />
        <HeadCell label=t::extensions::asked(locale) />
        <HeadCell label=t::extensions::moved(locale) />
        <HeadCell label=t::extensions::outcome(locale) />
    }
    .into_any();
    let rows = requests.iter().map(|request| row(request, actor, locale)).collect_view();
    view! { <Table label=t::extensions::title(locale) head class="table--cards">{rows}</Table> }.into_any()
}

fn row(request: &Request, actor: &Actor, locale: Locale) -> AnyView {
    let task = format!("/tasks/{}", request.number);
    let decide = (request.stage == Stage::ToDecide && can_decide(actor)).then(|| {
        view! { <LinkButton href=format!("{task}/extension/decide") label=t::extensions::decide(locale) icon="check" /> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="link" href=format!("{task}#extensions")>{request.number.clone()} " " {request.title.clone()}</a>
                <p><UnitTag name=request.unit.clone() /></p>
            </th>
            <td role="cell" class="nowrap">{who(request, locale)} {marks(request, locale)}</td>
            <td role="cell">{dates(request)}</td>
            <td role="cell">{outcome(request, locale)} {decide}</td>
        </tr>
    }
    .into_any()
}
