//! An initial password, the one time it is shown.

use leptos::prelude::*;

use crate::{
    features::accounts::model::Issued,
    shared::locale::Locale,
    t,
    ui::{Callout, Tone},
};

/// `next` are links to go on with.
pub fn issued(issued: &Issued, locale: Locale, next: AnyView) -> AnyView {
    let title = t::accounts::initial_shown(locale, &issued.name, &issued.account);
    let password = issued.password.clone();
    view! {
        <div role="status">
            <Callout tone=Tone::Green icon="lock">
                <h2>{title}</h2>
                <p>
                    <output class="initial-password" lang="zxx">{password}</output>
                </p>
                <p>{t::accounts::initial_once(locale)}</p>
                <p class="row">{next}</p>
            </Callout>
        </div>
    }
    .into_any()
}
