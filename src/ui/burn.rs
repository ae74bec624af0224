//! What is left, day by day, against an even pace to the deadline.

use std::fmt::Write as _;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    axis::{Axis, percent},
    page::locale,
};
use crate::{shared::time::short_day, t};

/// `left` holds the days on which the number changed, in order, with the number from then on; `label` says the same in
/// words, `pace` names the line to the deadline.
#[component]
pub fn BurnDown(
    axis: Axis,
    total: i64,
    left: Vec<(NaiveDate, i64)>,
    #[prop(into)] label: String,
    pace: &'static str,
) -> impl IntoView {
    let locale = locale();
    let most = total.max(1) as f64;
    let height = |count: i64| 100.0 - count as f64 * 100.0 / most;
    let now = left.last().map_or(total, |(_, count)| *count);
    let mut line = String::new();
    for (day, count) in &left {
        let (x, y) = (axis.share(*day), height(*count));
        // A number holds until the day on which it changes.
        // Writing to a string cannot fail.
        let _ = if line.is_empty() { write!(line, "M{x:.2} {y:.2}") } else { write!(line, "H{x:.2}V{y:.2}") };
    }
    let _ = write!(line, "H{:.2}", axis.share(axis.today));
    let (x, y) = (axis.x(axis.today), percent(height(now)));
    let lean = if axis.share(axis.today) > 70.0 { "end" } else { "start" };
    let today = format!("{} {now}", t::ui::today(locale));
    view! {
        <figure class="burn">
            <svg class="burn__chart" role="img" aria-label=label>
                <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
                    <path class="burn__grid" d="M0 0H100M0 50H100M0 100H100"></path>
                    <path class="burn__even" d="M0 0L100 100"></path>
                    <path class="burn__left" d=line></path>
                </svg>
                <line class="burn__now" x1=x.clone() x2=x.clone() y1="0" y2="100%"></line>
                <circle cx=x.clone() cy=y.clone() r="4"></circle>
                <text x=x y=y dy="-8" data-lean=lean>
                    {today}
                </text>
                <text class="burn__pace" x="30%" y="30%" dx="8" dy="-4">
                    {pace}
                </text>
                <text class="burn__count" x="4" y="50%" dy="-4">
                    {total / 2}
                </text>
            </svg>
            <div class="burn__days" aria-hidden="true">
                <span>{short_day(axis.start)} " · " {total}</span>
                <span>{short_day(axis.end)} " · 0"</span>
            </div>
        </figure>
    }
}
