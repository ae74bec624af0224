//! `/admin/audit`: the whole record, for the audit administrator.

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::components::admin_tabs::{AdminPlace, admin_tabs},
        activity::{
            components::{
                audit_filters::audit_filters,
                audit_row::{DIGEST_SHOWN, audit_row},
            },
            filter::AuditFilter,
            queries::{
                audit::{self, AuditPage, ChainState},
                unit_names,
            },
        },
    },
    server::{
        audit::content::hex,
        context::{RequestContext, request},
    },
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{Callout, Empty, HeadCell, LinkButton, PageHead, Pagination, Table, Tone},
};

/// The address of the list.
pub const PATH: &str = "/admin/audit";
/// The address of its export.
pub const EXPORT: &str = "/admin/audit/export.csv";
/// Events are sealed within a second; when one waits this long, sealing has stalled.
const STALLED: TimeDelta = TimeDelta::seconds(60);

/// The auditor's list.
#[component]
pub fn AuditListPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let filter = AuditFilter::from_pairs(query.latest_values().map(|(name, value)| (name.as_ref(), value)));
    page(async move { list(&request(), filter).await })
}

async fn list(context: &RequestContext, filter: AuditFilter) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    let found = audit::page(db, actor, &filter).await?;
    let chain = audit::chain(db, actor).await?;
    let names = unit_names(db).await?;
    let stalled = chain.waiting_since.is_some_and(|since| context.app.clock.for_records() - since > STALLED);
    let title = t::activity::audit_title(locale);
    let export = view! { <LinkButton href=filter.href(EXPORT, &[]) label=t::activity::export(locale) icon="download" download=true /> };
    let rows = found.rows.iter().map(|row| audit_row(row, &names, locale)).collect_view().into_any();
    let body = view! {
        <PageHead title note=t::activity::audit_note(locale) actions=export.into_any() />
        {admin_tabs(actor, AdminPlace::Audit, locale)}
        <div id="audit-chain" data-live="audit">{state(&chain, stalled, locale)}</div>
        {audit_filters(&filter, locale)}
        <section class="record" id="audit-rows" data-live="audit" aria-label=title>
            {table(rows, &found, &filter, locale)}
        </section>
    };
    Ok(Page::new(title, Some(Place::Admin), body).wide())
}

fn state(chain: &ChainState, stalled: bool, locale: Locale) -> AnyView {
    let sealed = match &chain.last {
        None => view! { <strong>{t::activity::sealed_none(locale)}</strong> }.into_any(),
        Some(last) => {
            let digest = hex(&last.digest);
            let short = digest.get(..DIGEST_SHOWN).unwrap_or(&digest);
            view! {
                <strong>{t::activity::sealed_to(locale, last.number)}</strong>
                " "
                {t::activity::sealed_at(locale, time::second(last.sealed_at), short)}
            }
            .into_any()
        }
    };
    let waiting = (chain.waiting > 0).then(|| view! { " " {t::activity::waiting(locale, chain.waiting)} });
    let (tone, hint) = if stalled {
        (Tone::Red, t::activity::stalled(locale))
    } else {
        (Tone::Green, t::activity::verify_hint(locale))
    };
    view! {
        <Callout tone icon="audit">
            <p>{sealed}{waiting}</p>
            <p class="meta">{hint}</p>
        </Callout>
    }
    .into_any()
}

fn table(rows: AnyView, found: &AuditPage, filter: &AuditFilter, locale: Locale) -> AnyView {
    if found.rows.is_empty() {
        return view! {
            <Empty title=t::activity::none_found(locale) text=t::activity::none_found_text(locale) icon="search" />
        }
        .into_any();
    }
    let head = view! {
        <HeadCell label=t::activity::time(locale) />
        <HeadCell label=t::activity::actor(locale) />
        <HeadCell label=t::activity::verb(locale) />
        <HeadCell label=t::activity::object(locale) />
        <HeadCell label=t::activity::change(locale) />
    };
    let href = |name, cursor: Option<_>| cursor.map(|cursor| filter.href(PATH, &[(name, format!("{cursor}"))]));
    let text = t::activity::shown(locale, found.rows.len() as i64);
    view! {
        <Table label=t::activity::audit_title(locale) head=head.into_any()>{rows}</Table>
        <Pagination text previous=href("newer", found.newer) next=href("older", found.older) />
    }
    .into_any()
}
