//! `/inbox`

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use crate::{
    app::page::{Page, page},
    features::notifications::{
        api::{MarkAllRead, MarkRead},
        model::sentence,
        queries::inbox::{Inbox, Line, inbox},
    },
    server::context::{RequestContext, request},
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{Empty, LinkButton, PageHead, Pagination, PostButton, Tab, Tabs},
};

/// What the reader was told, newest first: unread (`/inbox`) or all (`/inbox?show=all`).
#[component]
pub fn InboxPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let unread = query.get_str("show") != Some("all");
    let older = query.get_str("older").map(str::to_owned);
    page(async move { list(&request(), unread, older).await })
}

async fn list(context: &RequestContext, unread: bool, older: Option<String>) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    let older = older.and_then(|older| older.parse().ok());
    let found = inbox(&context.app.db, actor, unread, older).await?;
    let title = t::notifications::inbox(locale);
    let tabs = vec![
        Tab::new("/inbox", t::notifications::unread(locale), unread),
        Tab::new("/inbox?show=all", t::notifications::all(locale), !unread),
    ];
    let actions = view! {
        <LinkButton href="/account/notifications" label=t::notifications::settings(locale) icon="edit" />
    }
    .into_any();
    let body = view! {
        <PageHead title note=t::notifications::inbox_note(locale) actions />
        <Tabs label=t::notifications::which(locale) items=tabs />
        // Tasks too: what the reader may not see any more leaves the list.
        <section id="inbox" data-live="notifications tasks" aria-labelledby="inbox-shown">
            <h2 class="vh" id="inbox-shown">
                {if unread { t::notifications::unread(locale) } else { t::notifications::all(locale) }}
            </h2>
            {lines(&found, unread, locale)}
        </section>
    };
    Ok(Page::new(title, None, body))
}

fn lines(found: &Inbox, unread: bool, locale: Locale) -> AnyView {
    if found.lines.is_empty() {
        let (title, text) = if unread {
            (t::notifications::none_unread(locale), t::notifications::none_unread_text(locale))
        } else {
            (t::notifications::none(locale), t::notifications::none_text(locale))
        };
        return view! { <Empty title text icon="bell" /> }.into_any();
    }
    let items = found.lines.iter().map(|line| item(line, locale)).collect_view();
    let newest = found.lines.iter().find(|line| line.read_at.is_none()).map(|line| line.made_at.timestamp_micros());
    let all = newest.map(|until| {
        let fields = vec![("until", until.to_string())];
        view! { <PostButton action=MarkAllRead::PATH label=t::notifications::mark_all_read(locale) icon="check" fields /> }
    });
    let show = if unread { "" } else { "show=all&" };
    let next = found.older.map(|older| format!("/inbox?{show}older={older}"));
    let text = t::notifications::shown(locale, found.lines.len() as i64);
    view! {
        {all}
        <ul class="inbox">{items}</ul>
        <Pagination text next />
    }
    .into_any()
}

fn item(line: &Line, locale: Locale) -> AnyView {
    let sentence = sentence(&line.topic, &line.args, locale);
    // What concerns no single task is found among what waits.
    let place = line.number.as_ref().map_or_else(|| "/".to_owned(), |number| format!("/tasks/{number}"));
    let urgent = line.urgent.then(|| view! { <strong class="ink-red">{t::notifications::urgent(locale)}" "</strong> });
    let read = if let Some(at) = line.read_at {
        view! { <span class="meta">{t::notifications::read_at(locale, time::minute(at))}</span> }.into_any()
    } else {
        let (fields, label) =
            (vec![("notification", line.id().to_string())], t::notifications::mark_read_of(locale, &sentence));
        view! { <PostButton action=MarkRead::PATH label icon="check" icon_only=true fields /> }.into_any()
    };
    view! {
        <li class="inbox__line" data-unread=line.read_at.is_none().then_some("")>
            <p class="inbox__text">{urgent} <a class="link" href=place>{sentence.clone()}</a></p>
            <time class="meta num" datetime=line.made_at.to_rfc3339()>
                {time::minute(line.made_at)}
            </time>
            {read}
        </li>
    }
    .into_any()
}
