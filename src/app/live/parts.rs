//! What the page shows of live updates: the state of the line, the button for what waits, the words for those who
//! listen. All of it is hidden until the browser's side needs it.

use leptos::prelude::*;

use super::Live;
use crate::{shared::locale::Locale, t, ui::Icon};

/// The state of the line, for the bar: good, 正在重连, 离线, or over because the session ended.
#[must_use]
pub fn sync_state(locale: Locale) -> AnyView {
    view! {
        <span
            class="sync sync--live"
            id="live-sync"
            data-sync="ok"
            data-ok=t::activity::live_ok(locale)
            data-waiting=t::activity::live_waiting(locale)
            data-offline=t::activity::live_offline(locale)
            data-ended=t::activity::live_ended(locale)
            hidden
        >
            // One for each state, the style shows which: good, reconnecting, offline.
            <Icon name="wifi" />
            <Icon name="sync" />
            <Icon name="wifi-off" />
            <span class="sync__text" role="status"></span>
        </span>
    }
    .into_any()
}

/// The island with what it needs, once in the frame of a signed-in page. `version` is [`Live::version`] as it was
/// before the page was read.
///
/// [`Live::version`]: crate::server::live::Live::version
#[must_use]
pub fn live_island(locale: Locale, version: i64) -> AnyView {
    view! {
        <div id="live" data-version=version.to_string() data-updated=t::activity::live_updated(locale)>
            <p class="vh" id="live-said" role="status"></p>
            <div class="live-offer" id="live-offer" hidden>
                <p class="toast">
                    <span>{t::activity::live_waits(locale)}</span>
                    <button class="btn" type="button" id="live-show">
                        {t::activity::live_show(locale)}
                    </button>
                </p>
            </div>
        </div>
        <Live />
    }
    .into_any()
}
