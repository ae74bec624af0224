//! The language of the page that is being drawn.

use leptos::prelude::use_context;

use crate::shared::locale::Locale;

/// Context: the reader's language, provided once a request.
#[derive(Clone, Copy, Debug)]
pub struct Language(pub Locale);

/// The language to write in; Chinese where none was provided.
#[must_use]
pub fn locale() -> Locale {
    use_context::<Language>().map_or_else(Locale::default, |language| language.0)
}
