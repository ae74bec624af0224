//! The head of a timeline (months above, weeks or thirds of a month below), and the lines that run through all lanes.

use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;

use super::{TimelineAxis, scale};
use crate::{
    shared::{locale::Locale, time},
    t,
};

/// Stays in view while lanes scroll. Decoration for those who listen: each lane says its days.
pub fn head(on: TimelineAxis, corner: String, locale: Locale) -> impl IntoView {
    let axis = on.axis;
    // Nothing nested here: on paper, where the head is repeated, Chromium puts what is nested at its left end.
    let named = named_months(axis.start, axis.end);
    let months = named.iter().enumerate().map(|(at, start)| {
        let name = month(*start, at == 0 || start.month() == 1, locale);
        view! { <text class="timeline__month" x=axis.x(*start) dx="4" y="1.1em">{name}</text> }
    });
    let months = months.collect_view();
    let weeks = ticks(on, scale::begins_week, 3, time::short_day);
    let thirds = ticks(on, scale::begins_third, 5, |day| day.day().to_string());
    let today = axis.shows_today().then(|| {
        let late = (axis.share(axis.today) > 90.0).then_some("end");
        view! {
            <g class="timeline__today" data-edge=late>
                <rect x=axis.x(axis.today) y="52%" height="48%"></rect>
                <text x=axis.x(axis.today) y="2.55em">{t::ui::today(locale)}</text>
            </g>
        }
    });
    view! {
        <div class="timeline__head" aria-hidden="true">
            <div class="timeline__row">
                <div class="timeline__label">{corner}</div>
                <svg class="timeline__axis">
                    {months}
                    <g class="timeline__weeks">{weeks}</g>
                    <g class="timeline__thirds">{thirds}</g>
                    {today}
                </svg>
            </div>
        </div>
    }
}

/// So many days of a month must be on the axis for its name to have room.
const NAMED: i64 = 12;

/// The months that are named: the first and the last may be too short for it.
fn named_months(start: NaiveDate, end: NaiveDate) -> Vec<NaiveDate> {
    let starts = scale::months(start, end);
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts
        .iter()
        .zip(ends)
        .filter(|(start, end)| (*end - **start).num_days() >= NAMED)
        .map(|(start, _)| *start)
        .collect()
}

/// 2016年10月 or 10月, Oct 2016 or Oct
fn month(day: NaiveDate, with_year: bool, locale: Locale) -> String {
    match (locale, with_year) {
        (Locale::Chinese, true) => t::time::month_of_year(locale, day.year(), day.month()),
        (Locale::Chinese, false) => t::time::month(locale, day.month()),
        (Locale::English, true) => day.format("%b %Y").to_string(),
        (Locale::English, false) => day.format("%b").to_string(),
    }
}

/// The days that `begins` picks, with their names. One in front of the end would be cut off, and one within `room` days of
/// today would lie under its name.
fn ticks(on: TimelineAxis, begins: fn(NaiveDate) -> bool, room: u64, name: fn(NaiveDate) -> String) -> AnyView {
    let axis = on.axis;
    let is_free = |day: NaiveDate| {
        let near_today = axis.shows_today() && (day - axis.today).num_days().unsigned_abs() <= room;
        axis.share(day) < 97.0 && !near_today
    };
    scale::each(axis.start, axis.end)
        .filter(|day| begins(*day))
        .map(|day| {
            let text = is_free(day).then(|| name(day));
            view! { <text x=axis.x(day) dx="4" y="2.55em">{text}</text> }
        })
        .collect_view()
        .into_any()
}

/// Months, weeks, thirds, today and the deadline, drawn once behind all lanes.
pub fn lines(on: TimelineAxis) -> impl IntoView {
    let axis = on.axis;
    let line = |day: NaiveDate| {
        let x = axis.x(day);
        view! { <line x1=x.clone() x2=x y1="0" y2="100%"></line> }
    };
    let picked = |begins: fn(NaiveDate) -> bool| {
        scale::each(axis.start, axis.end).filter(|day| begins(*day)).map(line).collect_view()
    };
    let months = scale::months(axis.start, axis.end).into_iter().skip(1).map(line).collect_view();
    let today = axis.shows_today().then(|| view! { <g class="timeline__now">{line(axis.today)}</g> });
    let deadline = on.deadline.map(|day| view! { <g class="timeline__deadline">{line(day)}</g> });
    view! {
        <svg class="timeline__lines" aria-hidden="true">
            <g class="timeline__weeks">{picked(scale::begins_week)}</g>
            <g class="timeline__thirds">{picked(scale::begins_third)}</g>
            <g class="timeline__months">{months}</g>
            {deadline}
            {today}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_of_few_days_has_no_name() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let named = |start: &str, end: &str| {
            named_months(day(start), day(end)).iter().map(chrono::Datelike::month).collect::<Vec<_>>()
        };
        assert_eq!(named("2016-10-12", "2016-12-20"), [10, 11, 12]);
        assert_eq!(named("2016-10-25", "2016-12-05"), [11]);
    }
}
