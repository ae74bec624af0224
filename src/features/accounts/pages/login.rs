//! `/login`

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::use_query_map;

use crate::{
    app::page::{Page, page},
    features::accounts::{
        api::{GiveCode, SignIn},
        sample::{SAMPLE_PASSWORD, sample_accounts},
    },
    server::{
        context::request,
        http::{
            forms::{answered, field_errors, returned},
            redirect,
        },
    },
    shared::{error::AppError, locale::Locale},
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
        let sample = context.sample.then(|| sample(locale));
        let form = match ticket() {
            Some(ticket) => code_form(ticket, next, locale),
            None => password_form(next, locale),
        };
        let body = view! {
            <h1>{t::accounts::sign_in_title(locale)}</h1>
            {form}
            <p class="meta">{t::accounts::sign_in_note(locale)}</p>
            {sample}
        };
        Ok(Page::new(t::accounts::sign_in_title(locale), None, body))
    })
}

/// The ticket of the step that asks for a one-time code, when the password was right or the code was not.
fn ticket() -> Option<String> {
    let issued = answered::<Option<String>>("accounts/sign_in").flatten();
    issued.or_else(|| {
        let back = returned("accounts/give_code")?;
        // When the ticket ran out one begins with the password again.
        if matches!(back.error, AppError::Refused(_)) { None } else { back.value("ticket") }
    })
}

fn password_form(next: String, locale: Locale) -> AnyView {
    let back = returned("accounts/sign_in");
    let account = back.as_ref().and_then(|back| back.value("account")).unwrap_or_default();
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    view! {
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
    }
    .into_any()
}

fn code_form(ticket: String, next: String, locale: Locale) -> AnyView {
    let back = returned("accounts/give_code");
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    view! {
        <Form
            action=GiveCode::PATH
            fields=vec![("next", next), ("ticket", ticket)]
            errors=errors.clone()
            refusal=t::accounts::not_signed_in(locale)
        >
            <TextField
                name="one_time_code"
                label=t::accounts::one_time_code(locale)
                hint=t::accounts::one_time_code_hint(locale)
                error=errors.of("one_time_code")
                required=true
                autocomplete="one-time-code"
            />
            <Button label=t::accounts::sign_in(locale) kind=ButtonKind::Primary class="btn--lg btn--block" />
            <a class="link" href="/login">{t::accounts::sign_in_again(locale)}</a>
        </Form>
    }
    .into_any()
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
