//! `/admin/people` and `/admin/roles`: the same list, leading to accounts and to roles.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::{
            components::{
                admin_tabs::{AdminPlace, admin_tabs},
                people_list::people_list,
            },
            model::{can_grant_roles, can_manage_people},
            queries::people::{self, PeopleFilter},
        },
        units,
    },
    server::context::{RequestContext, request},
    shared::error::AppError,
    t,
    ui::{ButtonKind, LinkButton, PageHead},
};

/// Accounts, for the system administrator.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let filter = filter();
    page(async move {
        let context = request();
        if !can_manage_people(context.actor()?) {
            return Err(AppError::NotFound);
        }
        let new = t::accounts::new_person(context.locale);
        let actions =
            view! { <LinkButton href="/admin/people/new" label=new icon="plus" kind=ButtonKind::Primary /> }.into_any();
        list(&context, AdminPlace::People, &filter, Some(actions)).await
    })
}

/// People and their roles, for the security administrator.
#[component]
pub fn RolesPage() -> impl IntoView {
    let filter = filter();
    page(async move {
        let context = request();
        if !can_grant_roles(context.actor()?) {
            return Err(AppError::NotFound);
        }
        list(&context, AdminPlace::Roles, &filter, None).await
    })
}

fn filter() -> PeopleFilter {
    use_query_map().with_untracked(|query| PeopleFilter::from_query(|name| query.get(name)))
}

async fn list(
    context: &RequestContext,
    place: AdminPlace,
    filter: &PeopleFilter,
    actions: Option<AnyView>,
) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    let found = people::page(db, actor, filter).await?;
    let units = units::queries::all_units(db).await?;
    let title = place.label(locale);
    let note = place.note(locale);
    let head = match actions {
        Some(actions) => view! { <PageHead title note actions /> }.into_any(),
        None => view! { <PageHead title note /> }.into_any(),
    };
    let body = view! {
        {head}
        {admin_tabs(actor, place, locale)}
        {people_list(place.path(), filter, &found, &units, locale)}
    };
    Ok(Page::new(title, Some(Place::Admin), body).wide())
}
