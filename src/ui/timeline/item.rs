//! One point or bar.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{TimelineAxis, lane::Room};
use crate::{
    shared::time,
    ui::{
        axis::percent,
        track::{PointKind, shape},
    },
};

/// The id of the sentence on how items are moved.
pub(super) const HINT: &str = "timeline-hint";

/// A point on its day, or a bar up to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineItem {
    /// Unique on the page, of letters, digits and hyphens.
    pub id: String,
    pub label: String,
    /// The current day; a movable item without one shows as soon as its field has one.
    pub day: Option<NaiveDate>,
    /// The day first set, drawn hollow where it differs.
    pub baseline: Option<NaiveDate>,
    /// Where a bar begins.
    pub start: Option<NaiveDate>,
    pub kind: PointKind,
    /// Its day can be moved; see the contract in [`super`].
    pub movable: bool,
    pub href: Option<String>,
}

/// Draws an item. What is in a lane is drawn in order, so marks lie over the thread from the baseline.
pub(super) fn item(on: TimelineAxis, item: TimelineItem, room: Room) -> AnyView {
    let TimelineItem { id, label, day, baseline, start, kind, movable, href } = item;
    if day.is_none() && !movable {
        return ().into_any();
    }
    let axis = on.axis;
    let at = day.unwrap_or(axis.start);
    let thread = thread(on, at, baseline.or(day.filter(|_| movable)));
    let bar = start.filter(|start| *start < at).map(|start| {
        let width = percent(axis.share(at) - axis.share(start));
        view! { <rect class="timeline__bar" x=axis.x(start) width=width y="50%" data-from=time::day(start)></rect> }
    });
    let (code, path) = shape(kind);
    let (x, edge) = if room.before { (format!("-{:.2}%", room.width), Some("before")) } else { ("0".to_owned(), None) };
    let (text_x, text_dx) = if room.before { ("100%", "-14") } else { ("0", "14") };
    let text = view! {
        <svg class="timeline__text" x=x width=percent(room.width) data-edge=edge>
            <text x=text_x dx=text_dx y="50%">{label.clone()}</text>
        </svg>
    };
    let mark = view! {
        <svg class="timeline__mark" y="50%">
            <circle class="timeline__halo" r="9"></circle>
            <rect class="timeline__hit" x="-22" y="-22" width="44" height="44"></rect>
            <path d=path></path>
        </svg>
    };
    let spoken = day.map_or_else(|| label.clone(), |day| format!("{} {label}", time::day(day)));
    let body = match href {
        Some(href) => {
            let described = movable.then_some(HINT);
            view! { <a href=href aria-label=spoken aria-describedby=described>{mark} {text}</a> }.into_any()
        }
        None => view! { <title>{spoken}</title> {mark} {text} }.into_any(),
    };
    view! {
        <g class="timeline__item" data-ms=code data-item=id data-movable=movable.then_some("") data-day=day.map(time::day) hidden=day.is_none()>
            {thread}
            {bar}
            <svg class="timeline__at" x=axis.x(at)>{body}</svg>
        </g>
    }
    .into_any()
}

/// From the day first set to the current one. For a movable item it is there from the beginning, hidden.
fn thread(on: TimelineAxis, at: NaiveDate, from: Option<NaiveDate>) -> Option<AnyView> {
    let from = from?;
    let x = on.axis.x(from);
    let view = view! {
        <g class="timeline__base" hidden=from == at>
            <line x1=x.clone() x2=on.axis.x(at) y1="50%" y2="50%"></line>
            <svg x=x y="50%">
                <circle r="4.5" data-from=time::day(from)></circle>
            </svg>
        </g>
    };
    Some(view.into_any())
}
