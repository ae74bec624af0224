//! `/account/notifications`

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    app::page::{Page, page},
    features::{
        accounts::queries::people,
        notifications::{
            api::SavePreferences,
            inputs::{PreferencesForm, time_text},
            preferences::Preferences,
            queries::preferences::preferences,
        },
    },
    server::{
        context::request,
        http::forms::{Returned, field_errors, returned},
    },
    shared::locale::Locale,
    t,
    ui::{
        Button, ButtonKind, Callout, CheckField, Choice, Choices, Crumb, Errors, Form, FormActions, FormRow, PageHead,
        TextField, Tone,
    },
};

/// How one is told by mail.
#[component]
pub fn PreferencesPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale, db) = (context.actor()?, context.locale, &context.app.db);
        let kept = preferences(db, actor.person).await?;
        let address = people::view(db, actor, actor.person).await?.email;
        let back = returned("notifications/save_preferences");
        let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
        let form = back.as_ref().map_or_else(|| as_kept(&kept), as_typed);
        let title = t::notifications::settings(locale);
        let crumbs = vec![Crumb::link("/account", t::accounts::my_account(locale)), Crumb::here(title)];
        let (tone, state) = match (&context.app.config.mail, address.as_str()) {
            (None, _) => (Tone::Yellow, t::notifications::no_server(locale).to_owned()),
            (_, "") => (Tone::Yellow, t::notifications::no_address(locale).to_owned()),
            (_, address) => (Tone::Blue, t::notifications::saved_to(locale, address)),
        };
        let body = view! {
            <PageHead title crumbs note=t::notifications::settings_note(locale) />
            <Callout tone><p>{state}</p></Callout>
            <Form action=SavePreferences::PATH errors=errors.clone()>
                {fields(form, errors, locale)}
                <FormActions>
                    <Button label=t::notifications::save(locale) kind=ButtonKind::Primary />
                </FormActions>
            </Form>
        };
        Ok(Page::new(title, None, body))
    })
}

fn as_kept(kept: &Preferences) -> PreferencesForm {
    PreferencesForm {
        by_mail: if kept.by_mail { "true".to_owned() } else { String::new() },
        language: kept.language.code().to_owned(),
        digest_at: time_text(kept.digest_at),
        quiet_from: time_text(kept.quiet_from),
        quiet_until: time_text(kept.quiet_until),
    }
}

fn as_typed(back: &Returned) -> PreferencesForm {
    let value = |field| back.value(field).unwrap_or_default();
    PreferencesForm {
        by_mail: value("by_mail"),
        language: value("language"),
        digest_at: value("digest_at"),
        quiet_from: value("quiet_from"),
        quiet_until: value("quiet_until"),
    }
}

fn fields(form: PreferencesForm, errors: Errors, locale: Locale) -> AnyView {
    let languages = vec![
        Choice::new(Locale::Chinese.code(), t::notifications::chinese(locale)),
        Choice::new(Locale::English.code(), t::notifications::english(locale)),
    ];
    view! {
        <CheckField name="by_mail" label=t::notifications::by_mail(locale) checked=!form.by_mail.is_empty() />
        <Choices
            name="language"
            label=t::notifications::language(locale)
            options=languages
            values=vec![form.language]
            error=errors.of("language")
            required=true
        />
        <TextField
            name="digest_at"
            label=t::notifications::digest_at(locale)
            value=form.digest_at
            error=errors.of("digest_at")
            hint=t::notifications::digest_hint(locale)
            kind="time"
            required=true
        />
        <FormRow>
            <TextField
                name="quiet_from"
                label=t::notifications::quiet_from(locale)
                value=form.quiet_from
                error=errors.of("quiet_from")
                kind="time"
                required=true
            />
            <TextField
                name="quiet_until"
                label=t::notifications::quiet_until(locale)
                value=form.quiet_until
                error=errors.of("quiet_until")
                hint=t::notifications::quiet_hint(locale)
                kind="time"
                required=true
            />
        </FormRow>
    }
    .into_any()
}
