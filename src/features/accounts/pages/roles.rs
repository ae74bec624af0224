//! `/admin/roles/{id}`: the roles of one person.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::{
            api::{GrantRole, ResetCodes, WithdrawRole},
            model::{
                ROLE_VERBS, can_grant, can_grant_roles, can_reset_second_factor, can_withdraw, role_label, role_note,
            },
            queries::{
                people::{self, PersonView},
                second_factor::{Factor, factor_of},
            },
        },
        activity::{components::history::history_panel, queries::history::Record},
    },
    server::{
        context::request,
        http::forms::{field_errors, returned},
    },
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::PersonId,
        locale::Locale,
    },
    t,
    ui::{
        Button, ButtonKind, Callout, Choice, Crumb, Dialog, DialogCancel, DialogLink, Errors, Form, FormActions,
        HeadCell, PageHead, Panel, PostButton, Select, Table,
    },
};

/// Granting and withdrawing roles of one person.
#[component]
pub fn PersonRolesPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let earlier = use_query_map().with_untracked(|query| query.get("history"));
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        if !can_grant_roles(actor) {
            return Err(AppError::NotFound);
        }
        let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
        let person = people::view(&context.app.db, actor, id).await?;
        let record = Record::new("person", id.0).only(&ROLE_VERBS);
        let here = format!("/admin/roles/{id}");
        let past = history_panel(&context.app.db, record, &here, earlier.as_deref(), locale).await?;
        let factor = factor_of(&context.app.db, id, context.app.clock.now()).await?;
        let title = t::accounts::roles_of(locale, &person.name);
        let crumbs = vec![Crumb::link("/admin/roles", t::accounts::roles(locale)), Crumb::here(person.name.clone())];
        let note = format!("{} · {}", person.account, person.unit.1);
        let own = (actor.person == id).then(|| view! { <Callout><p>{t::accounts::own_roles(locale)}</p></Callout> });
        let body = view! {
            <PageHead title=title.clone() note crumbs />
            {own}
            <div class="cols cols--main-side">
                <div class="stack stack--l">{held(&person, actor, locale)} {past}</div>
                <div class="stack stack--l">{grant(&person, actor, locale)} {codes(&person, factor, actor, locale)}</div>
            </div>
        };
        Ok(Page::new(title, Some(Place::Admin), body))
    })
}

/// Whether the person uses one-time codes; taken away when the telephone is lost.
fn codes(person: &PersonView, factor: Factor, actor: &Actor, locale: Locale) -> AnyView {
    let label = t::accounts::codes_reset(locale);
    let content = match (factor, can_reset_second_factor(actor, person.id)) {
        (Factor::None | Factor::Begun, _) => view! { <p class="quiet">{t::accounts::codes_off(locale)}</p> }.into_any(),
        (Factor::InUse { .. }, Err(_)) => view! { <p>{t::accounts::codes_on(locale)}</p> }.into_any(),
        (Factor::InUse { .. }, Ok(())) => {
            let title = t::accounts::codes_reset_title(locale, &person.name);
            let fields = vec![("person", person.id.to_string())];
            view! {
                <p>{t::accounts::codes_on(locale)}</p>
                <DialogLink target="reset-codes" label kind=ButtonKind::Danger />
                <Dialog id="reset-codes" title>
                    <Form action=ResetCodes::PATH fields>
                        <p>{t::accounts::codes_reset_note(locale)}</p>
                        <div class="dialog__foot">
                            <Button label kind=ButtonKind::Danger />
                            <DialogCancel />
                        </div>
                    </Form>
                </Dialog>
            }
            .into_any()
        }
    };
    view! { <Panel id="codes" title=t::accounts::codes(locale)>{content}</Panel> }.into_any()
}

fn held(person: &PersonView, actor: &Actor, locale: Locale) -> AnyView {
    let head = view! {
        <HeadCell label=t::accounts::role(locale) />
        <HeadCell label=t::accounts::action(locale) />
    }
    .into_any();
    let rows = person.roles.iter().map(|role| held_row(role, person, actor, locale)).collect_view();
    let content = if person.roles.iter().next().is_some() {
        view! { <Table label=t::accounts::held_roles(locale) head>{rows}</Table> }.into_any()
    } else {
        view! { <p class="quiet">{t::accounts::no_role(locale)}</p> }.into_any()
    };
    view! { <Panel id="held" title=t::accounts::held_roles(locale)>{content}</Panel> }.into_any()
}

fn held_row(role: Role, person: &PersonView, actor: &Actor, locale: Locale) -> AnyView {
    // Whether somebody else holds the same part is known only inside the command.
    let action = can_withdraw(actor, person.id, role, 1).is_ok().then(|| {
        let fields = vec![("person", person.id.to_string()), ("role", role.code().to_owned())];
        let label = t::accounts::withdraw_of(locale, role_label(role, locale));
        view! { <PostButton action=WithdrawRole::PATH label fields /> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {role_label(role, locale)}
                <br />
                <span class="meta--s">{role_note(role, locale)}</span>
            </th>
            <td role="cell">{action}</td>
        </tr>
    }
    .into_any()
}

fn grant(person: &PersonView, actor: &Actor, locale: Locale) -> AnyView {
    let back = returned("accounts/grant_role");
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    let options: Vec<Choice> = Role::ALL
        .into_iter()
        .filter(|role| !person.roles.has(*role) && can_grant(actor, person.id, person.roles, *role).is_ok())
        .map(|role| Choice::new(role.code(), role_label(role, locale)))
        .collect();
    let content = if options.is_empty() {
        view! { <p class="quiet">{t::accounts::nothing_to_grant(locale)}</p> }.into_any()
    } else {
        view! {
            <Form action=GrantRole::PATH fields=vec![("person", person.id.to_string())] errors=errors.clone()>
                <Select
                    name="role"
                    label=t::accounts::role(locale)
                    options
                    empty=t::accounts::choose_role(locale)
                    error=errors.of("role")
                    required=true
                />
                <FormActions>
                    <Button label=t::accounts::grant(locale) kind=ButtonKind::Primary />
                </FormActions>
            </Form>
        }
        .into_any()
    };
    view! { <Panel id="grant" title=t::accounts::grant_role(locale)>{content}</Panel> }.into_any()
}
