//! `/admin/people/{id}`

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::{
            api::{Disable, EditPerson, Enable, ResetPassword},
            components::{issued::issued, people_list::role_words, person_fields::person_fields, theirs::theirs},
            inputs::PersonForm,
            model::{ACCOUNT_VERBS, Issued, can_disable, can_manage_people, can_reset_password},
            queries::people::{self, PersonView},
        },
        activity::{components::history::history_panel, queries::history::Record},
        units::{self, queries::UnitRow},
    },
    server::{
        context::{RequestContext, request},
        http::forms::{answered, field_errors, returned},
    },
    shared::{
        actor::Actor,
        error::AppError,
        ids::{CommandKey, PersonId},
        locale::Locale,
        time,
    },
    t,
    ui::{
        Button, ButtonKind, Crumb, Dialog, DialogCancel, DialogLink, Errors, Form, FormActions, LinkButton, Outcome,
        OutcomeKind, PageHead, Panel, PostButton, State,
    },
};

/// Correcting an account, resetting its password, disabling it.
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let earlier = use_query_map().with_untracked(|query| query.get("history"));
    page(async move {
        let context = request();
        let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
        person(&context, id, earlier.as_deref()).await
    })
}

async fn person(context: &RequestContext, id: PersonId, earlier: Option<&str>) -> Result<Page, AppError> {
    let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
    if !can_manage_people(actor) {
        return Err(AppError::NotFound);
    }
    let person = people::view(db, actor, id).await?;
    let record = Record::new("person", id.0).only(&ACCOUNT_VERBS);
    let past = history_panel(db, record, &format!("/admin/people/{id}"), earlier, locale).await?;
    let units = units::queries::all_units(db).await?;
    let title = person.name.clone();
    let crumbs = vec![Crumb::link("/admin/people", t::accounts::people(locale)), Crumb::here(title.clone())];
    let note = format!("{} · {}", person.account, person.unit.1);
    let told = answered::<Issued>("accounts/reset_password").map(|done| issued(&done, locale, ().into_any()));
    let side = view! { {password_and_state(&person, actor, locale)} {roles(&person, locale)} }.into_any();
    let body = view! {
        <PageHead title=title.clone() note crumbs />
        {told}
        <div class="cols cols--main-side">
            <div class="stack stack--l">{edit(&person, &units, locale)} {past}</div>
            <div class="stack stack--l">{side}</div>
        </div>
    };
    Ok(Page::new(title, Some(Place::Admin), body))
}

fn edit(person: &PersonView, units: &[UnitRow], locale: Locale) -> AnyView {
    let back = returned("accounts/edit_person");
    let stored = PersonForm::of(person);
    let form = back.as_ref().map_or_else(|| stored.clone(), PersonForm::typed);
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    // After a conflict the form is at the stored version: saving again is a decision, made with both texts in view.
    let conflict = back.as_ref().is_some_and(|back| back.error == AppError::Conflict);
    let kept = |field: &str| back.as_ref().filter(|_| !conflict).and_then(|back| back.value(field));
    let key = kept("key").unwrap_or_else(|| CommandKey::new().to_string());
    let version = kept("version").unwrap_or_else(|| person.version.to_string());
    let theirs = conflict.then(|| theirs(form.clone().compared(stored, locale), locale));
    // A closed unit can be kept, not chosen.
    let choices: Vec<UnitRow> =
        units.iter().filter(|unit| unit.closed_on.is_none() || unit.code == person.unit.0).cloned().collect();
    let fields = vec![("person", person.id.to_string()), ("version", version)];
    view! {
        {theirs}
        <Panel id="edit" title=t::accounts::edit_person(locale)>
            <Form action=EditPerson::PATH key fields errors=errors.clone()>
                {person_fields(&form, &errors, &choices, locale)}
                <FormActions>
                    <Button label=t::accounts::save(locale) kind=ButtonKind::Primary />
                    <LinkButton href="/admin/people" label=t::accounts::cancel(locale) />
                </FormActions>
            </Form>
        </Panel>
    }
    .into_any()
}

fn password_and_state(person: &PersonView, actor: &Actor, locale: Locale) -> AnyView {
    let opened = t::accounts::created_on(locale, time::day(time::office_day(person.created_at)));
    let since = t::accounts::password_since(locale, time::day(time::office_day(person.password_set_at)));
    let state = match person.disabled_at {
        Some(at) => {
            let label = t::accounts::disabled_since(locale, time::minute(at));
            view! { <Outcome kind=OutcomeKind::Stop label /> }.into_any()
        }
        None if person.must_change_password => view! { <State label=t::accounts::first_sign_in(locale) /> }.into_any(),
        None => view! { <State label=t::accounts::in_use(locale) /> }.into_any(),
    };
    let steps = view! { {reset(person, actor, locale)} {disable_or_enable(person, actor, locale)} }.into_any();
    view! {
        <Panel id="state" title=t::accounts::password_and_state(locale)>
            <div class="stack">
                <p>{state}</p>
                <p class="meta">{opened} <br /> {since}</p>
                {steps}
            </div>
        </Panel>
    }
    .into_any()
}

/// Why a step is not open to the reader, in words.
fn reason(refusal: AppError) -> Option<String> {
    match refusal {
        AppError::Refused(reason) => Some(reason),
        _ => None,
    }
}

fn reset(person: &PersonView, actor: &Actor, locale: Locale) -> AnyView {
    let label = t::accounts::reset_password(locale);
    if let Err(refusal) = can_reset_password(actor, person.id, person.roles) {
        return view! { <Button label reason=reason(refusal.told(locale)) /> }.into_any();
    }
    let fields = vec![("person", person.id.to_string())];
    let title = t::accounts::reset_title(locale, &person.name);
    view! {
        <DialogLink target="reset" label />
        <Dialog id="reset" title>
            <Form action=ResetPassword::PATH fields>
                <p>{t::accounts::reset_note(locale)}</p>
                <div class="dialog__foot">
                    <Button label kind=ButtonKind::Primary />
                    <DialogCancel />
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn disable_or_enable(person: &PersonView, actor: &Actor, locale: Locale) -> AnyView {
    let fields = vec![("person", person.id.to_string())];
    if person.disabled_at.is_some() {
        return view! { <PostButton action=Enable::PATH label=t::accounts::enable(locale) fields /> }.into_any();
    }
    let label = t::accounts::disable(locale);
    // Whether somebody else holds the same part is known only inside the command.
    if let Err(refusal) = can_disable(actor, person.id, person.roles, 1) {
        return view! { <Button label kind=ButtonKind::Danger reason=reason(refusal.told(locale)) /> }.into_any();
    }
    let title = t::accounts::disable_title(locale, &person.name);
    view! {
        <DialogLink target="disable" label kind=ButtonKind::Danger />
        <Dialog id="disable" title>
            <Form action=Disable::PATH fields>
                <p>{t::accounts::disable_note(locale)}</p>
                <div class="dialog__foot">
                    <Button label kind=ButtonKind::Danger />
                    <DialogCancel />
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn roles(person: &PersonView, locale: Locale) -> AnyView {
    let words = role_words(person.roles, locale);
    view! {
        <Panel id="roles" title=t::accounts::their_roles(locale)>
            <p>{words}</p>
            <p class="meta">{t::accounts::their_roles_note(locale)}</p>
        </Panel>
    }
    .into_any()
}
