//! What is true of the whole page that is being drawn: its language, its address.

use leptos::prelude::*;

use crate::shared::locale::Locale;

/// Context: the reader's language, provided once a request.
#[derive(Clone, Copy, Debug)]
pub struct Language(pub Locale);

/// The language to write in; Chinese where none was provided.
#[must_use]
pub fn locale() -> Locale {
    use_context::<Language>().map_or_else(Locale::default, |language| language.0)
}

/// Context: path and query of the page. Forms send it along (`here`), so that one that is refused, whose answer stands at
/// the command's address, still knows its page the next time.
#[derive(Clone, Debug)]
pub struct Here(pub String);

/// The hidden field `here`, where the page's address is known.
#[component]
pub fn HereField() -> impl IntoView {
    use_context::<Here>().map(|Here(address)| view! { <input type="hidden" name="here" value=address /> })
}
