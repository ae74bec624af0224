//! The browser's side of a report: what is typed is kept on this device at once and on the server a moment later, and a
//! report that is sent without network goes out when the network is back. Without it the form works by its buttons.
//!
//! It hangs on `#report-draft` around the form and on the state line `#report-sync` in it (`components::form`).

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod fields;
#[cfg(feature = "hydrate")]
mod kept;

use leptos::prelude::*;

/// Mounted once beside the form.
#[island]
pub fn Draft() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::begin();
}
