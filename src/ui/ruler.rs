//! The time ruler: the whole plan on one line, with today.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{axis::Axis, page::locale};
use crate::{shared::time::short_day, t};

/// A day worth a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulerMark {
    pub day: NaiveDate,
    pub label: String,
    /// Its words go first where there is little room.
    pub minor: bool,
    /// Its words stand above the line, clear of a neighbour's below.
    pub above: bool,
}

/// `label` is the sentence for those who do not see the ruler.
#[component]
pub fn Ruler(axis: Axis, marks: Vec<RulerMark>, #[prop(into)] label: String) -> impl IntoView {
    let past = axis.x(axis.today);
    let now = axis.shows_today().then(|| {
        let text = format!("{} {}", short_day(axis.today), t::ui::today(locale()));
        view! {
            <svg x=axis.x(axis.today) data-mark="now" data-edge=edge(axis, axis.today)>
                <line y1="16" y2="36"></line>
                <text y="12">{text}</text>
            </svg>
        }
    });
    let marks = marks.into_iter().map(|mark| draw(axis, mark)).collect_view();
    view! {
        <svg class="ruler" role="img" aria-label=label>
            <line x1="0" x2="100%" y1="26" y2="26"></line>
            <line class="ruler__past" x1="0" x2=past y1="26" y2="26"></line>
            {marks}
            {now}
        </svg>
    }
}

fn draw(axis: Axis, mark: RulerMark) -> impl IntoView {
    let past = mark.day <= axis.today;
    let y = if mark.above { "12" } else { "50" };
    view! {
        <svg
            x=axis.x(mark.day)
            data-mark=past.then_some("past")
            data-edge=edge(axis, mark.day)
            data-minor=mark.minor.then_some("")
        >
            <circle cy="26" r="5"></circle>
            <text y=y>{short_day(mark.day)} " " <tspan class="ruler__long">{mark.label}</tspan></text>
        </svg>
    }
}

/// Near an end the words lean inwards.
fn edge(axis: Axis, day: NaiveDate) -> Option<&'static str> {
    match axis.share(day) {
        share if share < 8.0 => Some("start"),
        share if share > 92.0 => Some("end"),
        _ => None,
    }
}
