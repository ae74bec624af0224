//! The browser's side of live updates. A page marks what may be drawn anew:
//!
//! ```html
//! <section id="ledger-rows" data-live="tasks">…</section>
//! <section id="task" data-live="tasks" data-live-id="0190…">…</section>
//! ```
//!
//! `data-live` names topics (`server::live::change::Topic`), `data-live-id` narrows them to one record. When something of
//! a topic changes, the page asks for its own address again and takes over each marked part with the same id, if it
//! differs. What the reader does there is left in peace: focus, scrolling and open details stay; a part with typed text
//! or a selection waits behind a button. Such a part must be there on every rendering of the page (empty lists too) and
//! holds no islands.
//!
//! The texts stay in the page, so that the browser module carries none.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod regions;

use leptos::prelude::*;

/// Follows changes while the page is looked at. Mounted once, by [`parts::live_island`].
#[island]
pub fn Live() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::follow();
}

#[cfg(feature = "ssr")]
pub mod parts;
