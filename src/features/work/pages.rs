//! `/`: what waits for the reader.

use leptos::prelude::*;

use super::{
    components::{group, others, sign_all},
    model::by_urgency,
    queries,
};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::calendar,
    server::context::request,
    t,
    ui::{Empty, PageHead},
};

/// Everybody's first page.
#[component]
pub fn WorkPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
        let today = context.app.clock.today();
        let items = queries::items(db, actor, today, locale).await?;
        let waited_for = queries::of_others(db, actor, today, locale).await?;
        let days = calendar::queries::read(db).await?;
        let title = t::work::my_work(locale);
        let note = t::work::waiting(locale, items.len() as i64);
        let actions = sign_all(&items, locale);
        let nothing = items.is_empty().then(|| {
            view! { <Empty title=t::work::nothing(locale) text=t::work::nothing_text(locale) icon="check" /> }
        });
        let groups: Vec<_> = by_urgency(items, today, &days)
            .into_iter()
            .map(|(urgency, items)| group(urgency, &items, locale))
            .collect();
        let body = view! {
            <div id="work" class="stack" data-live="tasks">
                <PageHead title note actions />
                {nothing}
                {groups}
                {others(&waited_for, locale)}
            </div>
        };
        Ok(Page::new(title, Some(Place::Work), body))
    })
}
