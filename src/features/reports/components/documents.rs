//! Attachments in lists.

use leptos::prelude::*;

use crate::{
    features::documents::model::Document,
    shared::locale::Locale,
    t,
    ui::{UploadedFile, uploaded},
};

/// An attachment of a report on this task, as a list shows it.
pub fn listed(number: &str, document: &Document) -> UploadedFile {
    UploadedFile {
        id: document.id.to_string(),
        name: document.name.clone(),
        href: format!("/tasks/{number}/reports/files/{}", document.id),
        badge: document.badge(),
        size: document.size_text(),
    }
}

/// What was sent along with a report; nothing where there is nothing.
pub fn sent_along(number: &str, documents: &[Document], locale: Locale) -> Option<AnyView> {
    if documents.is_empty() {
        return None;
    }
    let rows = documents.iter().map(|document| uploaded(&listed(number, document), None, locale)).collect::<Vec<_>>();
    Some(view! { <ul class="uploads__list" aria-label=t::documents::attachments(locale)>{rows}</ul> }.into_any())
}
