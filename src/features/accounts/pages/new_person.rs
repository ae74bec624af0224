//! `/admin/people/new`

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::{
            api::CreatePerson,
            components::{issued::issued, person_fields::person_fields},
            inputs::PersonForm,
            model::{Issued, can_manage_people},
        },
        units,
    },
    server::{
        context::{RequestContext, request},
        http::forms::{answered, field_errors, returned},
    },
    shared::{error::AppError, ids::CommandKey},
    t,
    ui::{Button, ButtonKind, Crumb, Errors, Form, FormActions, LinkButton, PageHead},
};

/// Opening an account; afterwards the initial password, once.
#[component]
pub fn NewPersonPage() -> impl IntoView {
    page(async move { new_person(&request()).await })
}

async fn new_person(context: &RequestContext) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_manage_people(actor) {
        return Err(AppError::NotFound);
    }
    let title = t::accounts::new_person(locale);
    let crumbs = vec![Crumb::link("/admin/people", t::accounts::people(locale)), Crumb::here(title)];
    let head = view! { <PageHead title crumbs /> }.into_any();
    if let Some(done) = answered::<Issued>("accounts/create_person") {
        let next = view! {
            <LinkButton href=format!("/admin/people/{}", done.person) label=t::accounts::to_person(locale) />
            <LinkButton href="/admin/people/new" label=t::accounts::another_person(locale) />
        }
        .into_any();
        return Ok(Page::new(title, Some(Place::Admin), view! { {head} {issued(&done, locale, next)} }));
    }
    let back = returned("accounts/create_person");
    let form = back.as_ref().map(PersonForm::typed).unwrap_or_default();
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    let key = back.as_ref().and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string());
    let units = units::queries::pick_list(db).await?;
    let body = view! {
        {head}
        <Form action=CreatePerson::PATH key errors=errors.clone()>
            {person_fields(&form, &errors, &units, locale)}
            <FormActions>
                <Button label=t::accounts::open_account(locale) kind=ButtonKind::Primary />
                <LinkButton href="/admin/people" label=t::accounts::cancel(locale) />
            </FormActions>
        </Form>
    };
    Ok(Page::new(title, Some(Place::Admin), body))
}
