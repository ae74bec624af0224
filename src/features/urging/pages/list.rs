//! `/urges`: what units were urged to do. The office sees all, a unit its own.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::urging::{
        components::line::line,
        model::Level,
        queries::list::{Filter, list},
    },
    server::context::{RequestContext, request},
    shared::{error::AppError, locale::Locale},
    t,
    ui::{Empty, PageHead, Pagination, Segmented, Tab, Tabs},
};

/// Open urges by their limit (`/urges`) or all, newest first (`/urges?show=all`), of one level (`level=red`) or all.
#[component]
pub fn UrgesPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let filter = Filter {
        task: None,
        level: query.get_str("level").and_then(Level::from_code),
        open: query.get_str("show") != Some("all"),
        after: query.get_str("after").and_then(|after| after.parse().ok()),
    };
    page(async move { urges(&request(), filter).await })
}

async fn urges(context: &RequestContext, filter: Filter) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    let today = context.app.clock.today();
    let found = list(&context.app.db, actor, filter).await?;
    let title = t::urging::urges(locale);
    let note = if actor.sees_all_tasks() { t::urging::note_all(locale) } else { t::urging::note_own(locale) };
    let states = vec![
        Tab::new(address(Filter { open: true, ..filter }, None), t::urging::open(locale), filter.open),
        Tab::new(address(Filter { open: false, ..filter }, None), t::urging::every(locale), !filter.open),
    ];
    let nothing = found.lines.is_empty().then(|| {
        view! { <Empty title=t::urging::nothing(locale) text=t::urging::nothing_text(locale) icon="bell" /> }
    });
    let lines = found.lines.iter().map(|one| line(one, true, actor, today, locale)).collect_view();
    let next = found.next.map(|next| address(filter, Some(next.to_string())));
    let foot = (!found.lines.is_empty())
        .then(|| view! { <Pagination text=t::urging::shown(locale, found.lines.len() as i64) next /> });
    let body = view! {
        <PageHead title note />
        <Tabs label=t::urging::state(locale) items=states />
        <Segmented label=t::urging::which(locale) items=levels(filter, locale) />
        <section id="urges" class="panel" data-live="tasks" aria-label=title>
            {nothing}
            <ul class="urges">{lines}</ul>
            {foot}
        </section>
    };
    Ok(Page::new(title, Some(Place::Urges), body))
}

fn levels(filter: Filter, locale: Locale) -> Vec<Tab> {
    let tab = |level: Option<Level>, label: &'static str| {
        Tab::new(address(Filter { level, ..filter }, None), label, filter.level == level)
    };
    let each = Level::ALL.into_iter().rev().map(|level| tab(Some(level), level.label(locale)));
    [tab(None, t::urging::all_levels(locale))].into_iter().chain(each).collect()
}

/// Filters live in the address.
fn address(filter: Filter, after: Option<String>) -> String {
    let pairs = [
        (!filter.open).then(|| "show=all".to_owned()),
        filter.level.map(|level| format!("level={}", level.code())),
        after.map(|after| format!("after={after}")),
    ];
    let pairs: Vec<String> = pairs.into_iter().flatten().collect();
    if pairs.is_empty() { "/urges".to_owned() } else { format!("/urges?{}", pairs.join("&")) }
}
