//! What a script can better on pages that work without one. All of it hangs on attributes of plain HTML and is listened
//! for once at the document, so a page pays one empty island, whatever it holds:
//!
//! | attribute | on | with the module |
//! |---|---|---|
//! | `data-autosubmit` | form | a pick by pointer applies at once, unless the lists are unfolded in a narrow window |
//! | `data-dialog="id"` | link | opens the dialog as a modal |
//! | `data-close` | link in a dialog | closes it |
//! | `data-dismiss` | link in a message | takes the message away |
//! | `data-popup` | details | is brought into view; closes on Escape, a tap elsewhere, or leaving it |
//! | `data-reveal="id"` | checkbox | shows the typed password |
//! | `data-forget="prefix"` | form | sending it removes what the device keeps under such names |
//! | `data-copy` | button | copies the page's address, then says so |
//! | – | a button that sends a form | is busy when the answer takes a while |
//! | `data-while-sending` | in a form | is shown when its answer takes a while |
//! | `data-in-place` | an element with an id | links and filters that lead to the page's own path exchange it (`in_place`) |
//!
//! Timelines and uploads have listeners of their own (`ui::timeline::browser`, `uploads`).

#[cfg(feature = "hydrate")]
pub mod behaviours;
#[cfg(feature = "hydrate")]
pub mod exchange;
#[cfg(feature = "hydrate")]
mod in_place;
#[cfg(feature = "hydrate")]
pub mod morph;
#[cfg(feature = "hydrate")]
pub mod uploads;

use leptos::prelude::*;

/// Mounted once by the layout. Listens from the moment the page comes to life.
#[island]
pub fn Behaviours() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    behaviours::listen();
}
