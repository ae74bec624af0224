//! A timeline (Gantt): lanes of points and bars over one axis of days, with today, the deadline, and where things stood
//! first.
//!
//! Positions are SVG geometry in shares of the axis, so nothing needs an inline style; the width of a day is one custom
//! property. Without the browser module the frame scrolls by itself, items are links, and the dates are edited in their
//! fields. With it there are zoom, dragging and the keyboard (see `browser`).
//!
//! Editing is a contract between attributes. A movable item has an id; the form has
//!
//! | attribute | on | meaning |
//! |---|---|---|
//! | `data-timeline-input="id"` | date field | holds the item's day; moving the item writes it and fires `input` and `change` |
//! | `data-timeline-label="id"` | text field | holds the item's name (optional) |
//!
//! Both directions hold: what is typed into the field moves the item. Nothing is saved before the form is sent.

#[cfg(feature = "hydrate")]
pub mod browser;
mod head;
mod item;
mod lane;
mod scale;

use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use self::{
    head::{head, lines},
    lane::group,
};
pub use self::{item::TimelineItem, lane::TimelineLane};
use super::{
    axis::Axis,
    icon::{Icon, IconSize},
    page::locale,
};
use crate::{
    shared::{locale::Locale, time},
    t,
};

/// What the whole timeline stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineAxis {
    pub axis: Axis,
    pub deadline: Option<NaiveDate>,
}

/// Days that the axis goes on after the last one, so that what stands there can be seen and touched.
const AFTER: Days = Days::new(5);

impl TimelineAxis {
    /// From `start` to a little after the deadline and the latest of `days`.
    #[must_use]
    pub fn over(
        start: NaiveDate,
        deadline: NaiveDate,
        today: NaiveDate,
        days: impl IntoIterator<Item = NaiveDate>,
    ) -> Self {
        let (mut first, mut last) = (start, deadline);
        for day in days {
            first = first.min(day);
            last = last.max(day);
        }
        let end = last.checked_add_days(AFTER).unwrap_or(last);
        Self { axis: Axis { start: first, end, today }, deadline: Some(deadline) }
    }

    /// Days from the first to the last.
    fn days(&self) -> i64 {
        (self.axis.end - self.axis.start).num_days().max(1)
    }
}

/// `label` names the timeline, `corner` the column of lanes. With `editing` there is a bar for the chosen item.
#[component]
pub fn Timeline(
    axis: TimelineAxis,
    lanes: Vec<TimelineLane>,
    #[prop(into)] label: String,
    #[prop(into)] corner: String,
    /// What the marks mean, beside the zoom buttons.
    #[prop(optional, into)]
    note: Option<String>,
    /// Items can be moved.
    #[prop(optional)]
    editing: bool,
    /// Takes the height of the window at most and scrolls inside.
    #[prop(optional)]
    tall: bool,
) -> impl IntoView {
    let locale = locale();
    let frame = t::ui::timeline_frame(locale, &label);
    let groups = lane::grouped(lanes).into_iter().map(|(name, lanes)| group(axis, name, lanes)).collect_view();
    let edit = editing.then(|| edit_bar(locale));
    let class = if tall { "timeline timeline--tall" } else { "timeline" };
    // Ten days to the em: font sizes below what browsers allow at least would falsify the width.
    let strut = format!("{}em", axis.days() as f64 / 10.0);
    view! {
        <div class=class data-scale=scale::first(axis.days())>
            {tools(note, locale)}
            <div class="timeline__scroll" tabindex="0" role="region" aria-label=frame data-scroll="">
                <div
                    class="timeline__plot"
                    data-start=time::day(axis.axis.start)
                    data-end=time::day(axis.axis.end)
                >
                    <svg class="timeline__strut" width=strut height="0" aria-hidden="true"></svg>
                    {head(axis, corner, locale)}
                    {lines(axis)}
                    {groups}
                </div>
            </div>
            {edit}
        </div>
    }
}

/// The key, and zoom for who cannot pinch.
fn tools(note: Option<String>, locale: Locale) -> impl IntoView {
    view! {
        <div class="timeline__tools">
            <p class="meta">{note}</p>
            <div class="timeline__zoom needs-script" role="group" aria-label=t::ui::zoom(locale)>
                <button class="btn btn--icon" type="button" data-timeline-zoom="out" aria-label=t::ui::zoom_out(locale)>
                    <Icon name="minus" />
                </button>
                <button class="btn btn--icon" type="button" data-timeline-zoom="in" aria-label=t::ui::zoom_in(locale)>
                    <Icon name="plus" />
                </button>
                <button class="btn" type="button" data-timeline-zoom="fit">{t::ui::zoom_fit(locale)}</button>
            </div>
        </div>
    }
}

/// The twin of dragging: the chosen item, its day, a day back and forth. Its words are templates that the browser module
/// fills in.
fn edit_bar(locale: Locale) -> impl IntoView {
    let weekdays = time::WEEK.map(|day| time::weekday(day, locale)).join(",");
    view! {
        <div class="timeline__edit needs-script">
            <p class="timeline__hint meta" id=item::HINT>{t::ui::timeline_hint(locale)}</p>
            <div class="timeline__chosen" role="group" aria-label=t::ui::timeline_chosen(locale) hidden>
                <strong class="timeline__name"></strong>
                <span class="nudge">
                    <button type="button" data-timeline-nudge="-1" aria-label=t::ui::day_earlier(locale)>
                        <Icon name="minus" size=IconSize::Small />
                    </button>
                    <output
                        role="status"
                        data-weekdays=weekdays
                        data-later=t::ui::days_later(locale, "{n}")
                        data-later-one=t::ui::one_day_later(locale)
                        data-earlier=t::ui::days_earlier(locale, "{n}")
                        data-earlier-one=t::ui::one_day_earlier(locale)
                        data-same=t::ui::as_before(locale)
                    ></output>
                    <button type="button" data-timeline-nudge="1" aria-label=t::ui::day_later(locale)>
                        <Icon name="plus" size=IconSize::Small />
                    </button>
                </span>
                <a class="btn btn--quiet timeline__to">{t::ui::to_its_field(locale)}</a>
            </div>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
