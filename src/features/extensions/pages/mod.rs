//! Pages of extension requests.

pub mod ask;
pub mod decide;
pub mod list;

use crate::{
    features::tasks::queries::details::TaskDetails,
    server::http::forms::{Returned, field_errors},
    shared::{ids::CommandKey, locale::Locale},
    t,
    ui::{Crumb, Errors},
};

/// From the ledger over the task to here.
fn crumbs(task: &TaskDetails, here: &str, locale: Locale) -> Vec<Crumb> {
    vec![
        Crumb::link(format!("/tasks?plan={}", task.plan_prefix), t::tasks::ledger(locale)),
        Crumb::link(format!("/tasks/{}", task.number), task.number.clone()),
        Crumb::here(here.to_owned()),
    ]
}

fn errors(back: Option<&Returned>) -> Errors {
    back.map(|back| Errors(field_errors(&back.error))).unwrap_or_default()
}

/// The key of the form that came back, else a new one.
fn key(back: Option<&Returned>) -> String {
    back.and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string())
}
