//! `/tasks/{number}/report?period=2016-11-01`: the report of the reader's unit.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::reports::{
        components::{form::report_form, others::others},
        queries::{
            page::{ReportPage, report_page},
            stored::Stored,
        },
    },
    server::context::{RequestContext, request},
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{Callout, Crumb, LinkButton, PageHead, Tone},
};

/// One screen.
#[component]
pub fn ReportFormPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    let period = use_query_map().with_untracked(|query| query.get("period"));
    page(async move { report(&request(), &number, period.as_deref()).await })
}

async fn report(context: &RequestContext, number: &str, asked: Option<&str>) -> Result<Page, AppError> {
    let (actor, locale, today) = (context.actor()?, context.locale, context.app.clock.today());
    let page = report_page(&context.app.db, actor, number, asked, today, locale).await?;
    let of = &page.standing;
    let title = t::reports::title(locale, &of.number);
    let crumbs = vec![
        Crumb::link("/tasks", t::tasks::ledger(locale)),
        Crumb::link(format!("/tasks/{}", of.number), of.number.clone()),
        Crumb::here(t::reports::report(locale)),
    ];
    let period = page.period.label(of.rule.every, locale);
    let due = t::reports::due_by(locale, period, time::short_day(page.due_on));
    let sent = page.stored.as_ref().filter(|stored| stored.counts());
    let work = if let Some(sent) = sent {
        is_sent(&page, sent, locale)
    } else {
        let late = page.due_on < today && page.stored.as_ref().is_none_or(|stored| stored.first_sent_at.is_none());
        let late = late.then(|| t::reports::late_note(locale, time::short_day(page.due_on)));
        view! {
            {late.map(|late| view! { <Callout tone=Tone::Yellow><p>{late}</p></Callout> })}
            {returned(&page, locale)}
            <section class="panel">{report_form(&page, actor, locale)}</section>
        }
        .into_any()
    };
    let body = view! {
        <div class="stack report-page">
            <PageHead title=title.clone() note=of.title.clone() crumbs />
            <p class="meta">{due}</p>
            {owed(&page, locale)}
            {work}
            {others(&page, locale).filter(|_| sent.is_none())}
        </div>
    };
    Ok(Page::new(title, Some(Place::Work), body))
}

/// What was sent is on the task's page; here only the way there.
fn is_sent(page: &ReportPage, sent: &Stored, locale: Locale) -> AnyView {
    let period = page.period.label(page.standing.rule.every, locale);
    let who = sent.sent.as_ref().map(|(at, person)| t::reports::sent_on(locale, person, time::minute(*at)));
    let href = format!("/tasks/{}#reports", page.standing.number);
    view! {
        <Callout tone=Tone::Green>
            <p>{t::reports::is_sent(locale, period)}</p>
            <p>{who}</p>
            <LinkButton href label=t::reports::look_at_sent(locale) icon="edit" />
        </Callout>
    }
    .into_any()
}

fn returned(page: &ReportPage, locale: Locale) -> Option<AnyView> {
    let (at, person, reason) = page.stored.as_ref()?.returned.as_ref()?;
    let text = t::reports::was_returned(locale, person, time::minute(*at), reason);
    Some(view! { <Callout tone=Tone::Red><p>{text}</p></Callout> }.into_any())
}

/// The period before was forgotten.
fn owed(page: &ReportPage, locale: Locale) -> Option<AnyView> {
    let owed = page.owed?;
    let text = t::reports::previous_missing(locale, owed.label(page.standing.rule.every, locale));
    let href = format!("/tasks/{}/report?period={}", page.standing.number, time::day(owed.start));
    Some(
        view! {
            <Callout tone=Tone::Yellow>
                <p>{text}</p>
                <LinkButton href label=t::reports::report_previous(locale) />
            </Callout>
        }
        .into_any(),
    )
}
