//! `/account/codes`: one's own one-time codes.

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    app::page::{Page, page},
    features::accounts::{
        api::{BeginCodes, ConfirmCodes, RemoveCodes, RenewRecoveryCodes},
        components::qr::qr,
        queries::{
            people,
            second_factor::{Factor, factor_of, rule, unconfirmed_secret},
        },
        second_factor::{address, secret_text},
    },
    server::{
        context::{RequestContext, SignedIn, request},
        http::forms::{answered, field_errors, returned},
    },
    shared::{error::AppError, locale::Locale},
    t,
    ui::{
        Button, ButtonKind, Callout, Crumb, Errors, Form, FormActions, PageHead, Panel, PasswordField, PostButton,
        TextField, Tone,
    },
};

/// Setting up one-time codes, new recovery codes, doing without again.
#[component]
pub fn CodesPage() -> impl IntoView {
    page(async move {
        let context = request();
        let locale = context.locale;
        let signed_in = context.signed_in.clone().ok_or(AppError::SignedOut)?;
        let must = signed_in.must_set_up_codes;
        let factor = factor_of(&context.app.db, signed_in.actor.person, context.app.clock.now()).await?;
        let content = match factor {
            Factor::None => begin(locale),
            Factor::Begun => confirm(&context, &signed_in).await?,
            Factor::InUse { recovery_codes } => in_use(&context, &signed_in, recovery_codes).await?,
        };
        let title = t::accounts::codes(locale);
        let in_use = matches!(factor, Factor::InUse { .. });
        let crumbs = if must && !in_use {
            Vec::new()
        } else {
            vec![Crumb::link("/account", t::accounts::my_account(locale)), Crumb::here(title)]
        };
        let notice = (must && !in_use).then(|| {
            view! { <Callout tone=Tone::Yellow><p>{t::accounts::must_set_up_codes(locale)}</p></Callout> }
        });
        let told = answered::<Vec<String>>("accounts/confirm_codes")
            .or_else(|| answered("accounts/renew_recovery_codes"))
            .map(|codes| recovery(&codes, locale));
        let body = view! {
            <PageHead title note=t::accounts::codes_note(locale) crumbs />
            {notice}
            {told}
            {content}
        };
        Ok(Page::new(title, None, body))
    })
}

fn begin(locale: Locale) -> AnyView {
    view! {
        <Panel id="codes" title=t::accounts::codes_off(locale)>
            <div class="stack">
                <p>{t::accounts::codes_what(locale)}</p>
                <PostButton action=BeginCodes::PATH label=t::accounts::codes_begin(locale) kind=ButtonKind::Primary />
            </div>
        </Panel>
    }
    .into_any()
}

async fn confirm(context: &RequestContext, signed_in: &SignedIn) -> Result<AnyView, AppError> {
    let (db, locale, person) = (&context.app.db, context.locale, signed_in.actor.person);
    let secret = unconfirmed_secret(db, person).await?;
    let account = people::view(db, &signed_in.actor, person).await?.account;
    let code = qr(&address(&secret, t::shell::product(locale), &account), t::accounts::codes_qr(locale));
    let errors = errors("accounts/confirm_codes");
    Ok(view! {
        <div class="cols cols--main-side">
            <Panel id="codes" title=t::accounts::codes_scan(locale)>
                <div class="stack">
                    <p>{t::accounts::codes_how(locale)}</p>
                    {code}
                    <p>
                        {t::accounts::codes_secret(locale)} <br />
                        <output class="initial-password" lang="zxx">{secret_text(&secret)}</output>
                    </p>
                    <PostButton action=BeginCodes::PATH label=t::accounts::codes_anew(locale) />
                </div>
            </Panel>
            <Panel id="confirm" title=t::accounts::codes_confirm(locale)>
                <Form action=ConfirmCodes::PATH errors=errors.clone()>
                    <TextField
                        name="one_time_code"
                        label=t::accounts::one_time_code(locale)
                        hint=t::accounts::codes_confirm_hint(locale)
                        error=errors.of("one_time_code")
                        required=true
                        autocomplete="one-time-code"
                        inputmode="numeric"
                    />
                    <PasswordField
                        name="current"
                        label=t::accounts::current_password(locale)
                        error=errors.of("current")
                        hint=t::accounts::codes_end_others(locale)
                    />
                    <FormActions>
                        <Button label=t::accounts::codes_turn_on(locale) kind=ButtonKind::Primary />
                    </FormActions>
                </Form>
            </Panel>
        </div>
    }
    .into_any())
}

async fn in_use(context: &RequestContext, signed_in: &SignedIn, left: i64) -> Result<AnyView, AppError> {
    let locale = context.locale;
    let must = rule(&context.app.db, context.app.sample).await?.asks(signed_in.actor.roles);
    let renewing = errors("accounts/renew_recovery_codes");
    let removing = errors("accounts/remove_codes");
    let remove = if must {
        view! { <p class="quiet">{t::accounts::factor_needed(locale)}</p> }.into_any()
    } else {
        view! {
            <Form action=RemoveCodes::PATH errors=removing.clone()>
                <PasswordField
                    id="remove-current"
                    name="current"
                    label=t::accounts::current_password(locale)
                    error=removing.of("current")
                    hint=t::accounts::codes_end_others(locale)
                />
                <FormActions>
                    <Button label=t::accounts::codes_remove(locale) kind=ButtonKind::Danger />
                </FormActions>
            </Form>
        }
        .into_any()
    };
    Ok(view! {
        <div class="cols cols--2">
            <Panel id="recovery" title=t::accounts::recovery_codes(locale) note=t::accounts::recovery_left(locale, left)>
                <Form action=RenewRecoveryCodes::PATH errors=renewing.clone()>
                    <p>{t::accounts::recovery_what(locale)}</p>
                    <PasswordField
                        name="current"
                        label=t::accounts::current_password(locale)
                        error=renewing.of("current")
                    />
                    <FormActions>
                        <Button label=t::accounts::recovery_renew(locale) />
                    </FormActions>
                </Form>
            </Panel>
            <Panel id="codes" title=t::accounts::codes_on(locale)>
                <div class="stack">
                    <p>{t::accounts::codes_asked(locale)}</p>
                    {remove}
                </div>
            </Panel>
        </div>
    }
    .into_any())
}

fn errors(function: &str) -> Errors {
    Errors(returned(function).map(|back| field_errors(&back.error)).unwrap_or_default())
}

/// Recovery codes, the one time they are shown.
fn recovery(codes: &[String], locale: Locale) -> AnyView {
    let items = codes.iter().map(|code| view! { <li>{code.clone()}</li> }).collect_view();
    view! {
        <div role="status">
            <Callout tone=Tone::Green icon="lock">
                <h2>{t::accounts::recovery_shown(locale)}</h2>
                <ul class="initial-password recovery-codes" lang="zxx">{items}</ul>
                <p>{t::accounts::recovery_once(locale)}</p>
            </Callout>
        </div>
    }
    .into_any()
}
