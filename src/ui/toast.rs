//! What the last action did, said once at the head of the next page. It stays until the page is left or it is dismissed,
//! by a plain link: it needs neither script nor haste.

use leptos::prelude::*;

use super::{
    icon::{Icon, IconSize},
    page::locale,
    tone::Tone,
};
use crate::t;

/// A message for the next page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
    /// The same page without the message.
    pub dismiss: Option<String>,
}

#[component]
pub fn Toast(notice: Notice) -> impl IntoView {
    let dismiss = notice.dismiss.map(|href| {
        view! {
            <a class="btn btn--icon" href=href data-dismiss="" aria-label=t::ui::close(locale())>
                <Icon name="x" size=IconSize::Small />
            </a>
        }
    });
    view! {
        <div class="toast" data-tone=notice.tone.code() role="status">
            <Icon name=notice.tone.icon() />
            <p>{notice.text}</p>
            {dismiss}
        </div>
    }
}
