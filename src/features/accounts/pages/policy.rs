//! `/admin/policy`

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::accounts::{
        api::{ChooseCodesRule, ChoosePolicy},
        components::admin_tabs::{AdminPlace, admin_tabs},
        model::{ABSOLUTE_LIMIT, FAILURES_ALLOWED, FAILURES_OF_ADDRESS, IDLE_LIMIT, WAITING_TIME, can_choose_policy},
        policy::PasswordPolicy,
        queries::{policy::password_policy, second_factor::rule},
        second_factor::SecondFactorRule,
    },
    server::{
        context::request,
        http::forms::{field_errors, returned},
    },
    shared::{error::AppError, locale::Locale},
    t,
    ui::{Button, Choice, Errors, Form, FormActions, PageHead, Panel, PostButton, Select, State},
};

/// The password policies, the one in force marked; and the limits of sessions.
#[component]
pub fn PolicyPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        if !can_choose_policy(actor) {
            return Err(AppError::NotFound);
        }
        let chosen = password_policy(&context.app.db).await?;
        let codes_rule = rule(&context.app.db, context.app.sample).await?;
        let panels =
            PasswordPolicy::ALL.into_iter().map(|policy| panel(policy, policy == chosen, locale)).collect_view();
        let title = t::accounts::policy(locale);
        let body = view! {
            <PageHead title note=t::accounts::policy_note(locale) />
            {admin_tabs(actor, AdminPlace::Policy, locale)}
            <div class="cols cols--2">{panels}</div>
            <div class="cols cols--2">{limits(locale)} {codes(codes_rule, locale)}</div>
        };
        Ok(Page::new(title, Some(Place::Admin), body))
    })
}

fn panel(policy: PasswordPolicy, chosen: bool, locale: Locale) -> AnyView {
    let rules = policy.sentences(locale).into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view();
    let text = match policy {
        PasswordPolicy::Mlps3 => t::accounts::policy_mlps3_text(locale),
        PasswordPolicy::Asvs5 => t::accounts::policy_asvs5_text(locale),
    };
    let foot = if chosen {
        view! { <State label=t::accounts::policy_in_force(locale) mine=true /> }.into_any()
    } else {
        let fields = vec![("policy", policy.code().to_owned())];
        view! {
            <PostButton action=ChoosePolicy::PATH label=t::accounts::policy_choose(locale) fields />
            <span class="meta">{t::accounts::policy_choose_note(locale)}</span>
        }
        .into_any()
    };
    view! {
        <Panel id=policy.code() title=policy.label(locale) foot>
            <p class="meta">{text}</p>
            <ul class="rule-list">{rules}</ul>
        </Panel>
    }
    .into_any()
}

/// Who must use one-time codes.
fn codes(in_force: SecondFactorRule, locale: Locale) -> AnyView {
    let errors = Errors(returned("accounts/choose_codes_rule").map(|b| field_errors(&b.error)).unwrap_or_default());
    let options: Vec<Choice> =
        SecondFactorRule::ALL.into_iter().map(|rule| Choice::new(rule.code(), rule.label(locale))).collect();
    view! {
        <Panel id="codes" title=t::accounts::codes(locale) note=t::accounts::codes_note(locale)>
            <Form action=ChooseCodesRule::PATH errors=errors.clone()>
                <Select
                    name="rule"
                    label=t::accounts::codes_who(locale)
                    options
                    value=in_force.code()
                    error=errors.of("rule")
                    required=true
                />
                <FormActions>
                    <Button label=t::accounts::save(locale) />
                </FormActions>
            </Form>
        </Panel>
    }
    .into_any()
}

fn limits(locale: Locale) -> AnyView {
    let sentences = [
        t::accounts::limit_failures(locale, FAILURES_ALLOWED, WAITING_TIME.num_minutes()),
        t::accounts::limit_address(locale, FAILURES_OF_ADDRESS, WAITING_TIME.num_minutes()),
        t::accounts::limit_idle(locale, IDLE_LIMIT.num_minutes()),
        t::accounts::limit_absolute(locale, ABSOLUTE_LIMIT.num_hours()),
    ];
    let items = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    view! {
        <Panel id="limits" title=t::accounts::sign_in_limits(locale)>
            <ul class="rule-list">{items}</ul>
        </Panel>
    }
    .into_any()
}
