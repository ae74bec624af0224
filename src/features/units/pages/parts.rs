//! What the pages of units and of classes share: the wordings, and the keys of forms.

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::units::api::{AddAlias, RemoveAlias},
    server::http::forms::{Returned, field_errors, returned},
    shared::{error::AppError, ids::CommandKey, locale::Locale},
    t,
    ui::{Button, Errors, Form, FormActions, Panel, PostButton, TextField},
};

/// Other wordings of a unit (`of` is `unit`) or a class (`class`), with what adds and removes them.
pub fn aliases(of: &'static str, code: &str, aliases: &[String], locale: Locale) -> AnyView {
    let back = returned("units/add_alias");
    let errors = errors(back.as_ref());
    let value = back.as_ref().and_then(|back| back.value("alias")).unwrap_or_default();
    let hidden = || vec![("of", of.to_owned()), ("code", code.to_owned())];
    let items = aliases
        .iter()
        .map(|alias| {
            let mut fields = hidden();
            fields.push(("alias", alias.clone()));
            let label = t::units::remove_alias(locale, alias);
            view! {
                <li class="row row--between">
                    <span lang="zh-Hans-CN">{alias.clone()}</span>
                    <PostButton action=RemoveAlias::PATH label icon="x" icon_only=true fields />
                </li>
            }
        })
        .collect_view();
    let none = aliases.is_empty().then(|| view! { <p class="quiet">{t::units::no_aliases(locale)}</p> });
    let fields = hidden();
    view! {
        <Panel id="aliases" title=t::units::aliases(locale)>
            <div class="stack">
                <p class="meta">{t::units::aliases_note(locale)}</p>
                {none}
                <ul class="rule-list">{items}</ul>
                <Form action=AddAlias::PATH fields errors=errors.clone()>
                    <TextField
                        name="alias"
                        label=t::units::new_alias(locale)
                        value
                        error=errors.of("alias")
                        required=true
                        autocomplete="off"
                    />
                    <FormActions>
                        <Button label=t::units::add(locale) />
                    </FormActions>
                </Form>
            </div>
        </Panel>
    }
    .into_any()
}

/// The messages of a form that came back.
#[must_use]
pub fn errors(back: Option<&Returned>) -> Errors {
    Errors(back.map(|back| field_errors(&back.error)).unwrap_or_default())
}

/// Key and version that a form is sent with. One that came back is still the same command at the same version; after a
/// conflict it is a new one at the stored version: saving again is a decision, made with both texts in view.
#[must_use]
pub fn key_and_version(back: Option<&Returned>, stored: i64) -> (String, String) {
    let kept = back.filter(|back| back.error != AppError::Conflict);
    let value = |field: &str| kept.and_then(|back| back.value(field)).filter(|value| !value.is_empty());
    (
        value("key").unwrap_or_else(|| CommandKey::new().to_string()),
        value("version").unwrap_or_else(|| stored.to_string()),
    )
}
