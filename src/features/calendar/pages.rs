//! `/admin/calendar?year=2016`

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    components::{
        forms::{day_form, year_form},
        listed::listed,
        months::months,
    },
    model::{YEARS, missing_years},
    queries::{YearView, view, year_of},
};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::accounts::components::admin_tabs::{AdminPlace, admin_tabs},
    server::context::request,
    shared::locale::Locale,
    t,
    ui::{Callout, LinkButton, PageHead, Panel, Tone},
};

/// A year of the calendar, with what changes it.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let (year, chosen) = (query.get("year"), query.get("day"));
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        let today = context.app.clock.today();
        let view = view(&context.app.db, actor, year_of(year.as_deref(), today)).await?;
        let (title, note) = (t::calendar::title(locale), t::calendar::year_of(locale, view.year));
        let name = format!("{title} · {note}");
        let (year_heading, shown) = (note.clone(), months(view.year, &view.calendar, today, locale));
        let body = view! {
            <PageHead title note actions=years(view.year, locale) />
            {admin_tabs(actor, AdminPlace::Calendar, locale)}
            {warnings(&view, today, locale)}
            <div class="cols cols--main-side">
                <div class="stack stack--l">
                    <Panel id="year" title=year_heading>
                        <div class="stack">{shown}</div>
                    </Panel>
                    {listed(&view, locale)}
                </div>
                <div class="stack stack--l">
                    {day_form(&view, chosen.as_deref(), locale)} {year_form(&view, locale)}
                </div>
            </div>
        };
        Ok(Page::new(name, Some(Place::Admin), body).wide())
    })
}

/// The years before and after.
fn years(year: i32, locale: Locale) -> AnyView {
    let link = |year: i32, icon: &'static str| {
        YEARS.contains(&year).then(|| {
            let label = t::calendar::year_of(locale, year);
            view! { <LinkButton href=format!("/admin/calendar?year={year}") label icon /> }
        })
    };
    view! { {link(year - 1, "left")} {link(year + 1, "right")} }.into_any()
}

/// A callout for each year that should be published and is not, each leading to it; and one on a further such year's own
/// page.
fn warnings(view: &YearView, today: NaiveDate, locale: Locale) -> AnyView {
    let mut years = missing_years(&view.calendar, today);
    if view.notice.is_none() && !years.contains(&view.year) {
        years.push(view.year);
    }
    years
        .into_iter()
        .map(|year| {
            let link = (year != view.year).then(|| {
                let label = t::calendar::to_year(locale, year);
                view! {
                    <a class="link" href=format!("/admin/calendar?year={year}")>
                        {label}
                    </a>
                }
            });
            view! {
                <Callout tone=Tone::Yellow>
                    <p>{t::calendar::missing(locale, year)} " " {link}</p>
                </Callout>
            }
        })
        .collect_view()
        .into_any()
}
