//! `/login`

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use crate::{
    app::page::{Page, page},
    features::accounts::{
        api::SignIn,
        sample::{SAMPLE_PASSWORD, sample_accounts},
    },
    server::{
        context::request,
        http::{
            forms::{field_errors, returned},
            redirect,
        },
    },
    shared::locale::Locale,
    t,
    ui::{Button, ButtonKind, Disclosure, Errors, Form, HeadCell, PasswordField, Table, TextField},
};

/// The sign-in page.
#[component]
pub fn LoginPage() -> impl IntoView {
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_else(|| "/".to_owned());
    page(async move {
        let context = request();
        let locale = context.locale;
        if context.signed_in.is_some() {
            redirect::to(&redirect::inside(&next));
        }
        let back = returned("accounts/sign_in");
        let account = back.as_ref().and_then(|back| back.value("account")).unwrap_or_default();
        let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
        let sample = context.sample.then(|| sample(locale));
        let body = view! {
            <h1>{t::accounts::sign_in_title(locale)}</h1>
            <Form
                action=SignIn::PATH
                fields=vec![("next", next)]
                errors=errors.clone()
                refusal=t::accounts::not_signed_in(locale)
            >
                <TextField
                    name="account"
                    label=t::accounts::account(locale)
                    value=account
                    error=errors.of("account")
                    required=true
                    autocomplete="username"
                />
                <PasswordField name="password" label=t::accounts::password(locale) error=errors.of("password") reveal=true />
                <Button label=t::accounts::sign_in(locale) kind=ButtonKind::Primary class="btn--lg btn--block" />
            </Form>
            <p class="meta">{t::accounts::sign_in_note(locale)}</p>
            {sample}
        };
        Ok(Page::new(t::accounts::sign_in_title(locale), None, body))
    })
}

/// The accounts that the sample data comes with.
fn sample(locale: Locale) -> AnyView {
    let head = view! {
        <HeadCell label=t::accounts::role(locale) />
        <HeadCell label=t::accounts::account(locale) />
        <HeadCell label=t::accounts::unit(locale) />
    }
    .into_any();
    let rows = sample_accounts(locale)
        .into_iter()
        .map(|account| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{account.role}</th>
                    <td role="cell"><code>{account.account}</code></td>
                    <td role="cell">{account.unit}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Disclosure summary=t::accounts::sample_accounts(locale)>
            <div class="stack stack--s">
                <p>{t::accounts::sample_accounts_text(locale, SAMPLE_PASSWORD)}</p>
                <Table label=t::accounts::sample_accounts(locale) head>{rows}</Table>
            </div>
        </Disclosure>
    }
    .into_any()
}
