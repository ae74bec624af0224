//! The mini track of a row: milestones on the plan's axis. Today runs through all rows as one line.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{axis::Axis, page::locale};
use crate::{shared::time::short_day, t};

/// How a milestone stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointKind {
    Done,
    Late,
    Soon,
    #[default]
    Planned,
    /// The day by which all must be done.
    Deadline,
}

/// A milestone; a day first set for it that differs is drawn as a dotted stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackPoint {
    pub day: NaiveDate,
    pub baseline: Option<NaiveDate>,
    pub kind: PointKind,
}

/// `label` says the milestones in words, for those who do not see them.
#[component]
pub fn Track(axis: Axis, points: Vec<TrackPoint>, #[prop(into)] label: String) -> impl IntoView {
    let reached = points.iter().filter(|point| point.kind == PointKind::Done).map(|point| point.day).max();
    let done = reached.map(|day| {
        view! { <line class="track__done" x1="0" x2=axis.x(day) y1="50%" y2="50%"></line> }
    });
    let now = axis.shows_today().then(|| {
        let x = axis.x(axis.today);
        view! { <line class="track__now" x1=x.clone() x2=x y1="-50%" y2="150%"></line> }
    });
    let bases = points
        .iter()
        .filter_map(|point| point.baseline.filter(|day| *day != point.day))
        .map(|day| {
            let x = axis.x(day);
            view! { <line class="track__base" x1=x.clone() x2=x y1="32%" y2="68%"></line> }
        })
        .collect_view();
    let marks = points.iter().map(|point| mark(axis, *point)).collect_view();
    view! {
        <svg class="track" role="img" aria-label=label>
            <line x1="0" x2="100%" y1="50%" y2="50%"></line>
            {done}
            {bases}
            {now}
            {marks}
        </svg>
    }
}

/// The value of `data-ms`, and the outline around its place. The shapes differ, so that they are told apart without colour.
pub(super) fn shape(kind: PointKind) -> (&'static str, &'static str) {
    match kind {
        PointKind::Done => ("done", "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"),
        PointKind::Late => ("late", "M0-6 6 0 0 6-6 0z"),
        PointKind::Soon => ("soon", "M-4.5-4.5h9v9h-9z"),
        PointKind::Planned => ("plan", "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"),
        PointKind::Deadline => ("deadline", "M0 10V-9.5H9L6.5-6 9-2.5H0"),
    }
}

fn mark(axis: Axis, point: TrackPoint) -> impl IntoView {
    let (code, path) = shape(point.kind);
    view! {
        <svg x=axis.x(point.day) y="50%" data-ms=code>
            <path d=path></path>
        </svg>
    }
}

/// The head of the column of tracks: first day, today, last day.
#[component]
pub fn TrackAxis(axis: Axis) -> impl IntoView {
    let locale = locale();
    let share = axis.share(axis.today);
    // Words of 5 characters at either end must not run into today's.
    let start =
        (share > 30.0 || !axis.shows_today()).then(|| view! { <text x="4" y="55%">{short_day(axis.start)}</text> });
    let end = (share < 72.0 || !axis.shows_today())
        .then(|| view! { <text class="axis__end" x="100%" y="55%">{short_day(axis.end)}</text> });
    let now = axis.shows_today().then(|| {
        let x = axis.x(axis.today);
        view! {
            <line class="axis__line" x1=x.clone() x2=x.clone() y1="30%" y2="100%"></line>
            <text class="axis__now" x=x y="55%" dx="-4">
                {t::ui::today(locale)}
            </text>
        }
    });
    let label = t::ui::axis(locale, short_day(axis.start), short_day(axis.end));
    view! {
        <svg class="axis" role="img" aria-label=label>
            <line x1="0" x2="0" y1="35%" y2="65%"></line>
            {start}
            {now}
            {end}
        </svg>
    }
}
