//! `/account/password`

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    app::page::{Page, page},
    features::accounts::{
        api::ChangePassword,
        queries::{people, policy::password_policy},
    },
    server::{
        context::request,
        http::forms::{field_errors, returned},
    },
    shared::error::AppError,
    t,
    ui::{
        Button, ButtonKind, Callout, Crumb, Errors, Form, FormActions, LinkButton, PageHead, Panel, PasswordField, Tone,
    },
};

/// Changing one's own password, of one's own will or because it must be.
#[component]
pub fn PasswordPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (locale, db) = (context.locale, &context.app.db);
        let signed_in = context.signed_in.as_ref().ok_or(AppError::SignedOut)?;
        let must = signed_in.must_change_password;
        let account = people::view(db, &signed_in.actor, signed_in.actor.person).await?.account;
        let rules = password_policy(db).await?.sentences(locale);
        let back = returned("accounts/change_password");
        let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
        let title = t::accounts::change_password(locale);
        let crumbs = if must {
            Vec::new()
        } else {
            vec![Crumb::link("/account", t::accounts::my_account(locale)), Crumb::here(title)]
        };
        let notice = must.then(|| {
            view! { <Callout tone=Tone::Yellow><p>{t::accounts::must_change(locale)}</p></Callout> }
        });
        let rules = rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view();
        let cancel = (!must).then(|| view! { <LinkButton href="/account" label=t::accounts::cancel(locale) /> });
        let fields = view! {
            // For password managers, which want to know whose password it is.
            <input type="hidden" autocomplete="username" value=account />
            <PasswordField name="current" label=t::accounts::current_password(locale) error=errors.of("current") />
            <PasswordField
                name="new"
                label=t::accounts::new_password(locale)
                error=errors.of("new")
                autocomplete="new-password"
                reveal=true
            />
            <PasswordField
                name="again"
                label=t::accounts::repeat_password(locale)
                error=errors.of("again")
                hint=t::accounts::password_note(locale)
                autocomplete="new-password"
            />
        }
        .into_any();
        let body = view! {
            <PageHead title crumbs />
            {notice}
            <div class="cols cols--main-side">
                <Form action=ChangePassword::PATH errors=errors.clone()>
                    {fields}
                    <FormActions>
                        <Button label=t::accounts::save_password(locale) kind=ButtonKind::Primary />
                        {cancel}
                    </FormActions>
                </Form>
                <Panel id="policy" title=t::accounts::policy(locale)>
                    <ul class="rule-list">{rules}</ul>
                </Panel>
            </div>
        };
        Ok(Page::new(title, None, body))
    })
}
